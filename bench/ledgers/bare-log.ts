import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { EventRow } from '../../src/event-log/sqlite/rows.js';

const COLUMNS = 'position, stream, revision, id, type, data, metadata';

/** The yardstick of appends: only inserts into the log's own table and index, with the same durability. */
export class BareLog {
  private readonly insert: Statement<[string, number, string, string, string, string]>;

  private constructor(private readonly db: Database) {
    // Without the position: SQLite assigns the next one, since it is the table's integer key.
    this.insert = db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  static async create(path: string): Promise<BareLog> {
    await SqliteEventLog.open(path).close();
    return BareLog.open(path);
  }

  static open(path: string): BareLog {
    const db = new SqliteDatabase(path);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    return new BareLog(db);
  }

  /** Each in a separate transaction. */
  insertOneByOne(rows: readonly EventRow[]): void {
    for (const row of rows) this.put(row);
  }

  insertInTransactions(rows: readonly EventRow[], perTransaction: number): void {
    const insertAll = this.db.transaction((some: readonly EventRow[]) => {
      for (const row of some) this.put(row);
    });
    for (let start = 0; start < rows.length; start += perTransaction) {
      insertAll.immediate(rows.slice(start, start + perTransaction));
    }
  }

  close(): void {
    this.db.close();
  }

  private put({ stream, revision, id, type, data, metadata }: EventRow): void {
    this.insert.run(stream, revision, id, type, data, metadata);
  }
}

/** Reads the first events of a log as they are in its file; all of them with a limit of -1. */
export function readEventRows(path: string, limit: number, after = 0): EventRow[] {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const query = `SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`;
    return db.prepare<[number, number], EventRow>(query).all(after, limit);
  } finally {
    db.close();
  }
}
