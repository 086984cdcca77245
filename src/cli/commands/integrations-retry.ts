import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { RetriedDeliveries } from '../../webhooks/inbound/deliveries/deliveries.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineIntegrationsRetry(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .argument('[delivery]', 'the id of a delivery, as "integrations deliveries" prints it (default: all that failed)')
    .action((id: string, delivery: string | undefined, _options, self: Command) =>
      delivery === undefined
        ? retryFailed(session, id, globalsOf(self))
        : retry(session, id, delivery, globalsOf(self)),
    );
}

async function retryFailed(session: Session, id: string, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<RetriedDeliveries>(`/v1/integrations/${encodeURIComponent(id)}/retry`, {});
    const { deliveries } = answer;
    if (options.json) session.output.json(answer);
    else session.output.line(`${deliveries} ${deliveries === 1 ? 'delivery is' : 'deliveries are'} processed again.`);
  });
}

async function retry(session: Session, id: string, delivery: string, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/integrations/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(delivery)}/retry`;
    const answer = await client.post<WriteResult>(path, {});
    if (options.json) session.output.json(answer);
    else session.output.line(`${delivery} ${answer.recorded.length > 0 ? 'is processed again' : 'waits already'}.`);
  });
}
