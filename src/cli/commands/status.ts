import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { isWell, type LedgerStatus, statusLines } from '../terminal/status-report.js';

export function defineStatus(command: Command, { session, report }: CommandContext): void {
  command.addHelpText('after', examples('claim-ledger status && echo well')).action(async (_options, self: Command) => {
    report(await showStatus(session, globalsOf(self)));
  });
}

function showStatus(session: Session, options: GlobalOptions): Promise<boolean> {
  return session.withLedger(options, { create: false }, async ({ client, ledger }) => {
    const status = await client.get<LedgerStatus>('/v1/status');
    if (options.json) session.output.json(status);
    else for (const line of statusLines(ledger, status)) session.output.line(line);
    return isWell(status);
  });
}
