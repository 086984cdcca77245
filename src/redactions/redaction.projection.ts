import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import type { Redaction } from '../event-log/redaction.js';

/** The redactions that were made: a row for each. */
export const REDACTION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS redactions (
    position INTEGER PRIMARY KEY, redaction TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    fields TEXT NOT NULL, reason TEXT NOT NULL, authority TEXT NOT NULL, recordedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS redactions_by_target ON redactions (stream, revision);`;

/** Writes the table of redactions. */
export class RedactionProjector {
  private readonly put: Statement<[number, string, string, number, string, string, string, string]>;

  constructor(database: Database) {
    this.put = database.prepare('INSERT INTO redactions VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  }

  project({ position, recordedAt }: TimedEvent, redaction: Redaction): void {
    const { redaction: id, stream, revision, fields, reason, authority } = redaction;
    this.put.run(positionNumber(position), id, stream, revision, JSON.stringify(fields), reason, authority, recordedAt);
  }
}
