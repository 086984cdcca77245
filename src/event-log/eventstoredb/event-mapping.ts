import { EventLogError, type JsonObject, type RecordedEvent } from '../event-log.js';
import { isPosition, positionText } from '../position.js';

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
