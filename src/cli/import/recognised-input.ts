import { addAbortSignal, Readable } from 'node:stream';
import { inflate, UnreadableInputError } from '../../http/content-encoding.js';
import { detectInput, FORMATS, type InputFormat } from '../../import/input-format.js';
import { UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { seedSources, type Source } from './sources.js';

/** An opened input: decompressed, and without the byte order mark of UTF-8. */
export interface OpenInput {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** How many bytes of the source have been read so far. */
  readonly bytesRead: () => number;
}

/** What an input is read as. */
export type ImportFormat = 'ndjson' | 'csv' | 'claimreview';

/** An input that can be imported. */
export interface RecognisedInput {
  readonly name: string;
  readonly format: ImportFormat;
  /** Of the source, as it is stored. */
  readonly bytes: number | undefined;
  /** Call it once: standard input can't be read again. */
  open(): Promise<OpenInput>;
  /** Ends a read that waits for more, too. Idempotent. */
  close(): void;
}

/** The seeds that come with the package. */
export const seedInputs = async (signal: AbortSignal): Promise<RecognisedInput[]> =>
  recogniseInputs(await seedSources(), signal);

/**
 * Recognises the format of each source by its first bytes, before any is read further.
 *
 * @param markup reads JSON and HTML as ClaimReview
 * @throws UsageError for the first that can't be imported
 */
export async function recogniseInputs(
  sources: readonly Source[],
  signal: AbortSignal,
  markup = false,
): Promise<RecognisedInput[]> {
  const inputs: RecognisedInput[] = [];
  try {
    for (const source of sources) inputs.push(await recogniseInput(source, signal, markup));
    return inputs;
  } catch (error) {
    for (const input of inputs) input.close();
    throw error;
  }
}

async function recogniseInput(source: Source, signal: AbortSignal, markup: boolean): Promise<RecognisedInput> {
  const { name, bytes, isFile } = source;
  let opened = await open(source, signal);
  const close = (): void => {
    opened.close();
  };
  try {
    const format = markup ? markupFormat(name, opened.format) : importableFormat(name, opened.format);
    if (isFile) close();
    const openAgain = async (): Promise<OpenInput> => (isFile ? (opened = await open(source, signal)) : opened);
    return { name, format, bytes, open: openAgain, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface OpenSource extends OpenInput {
  readonly format: InputFormat;
  readonly close: () => void;
}

async function open(source: Source, signal: AbortSignal): Promise<OpenSource> {
  const stream = addAbortSignal(signal, source.open());
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    const stored = await detectInput(counted());
    const { format, chunks } = stored.format === 'gzip' ? await detectInput(decompressed(stored.chunks)) : stored;
    return { format, chunks, bytesRead: () => bytes, close: () => stream.destroy() };
  } catch (error) {
    throw readError(source, signal, error);
  }
}

const decompressed = (chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> =>
  inflate(Readable.from(chunks, { objectMode: false }), Infinity);

/** What a failure to read the source means to a user; an interruption stays what it is. */
export function readError({ name }: Pick<Source, 'name'>, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof UnreadableInputError) return new UsageError(`${name}: ${error.message}`);
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem ? new UsageError(`${name} can't be read: ${messageOf(error)}.`) : error;
}

/** Formats that can have markup in them: whether they do, their text shows. */
const MAY_BE_MARKUP: readonly InputFormat[] = ['ndjson', 'json-array', 'json-object', 'html', 'xml', 'text', 'csv'];

function markupFormat(name: string, format: InputFormat): 'claimreview' {
  if (format === 'ndjson' || MAY_BE_MARKUP.includes(format)) return 'claimreview';
  const { name: found, fix } = FORMATS[format];
  throw new UsageError(`${name} is neither JSON nor HTML: it is ${found}. ${fix.replaceAll('FILE', name)}`);
}

/** Formats that no spreadsheet program writes. */
const NO_SPREADSHEET: readonly InputFormat[] = ['json-array', 'json-object', 'html'];

/** A spreadsheet may be UTF-16, and may have one column: then its name decides. */
function importableFormat(name: string, format: InputFormat): 'ndjson' | 'csv' {
  if (format === 'ndjson' || format === 'csv') return format;
  const isNamedAsCsv = /\.(csv|tsv|txt)(\.gz)?$/i.test(name);
  if (isNamedAsCsv && (format === 'text' || format === 'utf-16')) return 'csv';
  const { name: found, fix } = FORMATS[format];
  const spreadsheet = NO_SPREADSHEET.includes(format)
    ? ''
    : ' From a spreadsheet, export CSV (file name ending in .csv).';
  const markup = NO_SPREADSHEET.includes(format) ? ' If it has ClaimReview markup, add --format claimreview.' : '';
  throw new UsageError(
    `${name} is neither CSV nor NDJSON: it is ${found}. ${fix.replaceAll('FILE', name)}${spreadsheet}${markup}`,
  );
}
