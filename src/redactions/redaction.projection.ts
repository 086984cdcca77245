import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import { type Redaction, redactionOf } from '../event-log/redaction.js';

/** The redactions that were made, and the requests that wait for approval: a row for each. */
export const REDACTION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS redactions (
    position INTEGER PRIMARY KEY, redaction TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    fields TEXT NOT NULL, reason TEXT NOT NULL, authority TEXT NOT NULL, recordedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS redactions_by_target ON redactions (stream, revision);
  CREATE TABLE IF NOT EXISTS waiting_redactions (redaction TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;`;

/** Writes the tables of redactions. */
export class RedactionProjector {
  private readonly put: Statement<[number, string, string, number, string, string, string, string]>;
  private readonly wait: Statement<[string]>;
  private readonly decided: Statement<[string]>;

  constructor(database: Database) {
    this.put = database.prepare('INSERT INTO redactions VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.wait = database.prepare('INSERT OR IGNORE INTO waiting_redactions VALUES (?)');
    this.decided = database.prepare('DELETE FROM waiting_redactions WHERE redaction = ?');
  }

  /** Returns the redaction that the event makes, if it makes one. */
  project(event: TimedEvent): Redaction | undefined {
    const { type, data, position, recordedAt } = event;
    const { redaction: about } = data;
    if (typeof about === 'string') (type === 'RedactionRequested' ? this.wait : this.decided).run(about);
    const redaction = redactionOf(event);
    if (!redaction) return undefined;
    const { redaction: id, stream, revision, fields, reason, authority } = redaction;
    this.put.run(positionNumber(position), id, stream, revision, JSON.stringify(fields), reason, authority, recordedAt);
    return redaction;
  }
}
