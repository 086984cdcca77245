import type { Command } from 'commander';
import type { WhoAmIView } from '../../access/access.views.js';
import { type CommandContext, examples } from '../command-definition.js';
import { keyOrigin } from '../ledger/access-help.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { whoAmILines } from '../terminal/who-am-i.js';

export function defineWhoami(command: Command, { session }: CommandContext): void {
  command
    .addHelpText('after', examples('claim-ledger whoami', 'claim-ledger --key "$(cat desk.key)" whoami'))
    .action((_options, self: Command) => printWhoAmI(session, globalsOf(self)));
}

async function printWhoAmI(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client, ledger }) => {
    const view = await client.get<WhoAmIView>('/v1/whoami');
    if (options.json) session.output.json(view);
    else for (const line of whoAmILines(view, { ledger, keyOrigin: keyOrigin(options) })) session.output.line(line);
  });
}
