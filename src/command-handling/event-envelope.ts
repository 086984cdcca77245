import { randomUUID } from 'node:crypto';
import type { Json, JsonObject, NewEvent } from '../event-log/event-log.js';
import { CommandRejectedError } from './errors.js';
import type { EventMetadata } from '../domain/domain-event.js';

/** The maximum size of one whole event as JSON in UTF-8, in bytes (`docs/reference/limits.md`). */
export const MAX_EVENT_BYTES = 60_000;

/** All positions are of this length. */
const ANY_POSITION = '0'.repeat(20);

/** Upper limit for an event without its data and metadata: names of 200 characters, ids, numbers. */
const FRAME_BYTES = 3_000;

/** An event to be appended, and an upper limit of its size as JSON in the log, in bytes. */
export interface SizedEvent {
  readonly event: NewEvent;
  readonly bytes: number;
}

/**
 * Creates an event with a random id. A store that has seen an id before accepts it again and returns the result of the
 * first append. With a new id, every writer that loses a race learns of it, even against its own retry at another
 * instance, and reads what the winner wrote.
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
  const message = `The event would take ${bytes} bytes; at most ${MAX_EVENT_BYTES} are allowed. ${longestField(event.data)}`;
  throw new CommandRejectedError([{ pointer: '', code: 'event-too-large', message }]);
}

function longestField(data: JsonObject): string {
  const sizes = Object.entries(data).map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(JSON.stringify(value)),
  }));
  const [longest] = sizes.sort((one, other) => other.bytes - one.bytes);
  return longest ? `The longest field is ${longest.name}, with ${longest.bytes} bytes.` : '';
}

/** The size of a whole event as JSON in UTF-8, in bytes. */
export const bytesOf = ({ id, type, data, metadata }: NewEvent, stream: string, revision: number): number =>
  Buffer.byteLength(JSON.stringify({ id, type, data, metadata, stream, revision, position: ANY_POSITION }));

/**
 * An upper limit of the size as JSON in UTF-8, without serializing: a character takes at most 6 bytes, a number 25, any
 * other value less.
 */
function maxBytesOf(value: Json | undefined): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 25;
  let bytes = 2;
  for (const [name, member] of Object.entries(value)) bytes += 6 * name.length + 4 + maxBytesOf(member);
  return bytes;
}
