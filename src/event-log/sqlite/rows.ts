import { EventLogError, type JsonObject, type RecordedEvent } from '../event-log.js';
import { isPosition, positionText } from '../position.js';

/** An event as the file holds it. */
export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Bounds how long a page of large events is read, and its memory: in UTF-16 code units of data and metadata. */
const PAGE_LENGTH = 1_000_000;

/** Throws an `EventLogError` that names the event for a row that no log would write. */
export function toEvent(row: EventRow): RecordedEvent {
  return {
    stream: row.stream,
    revision: row.revision,
    position: storedPosition(row.position, `revision ${row.revision} of ${row.stream}`),
    id: row.id,
    type: row.type,
    data: objectIn(row, 'data'),
    metadata: objectIn(row, 'metadata'),
  };
}

/** Throws an `EventLogError` for a number that no log assigns: it may be ambiguous, or out of the valid range. */
export function storedPosition(position: number, what: string): string {
  if (Number.isSafeInteger(position) && position >= 1) return positionText(position);
  throw new EventLogError(`The log was tampered with: ${what} has the invalid position ${BigInt(position)}.`);
}

function objectIn(row: EventRow, column: 'data' | 'metadata'): JsonObject {
  try {
    const value: unknown = JSON.parse(row[column]);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Reported below.
  }
  throw new EventLogError(
    `The log is damaged: at position ${positionText(row.position)}, revision ${row.revision} of ${row.stream}, the ${column} are not a JSON object.`,
  );
}

/** The position as a number; undefined is the start of the log. One that is too large is after everything. */
export function fromPosition(position: string | undefined): number {
  if (position === undefined) return 0;
  if (!isPosition(position)) throw new EventLogError(`Not a position: "${position}".`);
  return Math.min(Number(position), Number.MAX_SAFE_INTEGER);
}

/** Takes rows up to the size of a page; `full` if more may follow. Closes the iterator, and so its statement. */
export function takePage(
  rows: Iterable<EventRow>,
  size: number,
): { readonly rows: readonly EventRow[]; readonly full: boolean } {
  const taken: EventRow[] = [];
  let length = 0;
  for (const row of rows) {
    length += row.data.length + row.metadata.length;
    if (taken.push(row) >= size || length >= PAGE_LENGTH) return { rows: taken, full: true };
  }
  return { rows: taken, full: false };
}
