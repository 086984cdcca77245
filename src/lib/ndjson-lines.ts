/** A line without its terminator, and its number from 1. `bytes` is undefined if the line is too long. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BRACE = 0x7b;

/** The most blank lines that are skipped in a row: that takes a fraction of a millisecond. */
const MAX_SKIPPED = 1_000;

/** Whether a line has nothing but white space. */
export const isBlank = (bytes: Buffer): boolean =>
  bytes.length === 0 || (bytes[0] !== BRACE && bytes.toString('latin1').trim() === '');

/**
 * Splits bytes into lines at `\n` or `\r\n`. Holds at most one line in memory. A line of more than `maxBytes` is yielded
 * as soon as it exceeds them, which may be long before its end.
 */
export function linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  return split(chunks, maxBytes, () => false);
}

/**
 * The same without most of the blank lines, each of which would cost as much as another one. Some are yielded: where a chunk ends with them the last one, so that the reader knows how many lines there are, and one of every
 * thousand, so that others aren't kept waiting.
 */
export function linesWithText(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  return split(chunks, maxBytes, isBlank);
}

async function* split(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  canSkip: (bytes: Buffer) => boolean,
): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const isTooLong = (): boolean => length > maxBytes;
  /** Returns whether this part made the line too long. */
  const add = (part: Uint8Array): boolean => {
    const wasTooLong = isTooLong();
    length += part.length;
    if (isTooLong()) parts = [];
    else parts.push(part);
    return isTooLong() && !wasTooLong;
  };
  const end = () => {
    const line = isTooLong() ? undefined : { number, bytes: withoutReturn(Buffer.concat(parts)) };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let skipped: Line | undefined;
    let count = 0;
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (add(chunk.subarray(start, newline < 0 ? chunk.length : newline))) yield { number, bytes: undefined };
      if (newline < 0) break;
      const line = end();
      start = newline + 1;
      if (!line) continue;
      skipped = count < MAX_SKIPPED && canSkip(line.bytes) ? line : undefined;
      count = skipped ? count + 1 : 0;
      if (!skipped) yield line;
    }
    if (skipped) yield skipped;
  }
  const last = length > 0 ? end() : undefined;
  if (last) yield last;
}

const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes);
