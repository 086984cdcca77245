import { jsonEvent, NO_STREAM, type AppendExpectedRevision, type JSONEventData } from '@eventstore/db-client';
import type { SerialisedEvent } from './append-rules.js';
import { EventLogError, type ExpectedRevision, type JsonObject, type RecordedEvent } from './event-log.js';
import { isPosition, positionText } from './position.js';

/** An event as the client hands it over, as far as it matters here. */
export interface ClientEvent {
  readonly streamId: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint };
}

/** The last that the server can count to. */
export const LAST_POSITION = 2n ** 63n - 1n;

/**
 * The text is parsed again, so that what is sent, and sent again, is what was checked, whatever becomes of the
 * caller's objects meanwhile.
 */
export function toProposed({ id, type, data, metadata }: SerialisedEvent): JSONEventData {
  return jsonEvent({
    id,
    type,
    data: JSON.parse(data) as Record<string, unknown>,
    metadata: JSON.parse(metadata) as Record<string, unknown>,
  });
}

/** −1 never reaches the wire: as a number it would break the connection. */
export function toExpected(expected: ExpectedRevision): AppendExpectedRevision {
  if (expected === 'any') return expected;
  return expected === 'no-stream' || expected < 0 ? NO_STREAM : BigInt(expected);
}

/**
 * Somebody else may have written to a stream of the log's. An event without an object for its data is given with
 * none, so that its reader parks the stream and goes on with the others.
 */
export function toEvent(event: ClientEvent): RecordedEvent {
  const { streamId, revision, id, type, isJson, data, metadata, position } = event;
  if (!position) throw new EventLogError(`Revision ${revision} of ${streamId} has no position.`);
  return {
    stream: streamId,
    revision: Number(revision),
    position: positionText(position.commit),
    id,
    type,
    data: isJson && isObject(data) ? data : {},
    metadata: isObject(metadata) ? metadata : {},
  };
}

/** One beyond what the server can count is after everything. */
export function fromPosition(position: string): bigint {
  if (!isPosition(position)) throw new EventLogError(`Not a position: "${position}".`);
  const commit = BigInt(position);
  return commit < LAST_POSITION ? commit : LAST_POSITION;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
