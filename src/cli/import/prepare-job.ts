import { readFile } from 'node:fs/promises';
import { CsvFileError } from '../../interchange/csv/csv-errors.js';
import { type CsvMapping, parseMapping } from '../../interchange/csv/csv-mapping.js';
import { parseCsv } from '../../interchange/csv/csv-table.js';
import { MappedTable } from '../../interchange/csv/map-table.js';
import type { ApiClient } from '../ledger/api-client.js';
import { UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { CsvJob } from './csv-job.js';
import { type ImportJob, NdjsonJob } from './import-job.js';
import { LedgerDirectory } from './ledger-directory.js';
import { readError, type RecognisedInput } from './recognised-input.js';

const MAX_CSV_BYTES = 32 * 1024 * 1024;

/** Throws a `UsageError` for a spreadsheet that can't be used as a whole. */
export async function prepareJob(
  client: ApiClient,
  input: RecognisedInput,
  mapping: CsvMapping | undefined,
  onNote: (note: string) => void,
): Promise<ImportJob> {
  if (input.format === 'ndjson') return new NdjsonJob(input, client.signal);
  const bytes = await readAll(input, client.signal);
  try {
    const table = new MappedTable(parseCsv(bytes), new LedgerDirectory(client), mapping);
    const unused = table.unusedColumns.map((name) => `"${name}"`).join(', ');
    if (unused !== '') onNote(`${input.name}: columns that are not imported: ${unused}.`);
    return await CsvJob.of(input.name, table);
  } catch (error) {
    throw error instanceof CsvFileError ? new UsageError(`${input.name}: ${error.message}`) : error;
  }
}

/** Throws a `UsageError` for a file that can't be read, or isn't a mapping. */
export async function readMapping(file: string): Promise<CsvMapping> {
  try {
    return parseMapping(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof CsvFileError) throw new UsageError(`${file}: ${error.message}`);
    throw new UsageError(`${file} can't be read: ${messageOf(error)}.`);
  }
}

async function readAll(input: RecognisedInput, signal: AbortSignal): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (await input.open()).chunks) {
      bytes += chunk.length;
      if (bytes > MAX_CSV_BYTES) {
        throw new UsageError(`${input.name}: a spreadsheet may have at most ${MAX_CSV_BYTES} bytes. Split it.`);
      }
      parts.push(chunk);
    }
  } catch (error) {
    throw readError(input, signal, error);
  }
  return Buffer.concat(parts);
}
