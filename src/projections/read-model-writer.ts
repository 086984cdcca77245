import Database from 'better-sqlite3';
import { CheckpointStore } from './checkpoint-store.js';
import { EventWriter } from './event-writer.js';
import type { Projection, Projector } from './projection.js';

/**
 * A read model as its projection writes it: a SQLite file with the rows, the events and the checkpoint. It can be
 * deleted at any time and rebuilt from the log, so a power failure may cost it the last transactions, never its
 * consistency.
 */
export class ReadModelWriter {
  readonly checkpoints: CheckpointStore;
  readonly events: EventWriter;
  readonly projector: Projector;

  private constructor(
    readonly database: Database.Database,
    readonly projection: Projection,
  ) {
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = OFF');
      // The rows of one event are far apart; pages that one batch writes should still be cached for the next.
      database.pragma('cache_size = -65536');
      // Many entries change the same pages of indexes: with rarer WAL checkpoints, these are written back once for all.
      database.pragma('wal_autocheckpoint = 4000');
      this.checkpoints = new CheckpointStore(database);
      this.events = new EventWriter(database);
      database.exec(projection.schema);
      this.projector = projection.open(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /**
   * Opens the read model in this file, or creates an empty one; `:memory:` for a temporary one.
   * Throws SQLite's error if that fails.
   */
  static open(file: string, projection: Projection): ReadModelWriter {
    return new ReadModelWriter(new Database(file), projection);
  }

  /** Whether the file may still hold what a redaction replaced. */
  get mustErase(): boolean {
    return this.database.pragma('user_version', { simple: true }) !== 0;
  }

  /**
   * Rewrites the file, so that it holds its rows and nothing else. Takes about as long as reading and writing it. False
   * if a reader prevents that now; what was done is kept.
   */
  erase(): boolean {
    const tables = this.database
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%fts5%'`)
      .pluck()
      .all();
    // A full-text index keeps the words of deleted rows until its segments are merged, and may keep them even if 'optimize'
    // merges them all, after it did so many times before. A new index has only the words of its rows.
    for (const table of tables) this.database.prepare(`INSERT INTO ${table} (${table}) VALUES ('rebuild')`).run();
    this.database.exec('VACUUM');
    if (this.database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) return false;
    this.database.pragma('user_version = 0');
    return true;
  }

  close(): void {
    this.database.close();
  }
}
