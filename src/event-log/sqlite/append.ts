import type { SerialisedEvent } from '../append-validation.js';
import {
  EventLogError,
  type JsonObject,
  WrongExpectedRevisionError,
  type AppendResult,
  type ExpectedRevision,
} from '../event-log.js';
import { positionText } from '../position.js';
import { redact, redactionOf, REDACTIONS_STREAM } from '../redaction.js';
import { toEvent } from './rows.js';
import type { Statements } from './statements.js';

export interface CheckedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly SerialisedEvent[];
}

/** Allocates the positions of one write transaction. */
export class PositionAllocator {
  private last: number;

  constructor(
    sql: Statements,
    private readonly step: () => number,
  ) {
    this.last = sql.lastPosition.get() ?? 0;
  }

  /** Throws an `EventLogError` if the log's last position is too large for another to follow. */
  next(): number {
    this.last += this.step();
    if (!Number.isSafeInteger(this.last) || this.last < 1)
      throw new EventLogError('The log is full: no position can follow its last one.');
    return this.last;
  }
}

/**
 * Makes one append in the caller's transaction. Decides as EventStoreDB's commit check does: at the expected revision it
 * writes, even ids that the stream has already; before the stream's end, it is a retry if the stream has the same ids
 * there, and writes nothing.
 *
 * A redaction rewrites the row of its target.
 *
 * @throws WrongExpectedRevisionError if it is neither; then it has written nothing
 */
export function appendInTransaction(
  sql: Statements,
  append: CheckedAppend,
  positions: PositionAllocator,
): AppendResult {
  const { stream, expected, events } = append;
  const current = sql.lastRevision.get(stream) ?? -1;
  const base = baseOf(sql, append) ?? current;
  if (base !== current) {
    const first = resultOfFirstAttempt(sql, append, base);
    if (first) return first;
    throw new WrongExpectedRevisionError(stream, expected, current);
  }
  let position: number | undefined;
  events.forEach(({ id, type, data, metadata }, index) => {
    position = positions.next();
    sql.insert.run(position, stream, base + 1 + index, id, type, data, metadata);
    if (stream === REDACTIONS_STREAM) redactTarget(sql, { stream, type, data, metadata });
  });
  return { revision: base + events.length, position: position === undefined ? undefined : positionText(position) };
}

function redactTarget(sql: Statements, { data, metadata, ...event }: AppendedRedaction): void {
  const redaction = redactionOf({
    ...event,
    data: JSON.parse(data) as JsonObject,
    metadata: JSON.parse(metadata) as JsonObject,
  });
  const row = redaction && sql.target.get(redaction.stream, redaction.revision, redaction.event);
  if (!row) return;
  const replaced = redact(toEvent(row), redaction);
  sql.replace.run(JSON.stringify(replaced.data), JSON.stringify(replaced.metadata), row.position);
}

type AppendedRedaction = Omit<SerialisedEvent, 'id'> & { readonly stream: string };

/** The revision after which the events belong; undefined if that is the end of the stream. */
function baseOf(sql: Statements, { stream, expected, events }: CheckedAppend): number | undefined {
  if (expected === 'no-stream') return -1;
  if (expected !== 'any') return expected;
  const knownRevision = events[0] && sql.revisionOfId.get(stream, events[0].id);
  return knownRevision == null ? undefined : knownRevision - 1;
}

function resultOfFirstAttempt(
  sql: Statements,
  { stream, events }: CheckedAppend,
  base: number,
): AppendResult | undefined {
  const known = sql.idsAfter.all(stream, base, events.length);
  const last = known.at(-1);
  if (!last || known.length < events.length) return undefined;
  if (known.some(({ id }, index) => id !== events[index]?.id)) return undefined;
  return { revision: base + events.length, position: positionText(last.position) };
}
