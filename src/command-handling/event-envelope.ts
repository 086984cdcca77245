import { randomUUID } from 'node:crypto';
import type { Json, JsonObject, NewEvent } from '../event-log/event-log.js';
import { CommandRejectedError } from './errors.js';
import type { EventMetadata } from '../domain/domain-event.js';

/** One event takes at most so many bytes of JSON in UTF-8, the whole event (`docs/reference/limits.md`). */
export const MAX_EVENT_BYTES = 60_000;

/** All positions are of this length. */
const ANY_POSITION = '0'.repeat(20);

/** What an event takes at most beside its data and metadata: names of 200 characters, ids, numbers. */
const FRAME_BYTES = 3_000;

/** An event about to be appended, and how many bytes of JSON it takes in the log at most. */
export interface SizedEvent {
  readonly event: NewEvent;
  readonly bytes: number;
}

/**
 * Ids are random, although a store answers the same ids again as it did the first time: so whoever loses a race, even
 * against its own repetition at another instance, is told so, and looks at what the winner wrote.
 *
 * Throws a `CommandRejectedError` for an event that is too large.
 */
export function createEvent(
  stream: string,
  revision: number,
  { type, data }: { readonly type: string; readonly data: unknown },
  metadata: EventMetadata,
): SizedEvent {
  const event: NewEvent = {
    id: randomUUID(),
    type,
    data: data as JsonObject,
    metadata: metadata as unknown as JsonObject,
  };
  const most = FRAME_BYTES + maxBytesOf(event.data) + maxBytesOf(event.metadata);
  if (most <= MAX_EVENT_BYTES) return { event, bytes: most };
  const bytes = bytesOf(event, stream, revision);
  if (bytes <= MAX_EVENT_BYTES) return { event, bytes };
  const message = `It would take ${bytes} bytes as an event; at most ${MAX_EVENT_BYTES} are allowed.`;
  throw new CommandRejectedError([{ pointer: '', code: 'event-too-large', message }]);
}

/** What an event takes as JSON in UTF-8, with all that it says. */
export const bytesOf = ({ id, type, data, metadata }: NewEvent, stream: string, revision: number): number =>
  Buffer.byteLength(JSON.stringify({ id, type, data, metadata, stream, revision, position: ANY_POSITION }));

/** Of JSON in UTF-8, without writing it: a character takes 6 bytes at most, a number 25, all else less. */
function maxBytesOf(value: Json | undefined): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 25;
  let bytes = 2;
  for (const [name, member] of Object.entries(value)) bytes += 6 * name.length + 4 + maxBytesOf(member);
  return bytes;
}
