import { Argument, type Command, Option } from 'commander';
import { csvTemplate } from '../../interchange/csv/csv-template.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { importAll } from '../import/import.js';
import { type Mappings, readMapping } from '../import/prepare-job.js';
import { type RecognisedInput, recogniseInputs } from '../import/recognised-input.js';
import { sourcesOf } from '../import/sources.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface ImportOptions extends GlobalOptions {
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly silent?: boolean;
  readonly fromLine?: number;
  readonly map?: string;
  readonly csvTemplate?: boolean;
  readonly format?: 'claimreview';
  readonly pageUrl?: string;
}

export function defineImport(command: Command, { session, report }: CommandContext): void {
  command
    .addArgument(new Argument('[file...]', 'NDJSON or CSV files, also compressed with gzip; - for standard input'))
    .option('--dry-run', 'report what would be recorded and rejected and which states would change; record nothing')
    .option('--all-or-nothing', 'record nothing if a line is rejected; for files of up to 20,000 lines and 16 MiB')
    .option('--silent', 'send nothing of what is recorded to webhooks: for old history')
    .addOption(
      new Option('--from-line <n>', 'skip the lines before this one, to resume an interrupted import').argParser(
        wholeNumber(1, 999_999_999),
      ),
    )
    .addOption(
      new Option('--format <format>', 'read JSON, NDJSON or HTML as ClaimReview markup of fact-checkers').choices([
        'claimreview',
      ]),
    )
    .option('--page-url <url>', 'of ClaimReview: the address of the page that it is from, for relative addresses')
    .option('--map <file>', 'a JSON file that maps columns and words of CSV, or labels and names of ClaimReview')
    .option('--csv-template', 'print the header row of the CSV template, and do nothing else')
    .addHelpText(
      'after',
      examples(
        'claim-ledger import claims.ndjson.gz',
        'claim-ledger import --dry-run claims.ndjson',
        'claim-ledger import --silent archive-2019.ndjson',
        'claim-ledger import --csv-template > claims.csv',
        'claim-ledger import --map newsroom.json claims.csv',
        'claim-ledger import --format claimreview --dry-run page.html',
      ),
    )
    .action(async (files: string[], options: OwnOptions<ImportOptions>, self: Command) => {
      if (options.csvTemplate) session.output.write(csvTemplate());
      else report(await importFiles(session, files, { ...options, ...globalsOf(self) }));
    });
}

async function importFiles(session: Session, files: readonly string[], options: ImportOptions): Promise<boolean> {
  checkOptions(files, options);
  const isMarkup = options.format === 'claimreview';
  const mappings: Mappings = {
    ...(options.map !== undefined && (await readMapping(options.map, isMarkup))),
    ...(options.pageUrl !== undefined && { page: pageOf(options.pageUrl) }),
  };
  const inputs = await recogniseInputs(await sourcesOf(files), session.signal, isMarkup);
  try {
    return await importInputs(session, inputs, mappings, options);
  } finally {
    // Standard input that is still open would keep the program running.
    for (const input of inputs) input.close();
  }
}

async function importInputs(
  session: Session,
  inputs: readonly RecognisedInput[],
  mappings: Mappings,
  options: ImportOptions,
): Promise<boolean> {
  const { json, fromLine, dryRun, allOrNothing, silent } = options;
  if (fromLine !== undefined && inputs.some(({ format }) => format !== 'ndjson')) {
    throw new UsageError('--from-line is for NDJSON. Import the file again: what is recorded is not recorded twice.');
  }
  return session.withLedger(options, { create: dryRun !== true }, ({ client }) =>
    importAll(client, inputs, session.output, {
      json,
      mappings,
      ...(fromLine !== undefined && { fromLine }),
      ...(dryRun && { dryRun }),
      ...(allOrNothing && { allOrNothing }),
      ...(silent && { silent }),
    }),
  );
}

function pageOf(text: string): URL {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text);
  throw new UsageError(`--page-url must be an address that begins with http:// or https://. It is "${text}".`);
}

/** Throws a `UsageError` for options that exclude each other. */
function checkOptions(
  files: readonly string[],
  { fromLine, dryRun, allOrNothing, format, pageUrl }: ImportOptions,
): void {
  if (files.length === 0) throw new UsageError('Name a file to import, or - for standard input.');
  if (pageUrl !== undefined && format === undefined) throw new UsageError('--page-url goes with --format claimreview.');
  if (dryRun && allOrNothing) throw new UsageError('--dry-run records nothing. Leave out --all-or-nothing.');
  if (allOrNothing && fromLine !== undefined)
    throw new UsageError('--all-or-nothing can not be combined with --from-line.');
  for (const [option, isGiven] of [
    ['--from-line', fromLine !== undefined],
    ['--dry-run', dryRun],
    ['--all-or-nothing', allOrNothing],
  ] as const) {
    if (isGiven && files.length > 1) {
      throw new UsageError(`${option} takes one file. Join several: cat FILE… | claim-ledger import ${option} -`);
    }
  }
}
