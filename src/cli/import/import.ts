import { createReadStream } from 'node:fs';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ImportProgress } from '../../import/import-report.js';
import type { ApiClient } from '../ledger/api-client.js';
import { UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { importDisplay, type ImportDisplay, outcomes } from './import-progress-display.js';
import { type ImportAnswer, importAnswers, type ImportSummary } from './import-request.js';
import { sanitize } from '../terminal/text-layout.js';
import type { Output } from '../terminal/output.js';

/** Lines to import, and the name that messages use. */
export interface Source {
  readonly name: string;
  /** Undefined if the length isn't known. */
  readonly bytes: number | undefined;
  open(): Readable;
}

export interface ImportOptions {
  readonly json: boolean;
  /** Lines before it are skipped. */
  readonly fromLine?: number;
}

const STDIN: Source = { name: '-', bytes: undefined, open: () => process.stdin };

/** The sources with these file names, `-` for standard input. Throws a `UsageError` for the first that can't be read. */
export async function sourcesOf(files: readonly string[]): Promise<Source[]> {
  if (files.filter((file) => file === '-').length > 1)
    throw new UsageError('Standard input can only be imported once. Give - once.');
  return Promise.all(files.map(async (file) => (file === '-' ? STDIN : fileSource(file))));
}

/** The seeds that come with the package, ordered by name. */
export async function seedSources(): Promise<Source[]> {
  const folder = fileURLToPath(new URL('../../../seeds/', import.meta.url));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ndjson')).sort();
  const sources = await sourcesOf(files.map((file) => join(folder, file)));
  return sources.map((source) => ({ ...source, name: `seeds/${basename(source.name)}` }));
}

/**
 * Sends each source to the ledger and reports the progress. Stops at the first source that can't be completed. Resolves
 * to whether every source is complete and no line was rejected.
 */
export async function importAll(
  client: ApiClient,
  sources: readonly Source[],
  output: Output,
  { json, fromLine }: ImportOptions,
): Promise<boolean> {
  const summaries: ImportSummary[] = [];
  for (const source of sources) {
    const summary = json
      ? await printAnswers(client, source, output, fromLine)
      : await showProgress(client, source, output, importDisplay(process.stderr), fromLine);
    summaries.push(summary);
    if (!summary.complete) break;
  }
  if (!json && sources.length > 1) output.line(`total: ${summed(summaries)}`);
  return summaries.every(({ complete, refused }) => complete && refused === 0);
}

/** Prints the API's response lines unchanged, each with the name of its file. */
async function printAnswers(
  client: ApiClient,
  source: Source,
  output: Output,
  fromLine: number | undefined,
): Promise<ImportSummary> {
  let summary: ImportSummary | undefined;
  let lines = 0;
  try {
    for await (const answer of importAnswers(client, source.open(), fromLine)) {
      output.json({ file: source.name, ...answer });
      if ('summary' in answer) summary = answer.summary;
      else if ('progress' in answer) lines = answer.progress.lines;
    }
  } catch (error) {
    if (lines > 0) process.stderr.write(`${interruptedMessage(source, lines)}\n`);
    throw error;
  }
  return requireSummary(summary);
}

async function showProgress(
  client: ApiClient,
  source: Source,
  output: Output,
  display: ImportDisplay,
  fromLine: number | undefined,
): Promise<ImportSummary> {
  let summary: ImportSummary | undefined;
  let lines = 0;
  const opened = source.open().on('data', (chunk: Buffer) => {
    display.sent(chunk.length);
  });
  display.begin(source.name, source.bytes, fromLine);
  try {
    for await (const answer of importAnswers(client, opened, fromLine)) {
      if ('progress' in answer) {
        lines = answer.progress.lines;
        display.progress(answer.progress);
      } else if ('summary' in answer) summary = answer.summary;
      else for (const line of rejectionLines(source.name, answer)) display.line(line);
    }
  } catch (error) {
    if (lines > 0) display.line(interruptedMessage(source, lines));
    throw error;
  } finally {
    display.end();
  }
  const result = requireSummary(summary);
  output.line(`${source.name}: ${summed([result])}`);
  if (!result.complete) output.line(`${source.name}: the event log failed. ${howToResume(result.lines - 1)}`);
  else if (!result.projected) process.stderr.write(`${source.name}: ${NOT_READABLE_YET}\n`);
  return result;
}

/** @param lines handled before the import ended early */
function howToResume(lines: number): string {
  const again = 'Run the same command again to resume; recorded lines are not recorded twice.';
  return lines < 1 ? again : `${again} Add --from-line ${lines + 1} to skip the lines before.`;
}

/** The read model follows the log, and falls behind during a long import. */
const NOT_READABLE_YET =
  'everything is recorded, but not all of it can be read yet. "claim-ledger status" shows when it can.';

const interruptedMessage = ({ name }: Source, lines: number): string =>
  `${name}: the import was interrupted. ${howToResume(lines)}`;

/** `FILE:LINE: message (pointer)`, one for each error of the line. */
function rejectionLines(name: string, { line, problem }: Extract<ImportAnswer, { line: number }>): string[] {
  const { title, detail, errors = [] } = problem;
  const words =
    errors.length > 0
      ? errors.map(({ message, pointer }) => (pointer === '' ? message : `${message} (${pointer})`))
      : [`${title}: ${detail}`];
  return words.map((text) => `${name}:${line}: ${sanitize(text)}`);
}

function summed(summaries: readonly ImportProgress[]): string {
  const sum = (field: keyof ImportProgress) => summaries.reduce((total, summary) => total + summary[field], 0);
  const total = {
    lines: sum('lines'),
    recorded: sum('recorded'),
    unchanged: sum('unchanged'),
    refused: sum('refused'),
  };
  return `${total.lines} ${total.lines === 1 ? 'line' : 'lines'}: ${outcomes(total)}`;
}

/** `importAnswers` ends with a summary or an error. */
function requireSummary(summary: ImportSummary | undefined): ImportSummary {
  if (summary === undefined) throw new TypeError('The import ended without a summary.');
  return summary;
}

async function fileSource(file: string): Promise<Source> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new UsageError(`${file} is a folder. Give the files in it.`);
    await access(file, constants.R_OK);
    return { name: file, bytes: found.isFile() ? found.size : undefined, open: () => createReadStream(file) };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${file} can't be read: ${messageOf(error)}.`);
  }
}
