import type { Command } from 'commander';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineIntegrationsDelete(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .action((id: string, _options, self: Command) => remove(session, id, globalsOf(self)));
}

async function remove(session: Session, id: string, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    await client.delete(`/v1/integrations/${encodeURIComponent(id)}`);
    if (options.json) session.output.json({ id });
    else session.output.line(`${id} was removed. Its id is not used again.`);
  });
}
