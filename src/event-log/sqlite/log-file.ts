import { randomUUID } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { isUuid } from '../append-validation.js';
import { EventLogError } from '../event-log.js';
import { logFailure, sqliteCode } from './errors.js';
import { schemaDifferences } from './schema-diff.js';

/** Incremented with every change that older programs can't read. */
const FORMAT = 1;
/** How long a write waits for another process's transaction. Short, since it blocks the whole process. */
const BUSY_TIMEOUT_MS = 1_000;

const SCHEMA = `
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
`;

/** The file isn't an event log as this program creates it, or has a newer format. It was left unchanged. */
export class UnusableLogFileError extends EventLogError {}

/**
 * Opens the file of an event log, or `:memory:`. Creates it if it doesn't exist, unless read-only; only its owner can read
 * a file that is created, and those that SQLite keeps next to it, since it holds the hashes of keys.
 *
 * Only files with exactly the schema that this program creates are accepted: a foreign trigger or view could discard what
 * is written, or show what isn't there.
 *
 * Event ids aren't unique: as in EventStoreDB, the same id may occur twice in a stream. Retries are recognised by their
 * expected revision.
 *
 * @throws UnusableLogFileError, LogDamagedError, LogUnavailableError
 */
export function openLogFile(path: string, readOnly: boolean): { readonly db: Database; readonly id: string } {
  requireRegularFile(path);
  let db: Database | undefined;
  try {
    if (!readOnly) createForOwner(path);
    db = new SqliteDatabase(path, { readonly: readOnly, fileMustExist: readOnly, timeout: BUSY_TIMEOUT_MS });
    if (!readOnly) createIfEmpty(db);
    const id = identify(db, path);
    // Only after the check: the journal mode is written to the file, and a foreign file must stay unchanged.
    if (!readOnly) db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // What a redaction replaces is overwritten in the file.
    if (!readOnly) db.pragma('secure_delete = ON');
    return { db, id };
  } catch (error) {
    db?.close();
    if (sqliteCode(error) !== 'SQLITE_NOTADB') throw logFailure(error, path);
    throw new UnusableLogFileError(`${path} is not an event log.`, { cause: error });
  }
}

/**
 * Removes the write-ahead log that connections have made which only read, and can't remove it; what is in it goes into the
 * file. Leaves it if the file can't be written: the next connection reads it.
 */
export function removeWal(path: string): void {
  try {
    const db = new SqliteDatabase(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      // SQLite removes it when the last connection closes that could write, if that has read the file.
      db.pragma('user_version');
    } finally {
      db.close();
    }
  } catch {
    // It stays, with all that is in it.
  }
}

/** Throws an `UnusableLogFileError` for a folder, a pipe or a device. Opening a pipe could block without end. */
export function requireRegularFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UnusableLogFileError(`${path} is not a regular file.`);
  }
}

/** SQLite creates the files next to it with the same permissions. */
function createForOwner(path: string): void {
  if (path === ':memory:') return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It exists, or SQLite reports below why it can't be created.
  }
}

function createIfEmpty(db: Database): void {
  const isEmpty = () => db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  const create = db.transaction(() => {
    if (!isEmpty()) return;
    db.exec(SCHEMA);
    db.prepare('INSERT INTO event_log (id, format) VALUES (?, ?)').run(randomUUID(), FORMAT);
  });
  if (isEmpty()) create.immediate();
}

function identify(db: Database, path: string): string {
  const logs = logsIn(db);
  if (logs === undefined) throw new UnusableLogFileError(`${path} is not an event log.`);
  const newer = logs.find(({ format }) => format > FORMAT);
  if (newer) {
    throw new UnusableLogFileError(`${path} has format ${newer.format}; this program knows formats up to ${FORMAT}.`);
  }
  const faults = [...differencesFromFresh(db), ...wrongIdentity(logs)];
  if (faults.length > 0) {
    throw new UnusableLogFileError(`${path} differs from an event log: ${faults.join('; ')}.`);
  }
  return logs[0]?.id ?? '';
}

interface Identity {
  readonly id: string;
  readonly format: number;
}

/** Undefined if the file has no table of that kind. */
function logsIn(db: Database): readonly Identity[] | undefined {
  const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('event_log')").pluck().all();
  if (!['id', 'format'].every((name) => columns.includes(name))) return undefined;
  return db.prepare<[], Identity>('SELECT id, format FROM event_log LIMIT 2').all();
}

function differencesFromFresh(db: Database): string[] {
  const fresh = new SqliteDatabase(':memory:');
  try {
    fresh.exec(SCHEMA);
    return schemaDifferences(db, fresh);
  } finally {
    fresh.close();
  }
}

function wrongIdentity(logs: readonly Identity[]): string[] {
  const [log] = logs;
  if (!log || logs.length > 1) return [`it has ${log ? 'more than one' : 'no'} log id`];
  return [
    ...(isUuid(log.id) ? [] : [`the log's id, ${JSON.stringify(log.id)}, is not a UUID`]),
    ...(Number.isInteger(log.format) && log.format >= 1 ? [] : [`its format, ${log.format}, doesn't exist`]),
  ];
}
