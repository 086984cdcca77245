import type { Database, Statement } from 'better-sqlite3';
import { FOREVER, type TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import type { Version, VersionRow } from '../read-model/version-table.js';
import { ProjectionError } from './projection.js';

/** Writes a table of versions, see `read-model/version-table.ts`. */
export class VersionWriter<Attributes> {
  private readonly dropAll: Statement<[string]>;
  private readonly all: Statement<[string], VersionRow>;
  private readonly latestRow: Statement<[string], VersionRow>;
  private readonly close: Statement<[string, number]>;
  private readonly insert: Statement<[VersionRow]>;

  /** SQL that creates the table if it doesn't exist. */
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
    this.dropAll = database.prepare(`DELETE FROM ${table} WHERE id = ?`);
    this.all = database.prepare(`SELECT * FROM ${table} WHERE id = ? ORDER BY position`);
    this.latestRow = database.prepare(
      `SELECT * FROM ${table} WHERE id = ? ORDER BY recordedFrom DESC, position DESC LIMIT 1`,
    );
    this.close = database.prepare(`UPDATE ${table} SET recordedTo = ? WHERE position = ?`);
    this.insert = database.prepare(
      `INSERT INTO ${table} (position, number, id, revision, recordedFrom, recordedTo, attributes)
       VALUES (@position, @number, @id, @revision, @recordedFrom, @recordedTo, @attributes)`,
    );
  }

  /** Undefined before the registration. */
  latest(id: string): Attributes | undefined {
    const row = this.latestRow.get(id);
    return row && (JSON.parse(row.attributes) as Attributes);
  }

  /** The number of what is registered under this id. */
  numberOf(id: string): number {
    const row = this.latestRow.get(id);
    if (!row) throw new RangeError(`There is no "${id}".`);
    return row.number;
  }

  /** Deletes all versions, and returns them in order. */
  forget(id: string): Pick<Version<Attributes>, 'position' | 'number' | 'attributes'>[] {
    const rows = this.all.all(id);
    this.dropAll.run(id);
    return rows.map(({ position, number, attributes }) => ({
      ...{ position, number },
      attributes: JSON.parse(attributes) as Attributes,
    }));
  }

  /**
   * Adds the version that the event makes, and ends the one before it.
   *
   * @param change returns the new attributes, given those before the event; undefined before the registration
   * @throws ProjectionError if the stream doesn't begin with its registration, or registers twice
   */
  write(event: TimedEvent, id: string, change: (before: Attributes | undefined) => Attributes | undefined): Attributes {
    const before = this.latestRow.get(id);
    const attributes = change(before && (JSON.parse(before.attributes) as Attributes));
    if (!attributes || (event.revision === 0) !== (before === undefined)) {
      throw new ProjectionError(
        `${event.stream} can't have ${event.type} at revision ${event.revision}: it must begin with its only registration.`,
      );
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
