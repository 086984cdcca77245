import Database from 'better-sqlite3';
import { Checkpoints } from './checkpoints.js';
import type { Projection, Projector } from './projection.js';
import { EventTable } from './event-table.js';

/** Of the tables of every projection; a change of any of them takes the next number, and so a new file. */
export const READ_MODEL_SCHEMA = 4;

/**
 * A SQLite file that holds what projections make of the log. It can be deleted at any time and is made again from
 * the log; so a power failure may cost it the last transactions, never its consistency.
 */
export class ReadModel {
  readonly checkpoints: Checkpoints;
  readonly events: EventTable;
  readonly projector: Projector;
  private readonly countChanges: Database.Statement<[], number>;
  private last: { readonly changes: number; readonly recordedAt: string } = { changes: -1, recordedAt: '' };

  private constructor(
    readonly database: Database.Database,
    readonly projection: Projection,
  ) {
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = OFF');
      // Rows of one event lie far apart: a batch is written in pages that should still be at hand for the next one.
      database.pragma('cache_size = -65536');
      this.checkpoints = new Checkpoints(database);
      this.events = new EventTable(database);
      database.exec(projection.schema);
      this.projector = projection.open(database);
      this.countChanges = database.prepare<[], number>('SELECT total_changes()').pluck();
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Opens the read model in this file, or makes an empty one; `:memory:` for one that is gone when closed. */
  static open(file: string, projection: Projection): ReadModel {
    return new ReadModel(new Database(file), projection);
  }

  /**
   * The present moment for a read: the later of the clock and the recorded time of the last event handled. So who
   * wrote under a clock that runs ahead of ours still reads its own writes.
   */
  present(clock: string): string {
    const last = this.lastRecordedAt;
    return last > clock ? last : clock;
  }

  /** Recorded time in force of the last event handled; empty before the first. */
  get lastRecordedAt(): string {
    const { changes } = this;
    if (changes !== this.last.changes) {
      this.last = { changes, recordedAt: this.checkpoints.load()?.recordedAt ?? '' };
    }
    return this.last.recordedAt;
  }

  /** While it is the same, so is every row. */
  get changes(): number {
    return this.countChanges.get() ?? 0;
  }

  close(): void {
    this.database.close();
  }
}
