import { readFile } from 'node:fs/promises';
import { CsvFileError } from '../../interchange/csv/csv-errors.js';
import { type CsvMapping, parseMapping } from '../../interchange/csv/csv-mapping.js';
import { parseCsv } from '../../interchange/csv/csv-table.js';
import { MappedTable } from '../../interchange/csv/map-table.js';
import { MarkupFileError } from '../../interchange/claimreview/field-rejection.js';
import { decodeMarkup } from '../../interchange/claimreview/read-markup.js';
import { parseReviewMapping, type ReviewMapping } from '../../interchange/claimreview/review-mapping.js';
import type { ApiClient } from '../ledger/api-client.js';
import { UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { ClaimReviewJob } from './claimreview-job.js';
import { CsvJob } from './csv-job.js';
import { type ImportJob, NdjsonJob } from './import-job.js';
import { LedgerDirectory } from './ledger-directory.js';
import { readError, type RecognisedInput } from './recognised-input.js';

/** Of an input that is mapped as a whole. */
const MAX_BYTES = 32 * 1024 * 1024;

/** How inputs other than NDJSON are mapped. */
export interface Mappings {
  readonly csv?: CsvMapping;
  readonly claimReview?: ReviewMapping;
  /** The address of the page that markup is from. */
  readonly page?: URL;
}

/** Throws a `UsageError` for a spreadsheet or markup that can't be used as a whole. */
export async function prepareJob(
  client: ApiClient,
  input: RecognisedInput,
  { csv, claimReview, page }: Mappings,
  onNote: (note: string) => void,
): Promise<ImportJob> {
  if (input.format === 'ndjson') return new NdjsonJob(input, client.signal);
  const bytes = await readAll(input, client.signal);
  const directory = new LedgerDirectory(client);
  try {
    if (input.format === 'claimreview') {
      return await ClaimReviewJob.of(input.name, decodeMarkup(bytes), page, directory, claimReview);
    }
    const table = new MappedTable(parseCsv(bytes), directory, csv);
    const unused = table.unusedColumns.map((name) => `"${name}"`).join(', ');
    if (unused !== '') onNote(`${input.name}: columns that are not imported: ${unused}.`);
    return await CsvJob.of(input.name, table);
  } catch (error) {
    throw isFileError(error) ? new UsageError(`${input.name}: ${error.message}`) : error;
  }
}

const isFileError = (error: unknown): error is CsvFileError | MarkupFileError =>
  error instanceof CsvFileError || error instanceof MarkupFileError;

/**
 * Reads a mapping of CSV or, if it is for markup, of ClaimReview.
 *
 * @throws UsageError for a file that can't be read, or isn't a mapping
 */
export async function readMapping(file: string, markup: boolean): Promise<Mappings> {
  try {
    const text = await readFile(file, 'utf8');
    return markup ? { claimReview: parseReviewMapping(text) } : { csv: parseMapping(text) };
  } catch (error) {
    if (isFileError(error)) throw new UsageError(`${file}: ${error.message}`);
    throw new UsageError(`${file} can't be read: ${messageOf(error)}.`);
  }
}

async function readAll(input: RecognisedInput, signal: AbortSignal): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (await input.open()).chunks) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
        const what = input.format === 'claimreview' ? 'markup' : 'a spreadsheet';
        throw new UsageError(`${input.name}: ${what} may have at most ${MAX_BYTES} bytes. Split it.`);
      }
      parts.push(chunk);
    }
  } catch (error) {
    throw readError(input, signal, error);
  }
  return Buffer.concat(parts);
}
