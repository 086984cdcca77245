/** A line without its terminator, and its number from 1. `bytes` is undefined if the line is too long. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines at `\n` or `\r\n`. Holds at most one line in memory. A line of more than `maxBytes` is yielded
 * as soon as it exceeds them, which may be long before its end.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
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
  const end = (): Line | undefined => {
    const line = isTooLong() ? undefined : { number, bytes: withoutReturn(Buffer.concat(parts)) };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (add(chunk.subarray(start, newline < 0 ? chunk.length : newline))) yield { number, bytes: undefined };
      if (newline < 0) break;
      const line = end();
      if (line) yield line;
      start = newline + 1;
    }
  }
  const last = length > 0 ? end() : undefined;
  if (last) yield last;
}

const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);
