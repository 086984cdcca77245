import { randomUUID } from 'node:crypto';
import type { JsonObject, NewEvent } from '../event-log/event-log.js';
import { CommandRefusedError } from './errors.js';
import type { FactMetadata } from './fact.js';

/** One event takes at most so many bytes of JSON in UTF-8, the whole event (`docs/limits.md`). */
export const MAX_EVENT_BYTES = 60_000;

/** All positions are of this length. */
const ANY_POSITION = '0'.repeat(20);

/** An event about to be appended, and the bytes of JSON that it takes in the log. */
export interface Enveloped {
  readonly event: NewEvent;
  readonly bytes: number;
}

/**
 * Ids are random, although a store answers the same ids again as it did the first time: so whoever loses a race, even
 * against its own repetition at another instance, is told so, and looks at what the winner wrote.
 *
 * Throws a `CommandRefusedError` for an event that is too large.
 */
export function envelope(
  stream: string,
  revision: number,
  { type, data }: { readonly type: string; readonly data: unknown },
  metadata: FactMetadata,
): Enveloped {
  const event: NewEvent = {
    id: randomUUID(),
    type,
    data: data as JsonObject,
    metadata: metadata as unknown as JsonObject,
  };
  const bytes = Buffer.byteLength(JSON.stringify({ ...event, stream, revision, position: ANY_POSITION }));
  if (bytes <= MAX_EVENT_BYTES) return { event, bytes };
  const message = `It would take ${bytes} bytes as an event; at most ${MAX_EVENT_BYTES} are allowed.`;
  throw new CommandRefusedError([{ pointer: '', code: 'event-too-large', message }]);
}
