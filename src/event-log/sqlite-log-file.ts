import { randomUUID } from 'node:crypto';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { EventLogError } from './event-log.js';
import { readFailure, sqliteCode } from './sqlite-errors.js';

/** Raised with every change that an older program couldn't read. */
const FORMAT = 1;
/** Writing waits for another process's transaction; short, since the whole process waits with it. */
const BUSY_TIMEOUT_MS = 1_000;

/** The file isn't an event log, or one in a newer format than this program knows. It was left as it is. */
export class UnusableLogFileError extends EventLogError {}

/**
 * Opens an event log's file, making it if there is none, or `:memory:`.
 *
 * The event id is not unique: the same id may stand twice in a stream, as in EventStoreDB, and a retry is told by
 * the revisions it expects.
 *
 * @throws UnusableLogFileError, LogUnavailableError
 */
export function openLogFile(path: string, readOnly: boolean): { readonly db: Database; readonly id: string } {
  let db: Database | undefined;
  try {
    db = new SqliteDatabase(path, { readonly: readOnly, fileMustExist: readOnly, timeout: BUSY_TIMEOUT_MS });
    if (!readOnly) createIfEmpty(db);
    const id = identify(db, path);
    // Only after the check: the journal mode is written into the file, and a foreign file must stay as it is.
    if (!readOnly) db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    return { db, id };
  } catch (error) {
    db?.close();
    if (sqliteCode(error) !== 'SQLITE_NOTADB') throw readFailure(error);
    throw new UnusableLogFileError(`${path} is not an event log.`, { cause: error });
  }
}

function createIfEmpty(db: Database): void {
  const create = db.transaction(() => {
    if (tables(db).length > 0) return;
    db.exec(`
      CREATE TABLE event_log (id TEXT NOT NULL, format INTEGER NOT NULL) STRICT;
      CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        revision INTEGER NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        data TEXT NOT NULL,
        metadata TEXT NOT NULL,
        UNIQUE (stream, revision)
      ) STRICT;
    `);
    db.prepare('INSERT INTO event_log (id, format) VALUES (?, ?)').run(randomUUID(), FORMAT);
  });
  if (tables(db).length === 0) create.immediate();
}

function identify(db: Database, path: string): string {
  const log = tables(db).includes('event_log')
    ? db.prepare<[], { id: string; format: number }>('SELECT id, format FROM event_log').get()
    : undefined;
  if (log === undefined) throw new UnusableLogFileError(`${path} is not an event log.`);
  if (log.format > FORMAT) {
    throw new UnusableLogFileError(`${path} has format ${log.format}; this program knows formats up to ${FORMAT}.`);
  }
  return log.id;
}

function tables(db: Database): readonly string[] {
  return db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
}
