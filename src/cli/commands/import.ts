import { Argument, type Command, Option } from 'commander';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { importAll, sourcesOf } from '../import/import.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface ImportOptions extends GlobalOptions {
  readonly fromLine?: number;
}

export function defineImport(command: Command, { session, report }: CommandContext): void {
  command
    .addArgument(new Argument('<file...>', 'NDJSON files, one command a line; - for standard input'))
    .addOption(
      new Option('--from-line <n>', 'start with this line, to resume an interrupted import').argParser(
        wholeNumber(1, 999_999_999),
      ),
    )
    .addHelpText(
      'after',
      examples('claim-ledger import claims.ndjson', 'zcat claims.ndjson.gz | claim-ledger import -'),
    )
    .action(async (files: string[], options: OwnOptions<ImportOptions>, self: Command) => {
      report(await importFiles(session, files, { ...options, ...globalsOf(self) }));
    });
}

async function importFiles(session: Session, files: readonly string[], options: ImportOptions): Promise<boolean> {
  if (options.fromLine !== undefined && files.length > 1) {
    throw new UsageError('--from-line takes one file. Import the others in another command.');
  }
  const sources = await sourcesOf(files);
  return session.withLedger(options, { create: true }, ({ client }) =>
    importAll(client, sources, session.output, options),
  );
}
