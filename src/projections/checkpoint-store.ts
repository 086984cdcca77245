import type { Database, Statement } from 'better-sqlite3';
import { type Checkpoint, CHECKPOINT_QUERY, loadParkedStreams, type ParkedStream } from '../read-model/checkpoints.js';

/** An event that was skipped because its stream is parked, with its effective recorded time. */
export interface SkippedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    log TEXT NOT NULL, fingerprint TEXT NOT NULL, position TEXT NOT NULL, event TEXT NOT NULL,
    stream TEXT NOT NULL, revision INTEGER NOT NULL, recordedAt TEXT NOT NULL, events INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS completion (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;
  CREATE TABLE IF NOT EXISTS parked_streams (
    stream TEXT PRIMARY KEY, revision INTEGER NOT NULL, error TEXT NOT NULL, since TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS skipped_events (
    stream TEXT NOT NULL, revision INTEGER NOT NULL, recordedAt TEXT NOT NULL, PRIMARY KEY (stream, revision)
  ) STRICT, WITHOUT ROWID;`;

/** The checkpoint of a projection and the events that it skipped, stored in the same transactions as the rows. */
export class CheckpointStore {
  private readonly get: Statement<[], Checkpoint>;
  private readonly put: Statement<[Checkpoint]>;
  private readonly putParked: Statement<[ParkedStream]>;
  private readonly putSkipped: Statement<[SkippedEvent]>;

  constructor(private readonly database: Database) {
    database.exec(SCHEMA);
    this.get = database.prepare(CHECKPOINT_QUERY);
    this.put = database.prepare(
      `INSERT OR REPLACE INTO checkpoint
       VALUES (1, @log, @fingerprint, @position, @event, @stream, @revision, @recordedAt, @events)`,
    );
    this.putParked = database.prepare(
      'INSERT OR REPLACE INTO parked_streams VALUES (@stream, @revision, @error, @since)',
    );
    this.putSkipped = database.prepare('INSERT INTO skipped_events VALUES (@stream, @revision, @recordedAt)');
  }

  load(): Checkpoint | undefined {
    return this.get.get();
  }

  save(checkpoint: Checkpoint): void {
    this.put.run(checkpoint);
  }

  /** Marks the read model as complete: it has caught up with the log once, and may be read. */
  complete(): void {
    this.database.prepare('INSERT OR IGNORE INTO completion VALUES (1)').run();
  }

  park(parked: ParkedStream): void {
    this.putParked.run(parked);
  }

  skip(event: SkippedEvent): void {
    this.putSkipped.run(event);
  }

  /** In order of stream names. */
  parked(): ParkedStream[] {
    return loadParkedStreams(this.database);
  }

  /** In order of revisions. */
  skipped(stream: string): SkippedEvent[] {
    return this.database
      .prepare<[string], SkippedEvent>(
        'SELECT stream, revision, recordedAt FROM skipped_events WHERE stream = ? ORDER BY revision',
      )
      .all(stream);
  }

  /** Removes the stream from the parked ones, and its events up to this revision, inclusive, from the skipped ones. */
  unpark(stream: string, throughRevision: number): void {
    this.database.prepare('DELETE FROM parked_streams WHERE stream = ?').run(stream);
    this.database.prepare('DELETE FROM skipped_events WHERE stream = ? AND revision <= ?').run(stream, throughRevision);
  }
}
