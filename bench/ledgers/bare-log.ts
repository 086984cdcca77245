import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { EventRow } from '../../src/event-log/sqlite/rows.js';

const COLUMNS = 'position, stream, revision, id, type, data, metadata';

/** The yardstick of appends: the log's own table and index, the same durability, and nothing but inserts. */
export class BareLog {
  private readonly insert: Statement<[string, number, string, string, string, string]>;

  private constructor(private readonly db: Database) {
    // Without the position, which is then the next: what SQLite does anyway for a table with an integer key.
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

  /** Each in a transaction of its own. */
  insertOneByOne(rows: readonly EventRow[]): void {
    for (const row of rows) this.put(row);
  }

  insertTogether(rows: readonly EventRow[], aTransaction: number): void {
    const insertAll = this.db.transaction((some: readonly EventRow[]) => {
      for (const row of some) this.put(row);
    });
    for (let start = 0; start < rows.length; start += aTransaction) {
      insertAll.immediate(rows.slice(start, start + aTransaction));
    }
  }

  close(): void {
    this.db.close();
  }

  private put({ stream, revision, id, type, data, metadata }: EventRow): void {
    this.insert.run(stream, revision, id, type, data, metadata);
  }
}

/** The first events of a log, as they stand in its file. */
export function rowsOf(path: string, limit: number, after = 0): EventRow[] {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const query = `SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`;
    return db.prepare<[number, number], EventRow>(query).all(after, limit);
  } finally {
    db.close();
  }
}
