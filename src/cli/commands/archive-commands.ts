import { Argument, type Command, Option } from 'commander';
import type { CopyCommandOptions } from './copy.js';
import type { ExportOptions } from './export.js';
import type { RestoreOptions } from './restore.js';
import type { VerifyOptions } from './verify.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';

type Own<Options extends GlobalOptions> = Omit<Options, keyof GlobalOptions>;

/** Makes a command of this name, with what it is for and how it is called. */
type MakeCommand = (name: string, description: string, ...examples: readonly string[]) => Command;

/**
 * Adds the commands that move, save and check a ledger. What they work with is loaded only when one of them is
 * called: all others start faster without it.
 */
export function addArchiveCommands(command: MakeCommand, session: Session, onOutcome: (well: boolean) => void): void {
  command(
    'export',
    'write the log, or some of it, as CloudEvents, one a line',
    'claim-ledger export --out ledger.ndjson',
    'claim-ledger export --until 2024-04-01 | gzip > until-april.ndjson.gz',
    'claim-ledger export --claim nato-discusses-territory-for-membership',
  )
    .option('--until <place>', 'up to this position; or what was recorded before this day or instant')
    .option('--since <place>', 'behind this position; or what was recorded then or later')
    .option('--claim <id>', 'of this claim, and what links it')
    .option('--narrative <id>', 'of this narrative, and of the claims that it holds')
    .option('--out <file>', 'a file that is not there yet; - for standard output', '-')
    .action(async (options: Own<ExportOptions>, self: Command) => {
      const { exportCommand } = await import('./export.js');
      onOutcome(await exportCommand(session, { ...options, ...globalsOf(self) }));
    });

  command(
    'load',
    'make a log of an export, in a data folder that has none',
    'claim-ledger --data copy load ledger.ndjson',
    'zcat ledger.ndjson.gz | claim-ledger --data copy load -',
  )
    .addArgument(new Argument('<file>', 'an export of a whole log or of its beginning; - for standard input'))
    .action(async (file: string, _options, self: Command) => {
      const { loadCommand } = await import('./load.js');
      onOutcome(await loadCommand(session, file, globalsOf(self)));
    });

  command(
    'copy',
    'copy the log to another place, a data folder or EventStoreDB, or go on with that; compares both',
    'claim-ledger copy --from data --to "esdb://127.0.0.1:2113?tls=false"',
    'CLAIM_LEDGER_COPY_FROM="esdb://ledger:secret@events.example" claim-ledger copy --to data',
  )
    .addOption(place('--from', 'CLAIM_LEDGER_COPY_FROM', 'where the log is; it may be in use'))
    .addOption(place('--to', 'CLAIM_LEDGER_COPY_TO', 'where it shall be: nothing, or a copy that was begun'))
    .action(async (options: Own<CopyCommandOptions>, self: Command) => {
      const { copyCommand } = await import('./copy.js');
      onOutcome(await copyCommand(session, { ...options, ...globalsOf(self) }));
    });

  command(
    'backup',
    'copy the log into one file, also while a server writes to it',
    'claim-ledger backup ledger-2024-04-09.backup',
  )
    .addArgument(new Argument('<file>', 'a file that is not there yet'))
    .action(async (file: string, _options, self: Command) => {
      const { backupCommand } = await import('./backup.js');
      onOutcome(await backupCommand(session, file, globalsOf(self)));
    });

  command(
    'restore',
    'put a backup in the place of the log, once all of it is checked; while no server runs',
    'claim-ledger restore ledger-2024-04-09.backup --replace',
  )
    .addArgument(new Argument('<file>', 'what "backup" made'))
    .option('--replace', 'also where there is a log, which is then kept beside under another name')
    .action(async (file: string, options: Own<RestoreOptions>, self: Command) => {
      const { restoreCommand } = await import('./restore.js');
      onOutcome(await restoreCommand(session, file, { ...options, ...globalsOf(self) }));
    });

  command(
    'verify',
    'check every event of the log, and that the read model is what follows from it; also while a server runs',
    'claim-ledger verify --deep',
    'claim-ledger verify ledger-2024-04-09.backup',
  )
    .addArgument(new Argument('[backup]', 'what "backup" made, to check that instead'))
    .option('--deep', "also judge every claim again from the log's own events")
    .action(async (backup: string | undefined, options: Own<VerifyOptions>, self: Command) => {
      const { verifyCommand } = await import('./verify.js');
      onOutcome(await verifyCommand(session, backup, { ...options, ...globalsOf(self) }));
    });
}

const place = (flag: string, variable: string, description: string): Option =>
  new Option(`${flag} <place>`, `${description}: a data folder, or a connection string`)
    .env(variable)
    .makeOptionMandatory();
