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
  /** Whether the last call found none of the events that the stream should have. */
  wasEmpty = false;

  constructor(
    readonly stream: string,
    readonly step: 1 | -1,
    from: number | undefined,
    public left: number,
  ) {
    this.next = step === 1 ? (from ?? 0) : from;
  }

  /** Whether nothing is left to read, as far as is known without another call. */
  isAtEnd(): boolean {
    return this.left <= 0 || (this.next !== undefined && this.next < 0);
  }

  moveTo(revision: number): void {
    this.next = revision + this.step;
    this.left -= 1;
    this.wasEmpty = false;
  }
}

/**
 * Reads from the cursor, and moves it, until the end of the stream or until the call fails. A server that is shutting down
 * may end a read early, as if it were complete. No message of a read says where the stream ends, so another read, of the
 * last event, has to.
 */
export async function* readStreamFrom(
  client: Client,
  cursor: StreamCursor,
  renew: Renew,
  options: ItemsOptions,
): AsyncGenerator<RecordedEvent> {
  try {
    while (!cursor.isAtEnd()) {
      const { next } = cursor;
      yield* eventsFrom(client, cursor, renew, options);
      if (cursor.isAtEnd()) return;
      const last = cursor.step === 1 ? await lastRevision(client, cursor.stream, options) : undefined;
      if (options.stop.some(({ aborted }) => aborted)) return;
      if (last !== undefined && last < (cursor.next ?? 0)) return;
      if (cursor.next !== next) continue;
      // The stream exists. If the next call finds none of its events either, there are none.
      if (cursor.wasEmpty && last === undefined) {
        const what = next === undefined ? 'any revision' : `revision ${next}`;
        throw new UnusableServerError(`The event store no longer has ${what} of ${cursor.stream}.`);
      }
      cursor.wasEmpty = last === undefined;
      throw new BrokenOffError('the server ended the read');
    }
  } catch (error) {
    if (typeOf(error) !== ErrorType.STREAM_NOT_FOUND) throw error;
  }
}

/** One call. Throws the client's error if the stream doesn't exist. */
async function* eventsFrom(
  client: Client,
  cursor: StreamCursor,
  renew: Renew,
  options: ItemsOptions,
): AsyncGenerator<RecordedEvent> {
  const { stream, step } = cursor;
  const source = client.readStream(stream, {
    direction: step === 1 ? FORWARDS : BACKWARDS,
    fromRevision: cursor.next === undefined ? END : BigInt(cursor.next),
    maxCount: cursor.left,
    requiresLeader: true,
  });
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
}

/** Undefined if the server ended the read early. Throws the client's error if the stream doesn't exist. */
async function lastRevision(client: Client, stream: string, options: ItemsOptions): Promise<number | undefined> {
  const cursor = new StreamCursor(stream, -1, undefined, 1);
  let last: number | undefined;
  for await (const { revision } of eventsFrom(client, cursor, () => undefined, options)) last = revision;
  return last;
}
