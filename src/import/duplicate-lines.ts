import { hash } from 'node:crypto';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';

/** Counts equal lines of a file, of any length, in a temporary file of its own: memory holds a few megabytes of it. */
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

  /** The key of a line that brings none: what it says, and how many times the same was said before it. */
  keyOf(line: Uint8Array): string {
    const digest = hash('sha256', line, 'buffer');
    return `${digest.toString('base64url')}/${this.counted(digest) - 1}`;
  }

  /** Counts a line that isn't asked about; one without bytes was too long to have a key. */
  skip(line: Uint8Array | undefined): void {
    if (line) this.counted(hash('sha256', line, 'buffer'));
  }

  /** The first 64 bits tell lines apart: of a million, two that differ are taken for equal once in 37 million files. */
  private counted(digest: Buffer): number {
    return this.count.get(digest.readBigInt64BE()) ?? 1;
  }

  close(): void {
    this.db.close();
  }
}
