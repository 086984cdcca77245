import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import type { EventTableRow } from '../read-model/event-table.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    type TEXT NOT NULL, schemaVersion INTEGER, recordedAt TEXT NOT NULL, recordedBy TEXT, data TEXT NOT NULL,
    silent INTEGER NOT NULL
  ) STRICT;`;

/** Writes the table `events`, see `read-model/event-table.ts`. */
export class EventWriter {
  private readonly insert: Statement<[EventTableRow]>;

  constructor(database: Database) {
    database.exec(SCHEMA);
    this.insert = database.prepare(
      `INSERT INTO events VALUES (@position, @id, @stream, @revision, @type, @schemaVersion, @recordedAt, @recordedBy,
       @data, @silent)`,
    );
  }

  put({ position, id, stream, revision, type, metadata, recordedAt, data }: TimedEvent): void {
    const { schemaVersion, recordedBy, silent } = metadata;
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
      silent: silent === true ? 1 : 0,
    });
  }
}
