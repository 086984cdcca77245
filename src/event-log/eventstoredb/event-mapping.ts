import { EventLogError, type JsonObject, LAST_REVISION, type RecordedEvent, STREAM_DELETED } from '../event-log.js';
import { isPosition, positionText } from '../position.js';

/** The parts of the client's events that are used here. */
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

/** The largest position of the server. */
export const LAST_POSITION = 2n ** 63n - 1n;

/**
 * Another program may have written to a stream of the log. An event whose data is not an object gets empty data, so that
 * a projection parks its stream and continues with the others.
 */
export function toEvent(event: ClientEvent): RecordedEvent {
  const { streamId, revision, id, type, isJson, data, metadata, position } = event;
  if (!position) throw new EventLogError(`Revision ${revision} of ${streamId} has no position.`);
  return {
    stream: streamId,
    revision: type === STREAM_DELETED ? LAST_REVISION : Number(revision),
    position: positionText(position.commit),
    id,
    type,
    data: isJson && isObject(data) ? data : {},
    metadata: isObject(metadata) ? metadata : {},
  };
}

/** The position as the server's number. One that is too large is after everything. */
export function fromPosition(position: string): bigint {
  if (!isPosition(position)) throw new EventLogError(`Not a position: "${position}".`);
  const commit = BigInt(position);
  return commit < LAST_POSITION ? commit : LAST_POSITION;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
