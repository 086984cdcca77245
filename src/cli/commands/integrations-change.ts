import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import {
  addIntegrationOptions,
  INTEGRATION_FIELDS,
  type IntegrationOptions,
  mappingOf,
} from '../integrations/integration-options.js';

interface ChangeOptions extends GlobalOptions, IntegrationOptions {}

export function defineIntegrationsChange(command: Command, { session }: CommandContext): void {
  addIntegrationOptions(command.argument('<id>', 'the id of an integration')).action(
    (id: string, options: OwnOptions<ChangeOptions>, self: Command) =>
      change(session, id, { ...options, ...globalsOf(self) }),
  );
}

async function change(session: Session, id: string, options: ChangeOptions): Promise<void> {
  const { name, scope: scopes } = options;
  const body = { name, scopes, mapping: await mappingOf(options) };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await inOptions(INTEGRATION_FIELDS, () =>
      client.patch<WriteResult>(`/v1/integrations/${encodeURIComponent(id)}`, body),
    );
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} was changed.` : `${id} is as it was.`);
  });
}
