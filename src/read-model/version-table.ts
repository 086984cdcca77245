import type { Database, Statement } from 'better-sqlite3';
import { positionNumber } from '../event-log/position.js';
import { type TimedEvent, ProjectionError } from './projection.js';
import { FOREVER } from '../domain/recorded-time.js';

/** The attributes of something registered, from one event of its stream to the next. */
export interface VersionRow {
  /** Position of the registration: the row's lasting number, by which lists are ordered. */
  readonly number: number;
  /** Position of the event that made this version. */
  readonly position: number;
  readonly id: string;
  /** Of that event in its stream. */
  readonly revision: number;
  /** Recorded time, `[from, to)`. */
  readonly recordedFrom: string;
  readonly recordedTo: string;
  /** JSON. */
  readonly attributes: string;
}

export interface Version<Attributes> extends Omit<VersionRow, 'attributes'> {
  readonly attributes: Attributes;
  readonly registeredAt: string;
}

/** A table of versions, so that everything registered can be seen as of any day. */
export class VersionTable<Attributes> {
  private readonly latestRow: Statement<[string], VersionRow>;
  private readonly rowAt: Statement<[string, string, string], VersionRow & { registeredAt: string }>;
  private readonly close: Statement<[string, number]>;
  private readonly insert: Statement<[VersionRow]>;

  static schema(table: string): string {
    return `
      CREATE TABLE IF NOT EXISTS ${table} (
        position INTEGER PRIMARY KEY, number INTEGER NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
        recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL, attributes TEXT NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS ${table}_by_id ON ${table} (id, recordedFrom);
      CREATE INDEX IF NOT EXISTS ${table}_by_number ON ${table} (number, recordedFrom, recordedTo);`;
  }

  constructor(database: Database, table: string) {
    this.latestRow = database.prepare(
      `SELECT * FROM ${table} WHERE id = ? ORDER BY recordedFrom DESC, position DESC LIMIT 1`,
    );
    this.rowAt = database.prepare(
      `SELECT v.*, r.recordedFrom AS registeredAt FROM ${table} v JOIN ${table} r ON r.position = v.number
       WHERE v.id = ? AND v.recordedFrom <= ? AND ? < v.recordedTo`,
    );
    this.close = database.prepare(`UPDATE ${table} SET recordedTo = ? WHERE position = ?`);
    this.insert = database.prepare(
      `INSERT INTO ${table} (position, number, id, revision, recordedFrom, recordedTo, attributes)
       VALUES (@position, @number, @id, @revision, @recordedFrom, @recordedTo, @attributes)`,
    );
  }

  /** Undefined before its registration. */
  at(id: string, at: string): Version<Attributes> | undefined {
    const row = this.rowAt.get(id, at, at);
    return row && versionOf<Attributes>(row);
  }

  latest(id: string): Attributes | undefined {
    const row = this.latestRow.get(id);
    return row && (JSON.parse(row.attributes) as Attributes);
  }

  /**
   * The event makes the first version, or the next: `change` is given the attributes before it.
   * Throws a `ProjectionError` if the stream doesn't begin with its registration.
   */
  write(event: TimedEvent, id: string, change: (before: Attributes | undefined) => Attributes | undefined): Attributes {
    const before = this.latestRow.get(id);
    const attributes = change(before && (JSON.parse(before.attributes) as Attributes));
    if (!attributes || (event.revision === 0) !== (before === undefined)) {
      throw new ProjectionError(`${event.type} at revision ${event.revision} of ${event.stream}: it isn't its place.`);
    }
    const position = positionNumber(event.position);
    if (before) this.close.run(event.recordedAt, before.position);
    this.insert.run({
      position,
      number: before?.number ?? position,
      id,
      revision: event.revision,
      recordedFrom: event.recordedAt,
      recordedTo: FOREVER,
      attributes: JSON.stringify(attributes),
    });
    return attributes;
  }
}

export function versionOf<Attributes>(row: VersionRow & { readonly registeredAt: string }): Version<Attributes> {
  return { ...row, attributes: JSON.parse(row.attributes) as Attributes };
}
