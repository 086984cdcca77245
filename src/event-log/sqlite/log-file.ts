import { randomUUID } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { isUuid } from '../append-validation.js';
import { EventLogError } from '../event-log.js';
import { readFailure, sqliteCode } from './errors.js';
import { schemaDifferences } from './schema-diff.js';

/** Raised with every change that an older program couldn't read. */
const FORMAT = 1;
/** Writing waits for another process's transaction; short, since the whole process waits with it. */
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

/** The file is no event log as this program makes one, or one in a newer format. It was left as it is. */
export class UnusableLogFileError extends EventLogError {}

/**
 * Opens an event log's file, making it if there is none, or `:memory:`. A file that is made can be read by its owner
 * only, as what SQLite puts beside it: it holds the hashes of keys.
 *
 * A trigger or a view of somebody else's making could swallow what is written, or show what isn't there: a file is taken
 * only if it is made just as this program makes one.
 *
 * The event id is not unique: the same id may stand twice in a stream, as in EventStoreDB, and a retry is told by
 * the revisions it expects.
 *
 * @throws UnusableLogFileError, LogUnavailableError
 */
export function openLogFile(path: string, readOnly: boolean): { readonly db: Database; readonly id: string } {
  requireRegularFile(path);
  let db: Database | undefined;
  try {
    if (!readOnly) makeForOwner(path);
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

/** Throws an `UnusableLogFileError` for a folder, a pipe or a device: who opens a pipe may wait for ever. */
export function requireRegularFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UnusableLogFileError(`${path} is no regular file.`);
  }
}

/** Files that SQLite puts beside it are made as it is. */
function makeForOwner(path: string): void {
  if (path === ':memory:') return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there, or SQLite says why it can't be.
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
    throw new UnusableLogFileError(`${path} is not as an event log must be: ${faults.join('; ')}.`);
  }
  return logs[0]?.id ?? '';
}

interface Identity {
  readonly id: string;
  readonly format: number;
}

/** Undefined if the file says nothing of a log. */
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
  if (!log || logs.length > 1) return [`it says ${log ? 'more than once' : 'nowhere'} which log it is`];
  return [
    ...(isUuid(log.id) ? [] : [`the log's id is ${JSON.stringify(log.id)}, which is no UUID`]),
    ...(Number.isInteger(log.format) && log.format >= 1 ? [] : [`its format is ${log.format}, which there is none of`]),
  ];
}
