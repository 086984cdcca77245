import type { SerialisedEvent } from '../append-validation.js';
import { EventLogError, WrongExpectedRevisionError, type AppendResult, type ExpectedRevision } from '../event-log.js';
import { positionText } from '../position.js';
import type { Statements } from './statements.js';

export interface CheckedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly SerialisedEvent[];
}

/** Gives out positions in one transaction: nobody else does meanwhile. */
export class PositionAllocator {
  private last: number;

  constructor(
    sql: Statements,
    private readonly step: () => number,
  ) {
    this.last = sql.lastPosition.get() ?? 0;
  }

  /** Throws an `EventLogError` in a log that ends where no position can follow. */
  next(): number {
    this.last += this.step();
    if (!Number.isSafeInteger(this.last) || this.last < 1)
      throw new EventLogError('The log ends where no position can follow.');
    return this.last;
  }
}

/**
 * Makes one append inside the caller's transaction, or writes nothing. Decides as EventStoreDB's commit check does:
 * at the expected revision it writes, even ids that are known; behind the stream's end it is a retry if its ids stand
 * where they were expected.
 *
 * @param positions gives each event its position
 * @throws WrongExpectedRevisionError
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
    const first = firstAnswer(sql, append, base);
    if (first) return first;
    throw new WrongExpectedRevisionError(stream, expected, current);
  }
  let position: number | undefined;
  events.forEach(({ id, type, data, metadata }, index) => {
    position = positions.next();
    sql.insert.run(position, stream, base + 1 + index, id, type, data, metadata);
  });
  return { revision: base + events.length, position: position === undefined ? undefined : positionText(position) };
}

/** The revision after which the events belong; undefined if that is the stream's end, wherever it is. */
function baseOf(sql: Statements, { stream, expected, events }: CheckedAppend): number | undefined {
  if (expected === 'no-stream') return -1;
  if (expected !== 'any') return expected;
  const known = events[0] && sql.revisionOfId.get(stream, events[0].id);
  return known == null ? undefined : known - 1;
}

function firstAnswer(sql: Statements, { stream, events }: CheckedAppend, base: number): AppendResult | undefined {
  const known = sql.idsAfter.all(stream, base, events.length);
  const last = known.at(-1);
  if (!last || known.length < events.length) return undefined;
  if (known.some(({ id }, index) => id !== events[index]?.id)) return undefined;
  return { revision: base + events.length, position: positionText(last.position) };
}
