import { hash } from 'node:crypto';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';

/** Counts equal lines of a file of any length. The counts are in a temporary database; memory use is a few megabytes. */
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

  /** Counts the line and returns the default key: its digest, and the number of equal lines before it. */
  keyOf(line: Uint8Array): string {
    const digest = hash('sha256', line, 'buffer');
    return `${digest.toString('base64url')}/${this.increment(digest) - 1}`;
  }

  /** Counts a line whose key isn't needed. A line without bytes was too long to have a key. */
  skip(line: Uint8Array | undefined): void {
    if (line) this.increment(hash('sha256', line, 'buffer'));
  }

  /** Compares the first 64 bits: for a file of a million lines, the chance of a collision is 1 in 37 million. */
  private increment(digest: Buffer): number {
    return this.count.get(digest.readBigInt64BE()) ?? 1;
  }

  close(): void {
    this.db.close();
  }
}
