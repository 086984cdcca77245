import type { Command } from 'commander';
import type { IntegrationView } from '../../webhooks/inbound/integrations/integration.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { integrationTable } from '../integrations/integration-report.js';

export function defineIntegrationsList(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => list(session, globalsOf(self)));
}

async function list(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { items } = await client.get<{ items: readonly IntegrationView[] }>('/v1/integrations');
    if (options.json) for (const integration of items) session.output.json(integration);
    else session.output.write(integrationTable(items, session.printing().colors));
  });
}
