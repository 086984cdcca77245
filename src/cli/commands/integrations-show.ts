import type { Command } from 'commander';
import type { IntegrationView } from '../../webhooks/inbound/integrations/integration.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { integrationReport } from '../integrations/integration-report.js';

export function defineIntegrationsShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .action((id: string, _options, self: Command) => show(session, id, globalsOf(self)));
}

async function show(session: Session, id: string, options: GlobalOptions): Promise<void> {
  const integration = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<IntegrationView>(`/v1/integrations/${encodeURIComponent(id)}`),
  );
  if (options.json) session.output.json(integration);
  else session.output.write(integrationReport(integration, session.printing().colors));
}
