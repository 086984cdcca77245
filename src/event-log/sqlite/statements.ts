import type { Database } from 'better-sqlite3';
import type { EventRow } from './rows.js';

/** The columns of `EventRow`. */
export const EVENT = 'position, stream, revision, id, type, data, metadata';

/** All statements of the log. */
export function prepareStatements(db: Database) {
  return {
    insert: db.prepare<[number, string, number, string, string, string, string]>(
      `INSERT INTO events (${EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    count: db.prepare<[], number>('SELECT count(*) FROM events').pluck(),
    lastPosition: db.prepare<[], number | null>('SELECT max(position) FROM events').pluck(),
    lastRevision: db.prepare<[string], number | null>('SELECT max(revision) FROM events WHERE stream = ?').pluck(),
    // Scans the stream: an index on random ids would cost every append more than the rare `any` expectation is worth.
    revisionOfId: db
      .prepare<[string, string], number | null>('SELECT max(revision) FROM events WHERE stream = ? AND id = ?')
      .pluck(),
    idsAfter: db.prepare<[string, number, number], { id: string; position: number }>(
      'SELECT id, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?',
    ),
    target: db.prepare<[string, number, string], EventRow>(
      `SELECT ${EVENT} FROM events WHERE stream = ? AND revision = ? AND id = ?`,
    ),
    replace: db.prepare<[string, string, number]>('UPDATE events SET data = ?, metadata = ? WHERE position = ?'),
    forwards: db.prepare<[string, number, number], EventRow>(
      `SELECT ${EVENT} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    ),
    backwards: db.prepare<[string, number, number], EventRow>(
      `SELECT ${EVENT} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
    ),
    at: db.prepare<[number], EventRow>(`SELECT ${EVENT} FROM events WHERE position = ?`),
    all: db.prepare<[number, number], EventRow>(
      `SELECT ${EVENT} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
