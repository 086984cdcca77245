import Database, { type Statement } from 'better-sqlite3';
import { EventLogError } from '../../event-log/event-log.js';

/** In KiB; what is more goes into the file. */
const CACHE = 32_768;

const SCHEMA = `
  CREATE TABLE events (id TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE entries (claim TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (claim, id)) WITHOUT ROWID, STRICT;`;

/** What went wrong is nothing of the log's. */
export class SeenIdsError extends EventLogError {}

/**
 * The ids that were seen in a log so far, of events and of entries: in a temporary file of SQLite's, so that memory
 * doesn't grow with them. The file has no name, and is gone when it is closed, or the process ends.
 */
export class SeenIds {
  private readonly database = new Database('');
  private readonly putEvent: Statement<[string, string]>;
  private readonly positionOf: Statement<[string], string>;
  private readonly putEntry: Statement<[string, string]>;
  private readonly entry: Statement<[string, string], number>;

  constructor() {
    this.database.pragma('journal_mode = OFF');
    this.database.pragma(`cache_size = -${CACHE}`);
    this.database.exec(SCHEMA);
    // In one transaction, never ended: else every statement would write into the file what it changed.
    this.database.exec('BEGIN');
    this.putEvent = this.database.prepare('INSERT OR IGNORE INTO events VALUES (?, ?)');
    this.positionOf = this.database.prepare<[string], string>('SELECT position FROM events WHERE id = ?').pluck();
    this.putEntry = this.database.prepare('INSERT OR IGNORE INTO entries VALUES (?, ?)');
    this.entry = this.database
      .prepare<[string, string], number>('SELECT 1 FROM entries WHERE claim = ? AND id = ?')
      .pluck();
  }

  /** The position of the event that has this id already, if one has. */
  addEvent(id: string, position: string): string | undefined {
    return kept(() => (this.putEvent.run(id, position).changes > 0 ? undefined : this.positionOf.get(id)));
  }

  /** False if the claim has it already. */
  addEntry(claim: string, id: string): boolean {
    return kept(() => this.putEntry.run(claim, id).changes > 0);
  }

  hasEntry(claim: string, id: string): boolean {
    return kept(() => this.entry.get(claim, id) !== undefined);
  }

  close(): void {
    this.database.close();
  }
}

function kept<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new SeenIdsError('A temporary file for the ids of the log is needed, and could not be used.', { cause });
  }
}
