import type { Command } from 'commander';
import type { KeyView } from '../../access/access.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { keyTable } from '../terminal/key-table.js';

export function defineKeysList(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => listKeys(session, globalsOf(self)));
}

async function listKeys(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const items: KeyView[] = [];
    for await (const page of client.pages<KeyView>('/v1/keys', {}, Infinity)) items.push(...page.items);
    if (options.json) for (const key of items) session.output.json(key);
    else session.output.write(keyTable(items, session.printing(false).colors));
  });
}
