import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { CLAIM_KINDS, STATUSES } from '../domain/vocabulary.js';
import {
  importCommand,
  type ImportCommandOptions,
  listCommand,
  type ListOptions,
  seedCommand,
  serveCommand,
  type ServeOptions,
  showCommand,
  type ShowOptions,
  statusCommand,
} from './commands/core-commands.js';
import { addArchiveCommands } from './commands/archive-commands.js';
import { addKeysCommands } from './commands/keys-commands.js';
import { rebuildCommand } from './commands/rebuild.js';
import { type GlobalOptions, globalsOf, type Session } from './ledger/session.js';

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

/** What a command's own options say. */
type Own<Options extends GlobalOptions> = Omit<Options, keyof GlobalOptions>;

/** The program with all its commands; each tells `onOutcome` whether all is well. */
export function makeProgram(session: Session, onOutcome: (well: boolean) => void): Command {
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

  const command = (name: string, description: string, ...examples: readonly string[]): Command =>
    program
      .command(name)
      .description(description)
      .addHelpText('after', `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${shown(examples)}`);

  command('serve', 'run the server', 'claim-ledger serve', 'claim-ledger --data tried serve --seed --port 0')
    .option('--seed', 'load the seeds that come with the package; a second time nothing changes')
    .option('--host <host>', 'the address to listen on, instead of CLAIM_LEDGER_HOST')
    .option('--port <port>', 'the port, instead of CLAIM_LEDGER_PORT; 0 for any', wholeNumber(0, 65_535))
    .action(async (options: Own<ServeOptions>, self: Command) => {
      onOutcome(await serveCommand(session, { ...options, ...globalsOf(self) }));
    });

  command(
    'import',
    'record what the lines of NDJSON files say; a bad line is reported, the others are kept',
    'claim-ledger import claims.ndjson',
    'zcat claims.ndjson.gz | claim-ledger import -',
  )
    .addArgument(new Argument('<file...>', 'NDJSON files, one command a line; - for standard input'))
    .addOption(
      new Option('--from-line <n>', 'begin with this line, to go on after an import that was broken off').argParser(
        wholeNumber(1, 999_999_999),
      ),
    )
    .action(async (files: string[], options: Own<ImportCommandOptions>, self: Command) => {
      onOutcome(await importCommand(session, files, { ...options, ...globalsOf(self) }));
    });

  command('seed', 'import the seeds that come with the package', 'claim-ledger --data tried seed').action(
    async (_options, self: Command) => {
      onOutcome(await seedCommand(session, globalsOf(self)));
    },
  );

  command(
    'show',
    "tell a claim's story: where it stands and why, and all that happened to it",
    'claim-ledger show nato-discusses-territory-for-membership',
  )
    .argument('<claim>', 'the id of a claim')
    .option('--recorded', 'also tell when everything was recorded, and by whom')
    .action(async (claim: string, options: Own<ShowOptions>, self: Command) => {
      onOutcome(await showCommand(session, claim, { ...options, ...globalsOf(self) }));
    });

  command(
    'list',
    'list claims, those registered last first; filters combine',
    'claim-ledger list --status disputed',
    'claim-ledger list --narrative territory-for-membership --search "nato land*"',
  )
    .addOption(new Option('--status <status>', 'with this status').choices(STATUSES))
    .addOption(new Option('--kind <kind>', 'of this kind').choices(CLAIM_KINDS))
    .option('--narrative <id>', 'in this narrative')
    .option('--actor <id>', 'in which this actor spoke, or was spoken for')
    .option('--about <id>', 'about this actor')
    .option('--topic <topic>', 'with this topic')
    .option('--search <text>', 'with these words in its text, its topics or the names of those it is about')
    .addOption(new Option('--limit <n>', 'so many at most').default(50).argParser(wholeNumber(1, 1_000_000)))
    .action(async (options: Own<ListOptions>, self: Command) => {
      onOutcome(await listCommand(session, { ...options, ...globalsOf(self) }));
    });

  command('status', 'say how far the ledger is, and whether all is well', 'claim-ledger status && echo well').action(
    async (_options, self: Command) => {
      onOutcome(await statusCommand(session, globalsOf(self)));
    },
  );

  command(
    'rebuild',
    'make the read model anew from the log, while reads go on; beside a server of another release, for the next start',
    'claim-ledger rebuild',
  ).action(async (_options, self: Command) => {
    onOutcome(await rebuildCommand(session, globalsOf(self)));
  });

  const keys = command(
    'keys',
    'give keys, list them and take them back',
    'claim-ledger keys create --principal desk --name "News desk" --scope record --expires 90d > desk.key',
    'claim-ledger keys revoke 0f3c5a7b9d1e --reason "lost with a laptop"',
  );
  addKeysCommands(keys, session);
  addArchiveCommands(command, session, onOutcome);
  return program;
}

const shown = (examples: readonly string[]): string => examples.map((example) => `  $ ${example}`).join('\n');

/** Reads a whole number between these, both included. */
function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`);
  };
}
