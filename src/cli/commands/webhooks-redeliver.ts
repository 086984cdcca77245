import type { Command } from 'commander';
import type { Redelivered } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineWebhooksRedeliver(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a webhook')
    .argument('[delivery]', 'the id of a delivery, as "webhooks deliveries" prints it (default: all that failed)')
    .action((id: string, delivery: string | undefined, _options, self: Command) =>
      redeliver(session, id, delivery, globalsOf(self)),
    );
}

async function redeliver(
  session: Session,
  id: string,
  delivery: string | undefined,
  options: GlobalOptions,
): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/webhooks/${encodeURIComponent(id)}/redeliver`;
    const answer = await client.post<Redelivered>(path, { delivery });
    const { deliveries } = answer;
    if (options.json) session.output.json(answer);
    else session.output.line(`${deliveries} ${deliveries === 1 ? 'delivery is' : 'deliveries are'} made again.`);
  });
}
