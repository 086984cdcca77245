import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { TooManyExportsError } from './errors.js';

/** So many may be under way at once. */
const AT_ONCE = 4;

/** Answers with all of the log, or some of it: each costs memory and the disk, until it is taken or dropped. */
export class StreamedResponses {
  private underWay = 0;

  /** @param drainMs how long a client may take over one part before it is dropped */
  constructor(private readonly drainMs: number) {}

  /** Until the connection is done with this answer, it is one of those under way. Throws a `TooManyExportsError`. */
  begin({ raw }: FastifyReply): void {
    if (this.underWay >= AT_ONCE) throw new TooManyExportsError(AT_ONCE);
    if (raw.destroyed) return;
    this.underWay += 1;
    raw.once('close', () => {
      this.underWay -= 1;
    });
  }

  /** What is sent, a part or two ahead of the client. */
  body(parts: AsyncIterable<string>, { raw }: FastifyReply): Readable {
    return Readable.from(
      dropSlowConsumer(parts, this.drainMs, () => raw.destroy()),
      { highWaterMark: 1 },
    );
  }
}

/**
 * The parts of a long answer, each asked for only when there is room for it: until then, the client hasn't taken the one
 * before. One that takes longer than so many milliseconds is dropped.
 */
export async function* dropSlowConsumer(
  parts: AsyncIterable<string>,
  limitMs: number,
  drop: () => void,
): AsyncGenerator<string> {
  for await (const part of parts) {
    const patience = setTimeout(drop, limitMs);
    try {
      yield part;
    } finally {
      clearTimeout(patience);
    }
  }
}
