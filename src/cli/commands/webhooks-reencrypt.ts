import type { Command } from 'commander';
import type { Reencrypted } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineWebhooksReencrypt(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => reencrypt(session, globalsOf(self)));
}

async function reencrypt(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<Reencrypted>('/v1/webhooks/reencrypt', {});
    if (options.json) session.output.json(answer);
    else session.output.line(`Webhooks that were encrypted with the first key now: ${answer.webhooks}.`);
  });
}
