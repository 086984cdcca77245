import { HttpStatus } from '@nestjs/common';
import { UnreadableInputError } from '../http/content-encoding.js';

/** An import that is decided in memory before anything is recorded. */
const MAX_LINES = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;
const TOO_LARGE = `A dry run or an all-or-nothing import may have at most ${MAX_LINES} lines and ${MAX_BYTES} bytes. Split the file, or import it without this option.`;

const NEWLINE = 0x0a;

/** The same bytes. Throws an `UnreadableInputError` with status 413 where they exceed the bounds. */
export async function* limitInput(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let lines = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    if (bytes > MAX_BYTES || lines > MAX_LINES) {
      throw new UnreadableInputError(TOO_LARGE, HttpStatus.PAYLOAD_TOO_LARGE);
    }
    yield chunk;
  }
}
