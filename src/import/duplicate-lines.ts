import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';

/** Counts equal commands of a file of any length. The counts are in a temporary database; memory use is a few megabytes. */
export class DuplicateLineCounter {
  private readonly db: Database = new SqliteDatabase('');
  private readonly count: Statement<[bigint], number>;

  constructor() {
    this.db.pragma('journal_mode = OFF');
    this.db.pragma('synchronous = OFF');
    this.db.pragma('cache_size = -16000');
    this.db.exec('CREATE TABLE lines (digest INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT');
    this.db.exec('BEGIN');
    this.count = this.db
      .prepare<[bigint], number>(
        'INSERT INTO lines VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count',
      )
      .pluck();
  }

  /** Counts a command, and returns its default key: its digest, and the number of equal commands before it. */
  keyOf(digest: string): string {
    return `${digest}/${this.increment(digest) - 1}`;
  }

  /** The first 64 bits are compared: for a file of a million lines, the chance of a collision is 1 in 37 million. */
  private increment(digest: string): number {
    return this.count.get(BigInt.asIntN(64, BigInt(`0x${digest.slice(0, 16)}`))) ?? 1;
  }

  close(): void {
    this.db.close();
  }
}
