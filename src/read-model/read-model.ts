import Database from 'better-sqlite3';
import { type Checkpoint, loadCheckpoint, loadParkedStreams, type ParkedStream } from './checkpoints.js';
import { EventTable } from './event-table.js';

/**
 * Version of the tables of all projections. Increment it when any of them changes: a read model of another version is
 * another file, so a release builds its own and leaves that of the release before it alone.
 */
export const READ_MODEL_SCHEMA = 20;

/**
 * The read model as queries see it: a SQLite file that holds what the projections derive from the log. It is written
 * through another connection (`projections/read-model-writer.ts`), which may belong to another thread.
 */
export class ReadModel {
  readonly events: EventTable;
  private others: readonly ReadModel[] = [];
  private changes = 0;
  private isHeld = false;
  private last: { readonly version: number; readonly recordedAt: string } | undefined;

  /** @param database an open connection to a read model that has its tables; `close` closes it */
  constructor(readonly database: Database.Database) {
    this.events = new EventTable(database);
  }

  /** Opens an existing read model, read-only. Throws SQLite's error if the file can't be opened or lacks its tables. */
  static open(file: string): ReadModel {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      // In KiB. The system caches the file, too, and its memory can be reclaimed.
      database.pragma('cache_size = -16384');
      return new ReadModel(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Another read-only connection to the same file, with temporary tables of its own. It is closed with this one. */
  openAnother(): ReadModel {
    return this.keep(ReadModel.open(this.database.name));
  }

  /** A read-only connection to another file, whose tables hide those of the same name here. It is closed with this one. */
  openBehind(file: string): ReadModel {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      database.prepare('ATTACH ? AS model').run(this.database.name);
      return this.keep(new ReadModel(database));
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private keep(other: ReadModel): ReadModel {
    this.others = [...this.others.filter(({ database }) => database.open), other];
    return other;
  }

  /**
   * From here to the end of this turn of the event loop, or to `rowsChanged`, everything that is read is as of one
   * moment, whatever is written meanwhile. For a reader on a connection of its own.
   */
  hold(): void {
    if (this.isHeld || !this.database.readonly) return;
    this.database.exec('BEGIN');
    this.isHeld = true;
    setImmediate(this.release);
  }

  /** The last event handled; undefined before the first. */
  checkpoint(): Checkpoint | undefined {
    return loadCheckpoint(this.database);
  }

  /** The streams that are projected no further, in the order of their names. */
  parkedStreams(): readonly ParkedStream[] {
    return loadParkedStreams(this.database);
  }

  /**
   * The current time for reads: the clock, or the recorded time of the last event handled if that is later. A client
   * that wrote through an instance whose clock is ahead of this one's still reads its own writes.
   *
   * @param clock an ISO instant in UTC with milliseconds, as is the result
   */
  present(clock: string): string {
    const last = this.lastRecordedAt;
    return last > clock ? last : clock;
  }

  /** Effective recorded time of the last event handled; empty before the first. */
  get lastRecordedAt(): string {
    const { version } = this;
    if (this.last?.version !== version) {
      this.last = { version, recordedAt: this.checkpoint()?.recordedAt ?? '' };
    }
    return this.last.recordedAt;
  }

  /** Views that were read at this version may be reused as long as it stays the same. */
  get version(): number {
    return this.changes;
  }

  /** Starts a new version. To be called after each change of the rows: a connection isn't notified of another's writes. */
  rowsChanged(): void {
    this.release();
    this.changes += 1;
  }

  close(): void {
    for (const other of this.others) if (other.database.open) other.close();
    this.release();
    this.database.close();
  }

  private readonly release = (): void => {
    if (!this.isHeld) return;
    this.isHeld = false;
    try {
      this.database.exec('COMMIT');
    } catch {
      // It was only read, and reading a damaged file ends a transaction.
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
    }
  };
}
