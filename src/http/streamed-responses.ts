import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { KeyWatch } from '../access/key-watch.js';
import { TooManyExportsError } from './errors.js';
import { Places } from './places.js';
import { callerOfRequest } from './requester.js';

/** The maximum number of concurrent streamed responses. */
const AT_ONCE = 4;

/** Responses with all of the log, or much of it. Each costs memory and disk reads until it is finished or dropped. */
export class StreamedResponses {
  private readonly places = new Places(AT_ONCE, (max, whose) => new TooManyExportsError(max, whose));

  /** @param drainMs how long a client may take to read one part before it is dropped */
  constructor(
    private readonly drainMs: number,
    private readonly keys: Pick<KeyWatch, 'watch'>,
  ) {}

  /**
   * Counts this response as in progress until its connection ends or it is sent. If the key of the request is revoked or
   * expires, the connection is reset. Throws a `TooManyExportsError`.
   */
  begin({ raw, request }: FastifyReply): void {
    if (raw.destroyed) return;
    const release = this.places.take(callerOfRequest(request), request.principal !== undefined);
    const unwatch = this.keys.watch(request.principal, () => raw.destroy());
    raw.once('close', () => {
      unwatch();
      release();
    });
  }

  /** The body, one or two parts ahead of the client. */
  body(parts: AsyncIterable<string>, { raw }: FastifyReply): Readable {
    return Readable.from(
      dropSlowConsumer(parts, this.drainMs, () => raw.destroy()),
      { highWaterMark: 1 },
    );
  }
}

/**
 * Yields parts with backpressure: the next part is read only when the client has taken the one before. Calls `drop` if
 * the client takes longer than `limitMs` to take one.
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
