import type { Database, Statement } from 'better-sqlite3';
import { positionNumber } from '../event-log/position.js';
import type { TimedEvent } from './projection.js';

/** An event as the log holds it, whether the projection could digest it or not. */
export interface EventTableRow {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number | null;
  /** The recorded time in force. */
  readonly recordedAt: string;
  readonly recordedBy: string | null;
  /** JSON. */
  readonly data: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    type TEXT NOT NULL, schemaVersion INTEGER, recordedAt TEXT NOT NULL, recordedBy TEXT, data TEXT NOT NULL
  ) STRICT;`;

/**
 * Every event that the projection is concerned with, in the order of the log. An event of a parked stream has its row
 * when its turn comes, like any other: a reader that has passed a position has missed nothing before it.
 */
export class EventTable {
  private readonly insert: Statement<[EventTableRow]>;
  private readonly after: Statement<[number, number], EventTableRow>;
  private readonly type: Statement<[number], { readonly type: string }>;

  constructor(database: Database) {
    database.exec(SCHEMA);
    this.insert = database.prepare(
      `INSERT INTO events VALUES (@position, @id, @stream, @revision, @type, @schemaVersion, @recordedAt, @recordedBy,
       @data)`,
    );
    this.after = database.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.type = database.prepare('SELECT type FROM events WHERE position = ?');
  }

  put({ position, id, stream, revision, type, metadata, recordedAt, data }: TimedEvent): void {
    const { schemaVersion, recordedBy } = metadata;
    this.insert.run({
      position: positionNumber(position),
      id,
      stream,
      revision,
      type,
      schemaVersion: Number.isSafeInteger(schemaVersion) ? Number(schemaVersion) : null,
      recordedAt,
      recordedBy: typeof recordedBy === 'string' ? recordedBy : null,
      data: JSON.stringify(data),
    });
  }

  /** At most so many, read as they are asked for; the loop may be left at any time. */
  rowsAfter(position: number, limit: number): IterableIterator<EventTableRow> {
    return this.after.iterate(position, limit);
  }

  typeAt(position: number): string | undefined {
    return this.type.get(position)?.type;
  }
}
