import type { Command } from 'commander';
import type { ReencryptedIntegrations } from '../../webhooks/inbound/integrations/integration.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineIntegrationsReencrypt(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => reencrypt(session, globalsOf(self)));
}

async function reencrypt(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<ReencryptedIntegrations>('/v1/integrations/reencrypt', {});
    if (options.json) session.output.json(answer);
    else session.output.line(`Integrations that were encrypted with the first key now: ${answer.integrations}.`);
  });
}
