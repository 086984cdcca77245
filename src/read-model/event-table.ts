import type { Database, Statement } from 'better-sqlite3';

/** An event as the log holds it, whether or not it could be projected. */
export interface EventTableRow {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number | null;
  /** Effective recorded time. */
  readonly recordedAt: string;
  readonly recordedBy: string | null;
  /** JSON. */
  readonly data: string;
  /** 1 if it is not sent to webhooks, otherwise 0. */
  readonly silent: number;
}

/**
 * Returns the least position whose event was recorded after this moment; undefined if there is none. A binary search,
 * since recorded time never decreases along positions.
 */
export function firstPositionAfter(database: Database): (at: string) => number | undefined {
  type Point = Pick<EventTableRow, 'position' | 'recordedAt'>;
  const columns = 'SELECT position, recordedAt FROM events';
  const last = database.prepare<[], Point>(`${columns} ORDER BY position DESC LIMIT 1`);
  const upTo = database.prepare<[number], Point>(`${columns} WHERE position <= ? ORDER BY position DESC LIMIT 1`);
  return (at) => {
    let later = last.get();
    if (!later || later.recordedAt <= at) return undefined;
    // Everything up to `least` was recorded by then, `later` afterwards.
    for (let least = -1; least + 1 < later.position;) {
      const middle = Math.floor((least + later.position) / 2);
      const found = upTo.get(middle);
      if (found && found.position > least && found.recordedAt > at) later = found;
      else least = middle;
    }
    return later.position;
  };
}

/**
 * Every event of the streams that are projected, in the order of the log. It also holds events of parked streams, each
 * in its place, so a reader that has passed a position has missed nothing before it.
 */
export class EventTable {
  private readonly after: Statement<[number, number], EventTableRow>;
  private readonly one: Statement<[number], EventTableRow>;
  private readonly type: Statement<[number], { readonly type: string }>;

  private readonly until: Statement<[string], { readonly position: number }>;
  private readonly id: Statement<[number], { readonly id: string }>;
  private readonly time: Statement<[number], { readonly recordedAt: string }>;

  constructor(database: Database) {
    this.after = database.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.one = database.prepare('SELECT * FROM events WHERE position = ?');
    this.id = database.prepare('SELECT id FROM events WHERE position = ?');
    this.time = database.prepare('SELECT recordedAt FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1');
    this.until = database.prepare('SELECT position FROM events WHERE recordedAt <= ? ORDER BY position DESC LIMIT 1');
    this.type = database.prepare('SELECT type FROM events WHERE position = ?');
  }

  /** At most `limit` rows, read while iterating; the loop may end early. */
  rowsAfter(position: number, limit: number): IterableIterator<EventTableRow> {
    return this.after.iterate(position, limit);
  }

  /** The event at this position; undefined if it is of a stream that isn't projected, or there is none. */
  at(position: number): EventTableRow | undefined {
    return this.one.get(position);
  }

  /** The id of the event at this position; undefined if it is of a stream that isn't projected, or there is none. */
  idAt(position: number): string | undefined {
    return this.id.get(position)?.id;
  }

  /** The effective recorded time of the last event up to this position; undefined before the first. */
  recordedAt(position: number): string | undefined {
    return this.time.get(position)?.recordedAt;
  }

  /** The position of the last event recorded by then, going back from the end; undefined if there is none. */
  lastUntil(recordedAt: string): number | undefined {
    return this.until.get(recordedAt)?.position;
  }

  typeAt(position: number): string | undefined {
    return this.type.get(position)?.type;
  }
}
