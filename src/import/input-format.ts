/** What a file turns out to be. Only `ndjson` can be imported as it is. */
export type InputFormat =
  | 'ndjson'
  | 'json-array'
  | 'json-object'
  | 'csv'
  | 'gzip'
  | 'compressed'
  | 'zip'
  | 'utf-16'
  | 'html'
  | 'xml'
  | 'binary'
  | 'text';

/** A format in words, and how to turn it into NDJSON. */
export const FORMATS: Readonly<
  Record<Exclude<InputFormat, 'ndjson'>, { readonly name: string; readonly fix: string }>
> = {
  'json-array': { name: 'one JSON array', fix: "Write one command per line: jq -c '.[]' FILE." },
  'json-object': { name: 'JSON spread over several lines', fix: 'Write one command per line: jq -c . FILE.' },
  csv: { name: 'CSV', fix: 'The command line reads CSV: claim-ledger import FILE.csv.' },
  gzip: { name: 'gzip data', fix: 'Decompress it first: gunzip FILE.' },
  compressed: { name: 'compressed data', fix: 'Decompress it first.' },
  zip: { name: 'a ZIP archive or an Excel workbook', fix: 'Unzip it first, or save the workbook as CSV UTF-8.' },
  'utf-16': { name: 'UTF-16 text', fix: 'Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 FILE.' },
  html: { name: 'an HTML page', fix: 'A login or error page may have been saved in place of the file.' },
  xml: { name: 'XML', fix: 'Convert it to NDJSON: one JSON object per line.' },
  binary: { name: 'binary data', fix: 'Check that this is the right file.' },
  text: { name: 'text, but its first lines are not JSON objects', fix: 'Write one command per line as a JSON object.' },
};

/** Bytes that are enough to decide. */
const MAX_HEAD = 4_096;

/** Formats that begin with fixed bytes. */
const SIGNATURES: readonly (readonly [InputFormat, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['compressed', [0x42, 0x5a, 0x68]], // bzip2
  ['compressed', [0x28, 0xb5, 0x2f, 0xfd]], // zstd
  ['compressed', [0xfd, 0x37, 0x7a, 0x58]], // xz
  ['utf-16', [0xff, 0xfe]],
  ['utf-16', [0xfe, 0xff]],
  ['binary', [0x25, 0x50, 0x44, 0x46]], // PDF
];
const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** An input whose format is known. */
export interface DetectedInput {
  readonly format: InputFormat;
  /** All bytes, those already read included, without a UTF-8 byte order mark. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Reads as much as is needed to recognise the format, at most some kilobytes. */
export async function detectInput(source: AsyncIterable<Uint8Array>): Promise<DetectedInput> {
  const rest = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (;;) {
    const format = formatOf(head, head.length >= MAX_HEAD);
    if (format) return { format, chunks: joined(head, rest) };
    const next = await rest.next();
    if (next.done) return { format: formatOf(head, true) ?? 'ndjson', chunks: joined(head, rest) };
    head = Buffer.concat([head, next.value]);
  }
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head.subarray(startsWith(head, UTF8_BOM) ? UTF8_BOM.length : 0);
  yield* { [Symbol.asyncIterator]: () => rest };
}

/**
 * The format of a file that begins with these bytes; undefined if more bytes are needed.
 *
 * @param isFinal whether there are no more bytes, or none will be read to decide
 */
export function formatOf(head: Buffer, isFinal: boolean): InputFormat | undefined {
  if (head.length < 4 && !isFinal) return undefined;
  const signature = SIGNATURES.find(([, bytes]) => startsWith(head, bytes));
  if (signature) return signature[0];
  if (isUtf16(head)) return 'utf-16';
  if (head.includes(0)) return 'binary';
  const [first, second] = firstLines(head.toString('utf8').replace(/^\uFEFF/, ''), isFinal);
  if (first === undefined) return isFinal ? 'ndjson' : undefined;
  if (first.startsWith('{') && first.endsWith('}')) return 'ndjson';
  if (first.startsWith('[') && !first.endsWith(']')) return 'json-array';
  if (second === undefined && !isFinal) return undefined;
  if (first.startsWith('{')) return /^["}\]]/.test(second ?? '') ? 'json-object' : 'ndjson';
  // One bad line, followed by a good one.
  if (second?.startsWith('{')) return 'ndjson';
  if (first.startsWith('[')) return 'json-array';
  if (first.startsWith('<')) return /^<(!doctype html|html|head|body)\b/i.test(first) ? 'html' : 'xml';
  return /[,;\t]/.test(first) ? 'csv' : 'text';
}

const startsWith = (head: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** Without a byte order mark: two ASCII characters, each with a zero byte before or after it. */
function isUtf16([a, b, c, d]: Buffer): boolean {
  return (b === 0 && d === 0 && isAscii(a) && isAscii(c)) || (a === 0 && c === 0 && isAscii(b) && isAscii(d));
}

const isAscii = (byte = 0): boolean => byte >= 0x09 && byte < 0x7f;

/** The first two lines with text, without the space around them. A line counts when its end has been read. */
function firstLines(text: string, isFinal: boolean): (string | undefined)[] {
  const lines = text.split('\n');
  if (!isFinal) lines.pop();
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
