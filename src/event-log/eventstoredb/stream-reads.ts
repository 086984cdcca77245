import { BACKWARDS, END, ErrorType, FORWARDS } from '@eventstore/db-client';
import type { RecordedEvent } from '../event-log.js';
import type { Client } from './client.js';
import { UnusableServerError } from './connection-string.js';
import { BrokenOffError, typeOf } from './errors.js';
import { toEvent } from './event-mapping.js';
import type { Renew } from './retries.js';
import { iterateSource, type ItemsOptions } from './source-iterator.js';

/** The progress of reading one stream, which may take several calls. */
export class StreamCursor {
  /** The revision expected next; undefined for the last one that exists. */
  next: number | undefined;
  /** Whether the last call ended although more events were expected. */
  wasShort = false;

  constructor(
    readonly stream: string,
    readonly step: 1 | -1,
    from: number | undefined,
    public left: number,
  ) {
    this.next = step === 1 ? (from ?? 0) : from;
  }

  get isAtEnd(): boolean {
    return this.left <= 0 || (this.next !== undefined && this.next < 0);
  }

  /** Whether another event is expected, if the stream exists. Forwards, this is only known of the first event. */
  get expectsMore(): boolean {
    return this.step === 1 ? this.next === 0 : !this.isAtEnd;
  }

  moveTo(revision: number): void {
    this.next = revision + this.step;
    this.left -= 1;
    this.wasShort = false;
  }
}

/** Reads from the cursor, and moves it, until the end of the stream or until the call fails. */
export async function* readStreamFrom(
  client: Client,
  cursor: StreamCursor,
  renew: Renew,
  options: ItemsOptions,
): AsyncGenerator<RecordedEvent> {
  const { stream, step } = cursor;
  if (cursor.isAtEnd) return;
  const source = client.readStream(stream, {
    direction: step === 1 ? FORWARDS : BACKWARDS,
    fromRevision: cursor.next === undefined ? END : BigInt(cursor.next),
    maxCount: cursor.left,
    requiresLeader: true,
  });
  try {
    for await (const item of iterateSource(source, options)) {
      if (!item) continue;
      const event = toEvent(item);
      // A truncated stream reads as if it began later.
      if (step === 1 && event.revision !== cursor.next) {
        throw new UnusableServerError(`The event store no longer has revision ${cursor.next} of ${stream}.`);
      }
      cursor.moveTo(event.revision);
      renew();
      yield event;
    }
    if (options.stop.some(({ aborted }) => aborted) || !cursor.expectsMore) return;
    if (cursor.wasShort) {
      const what = cursor.next === undefined ? 'any revision' : `revision ${cursor.next}`;
      throw new UnusableServerError(`The event store no longer has ${what} of ${stream}.`);
    }
    // A server that is shutting down may end a read early, as if it were complete. If it does so twice, there is no more.
    cursor.wasShort = true;
    throw new BrokenOffError('the server ended the read');
  } catch (error) {
    if (typeOf(error) !== ErrorType.STREAM_NOT_FOUND) throw error;
  }
}
