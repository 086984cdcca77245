import Database, { type Statement } from 'better-sqlite3';
import { EventLogError } from '../../event-log/event-log.js';

/** The size of SQLite's page cache in KiB. The rest is in the file. */
const CACHE_KIB = 32_768;

const SCHEMA = `
  CREATE TABLE events (id TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE entries (claim TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (claim, id)) WITHOUT ROWID, STRICT;`;

/** The temporary file can't be used. That is not a fault of the log. */
export class SeenIdsError extends EventLogError {}

/**
 * The ids of events and entries that a check has seen, in a temporary SQLite file, so that memory is bounded. The file
 * is unlinked: the system deletes it when it is closed or the process ends.
 */
export class SeenIds {
  private readonly database = new Database('');
  private readonly putEvent: Statement<[string, string]>;
  private readonly positionOf: Statement<[string], string>;
  private readonly putEntry: Statement<[string, string]>;
  private readonly entry: Statement<[string, string], number>;

  constructor() {
    this.database.pragma('journal_mode = OFF');
    this.database.pragma(`cache_size = -${CACHE_KIB}`);
    this.database.exec(SCHEMA);
    // One transaction that is never committed: else every statement would write its changes to the file.
    this.database.exec('BEGIN');
    this.putEvent = this.database.prepare('INSERT OR IGNORE INTO events VALUES (?, ?)');
    this.positionOf = this.database.prepare<[string], string>('SELECT position FROM events WHERE id = ?').pluck();
    this.putEntry = this.database.prepare('INSERT OR IGNORE INTO entries VALUES (?, ?)');
    this.entry = this.database
      .prepare<[string, string], number>('SELECT 1 FROM entries WHERE claim = ? AND id = ?')
      .pluck();
  }

  /** Adds an event id. Returns the position of an earlier event with the same id, if there is one. */
  addEvent(id: string, position: string): string | undefined {
    return withSeenIdsError(() => (this.putEvent.run(id, position).changes > 0 ? undefined : this.positionOf.get(id)));
  }

  /** Adds an entry id. False if the claim already has it. */
  addEntry(claim: string, id: string): boolean {
    return withSeenIdsError(() => this.putEntry.run(claim, id).changes > 0);
  }

  hasEntry(claim: string, id: string): boolean {
    return withSeenIdsError(() => this.entry.get(claim, id) !== undefined);
  }

  close(): void {
    this.database.close();
  }
}

function withSeenIdsError<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new SeenIdsError(
      'The temporary file for the ids of the log could not be used. Check the free space in the folder for temporary files.',
      { cause },
    );
  }
}
