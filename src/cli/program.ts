import { Command, Option } from 'commander';
import { COMMAND_GROUPS } from './command-table.js';
import { addCommands } from './lazy-commands.js';
import type { Session } from './ledger/session.js';

const ABOUT = `
A command speaks to the server at --url; without one to the server that owns the data folder; and while none runs, it
opens the folder itself. The answers are the same.

Exit codes:
  0  it worked; for import and seed: every line was taken; for status: all is well
  1  the ledger said no, a line was refused, or all is not well
  2  wrong usage, or a file that can't be read
  3  the server can't be reached, or the data folder can't be used

To begin:
  $ claim-ledger serve --seed
  $ claim-ledger show nato-discusses-territory-for-membership`;

/** The program with all its commands. `report` sets the exit code of a command that ran to its end. */
export function makeProgram(session: Session, report: (isWell: boolean) => void): Command {
  const program = new Command('claim-ledger')
    .description('Records claims in the news and every change in their status, and says what is known of each and why.')
    .addOption(new Option('--data <folder>', 'the data folder').env('CLAIM_LEDGER_DATA').default('data'))
    .addOption(new Option('--url <url>', 'the address of another server').env('CLAIM_LEDGER_URL'))
    .addOption(
      new Option('--key <key>', "the key to write with; of the folder's own ledger its admin.key").env(
        'CLAIM_LEDGER_KEY',
      ),
    )
    .option('--json', "the API's answers as they are; of lists and imports one a line")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('("claim-ledger help" shows how it is meant.)')
    .exitOverride()
    .addHelpText('after', ABOUT);
  for (const [heading, commands] of COMMAND_GROUPS) addCommands(program, commands, { session, report }, heading);
  return program;
}
