import type { Database, Statement } from 'better-sqlite3';

/** The last event handled. Stream and revision say where to find it again, to see that the log is still the same. */
export interface Checkpoint {
  readonly log: string;
  readonly fingerprint: string;
  readonly position: string;
  readonly event: string;
  readonly stream: string;
  readonly revision: number;
  /** In force at that event. */
  readonly recordedAt: string;
  /** How many events were handled up to it, itself and those of no concern included. */
  readonly events: number;
}

/** A stream that stands still since one of its events couldn't be digested. */
export interface ParkedStream {
  readonly stream: string;
  /** Of the event that couldn't be digested. */
  readonly revision: number;
  readonly error: string;
  /** When it was last tried: an ISO instant of this process's clock. */
  readonly since: string;
}

/** An event passed over because its stream is parked; it keeps the recorded time that was in force. */
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

const CHECKPOINT = 'SELECT log, fingerprint, position, event, stream, revision, recordedAt, events FROM checkpoint';

/** Of a read model that may only be read. */
export const loadCheckpoint = (database: Database): Checkpoint | undefined =>
  database.prepare<[], Checkpoint>(CHECKPOINT).get();

/** Whether it has once had all that the log had: until then it is still being made, and nobody reads it. */
export const isComplete = (database: Database): boolean =>
  database.prepare('SELECT 1 FROM completion').get() !== undefined;

/** How far a read model has come, and what it had to leave out; kept beside the rows, in their transactions. */
export class Checkpoints {
  private readonly get: Statement<[], Checkpoint>;
  private readonly put: Statement<[Checkpoint]>;
  private readonly putParked: Statement<[ParkedStream]>;
  private readonly putSkipped: Statement<[SkippedEvent]>;

  constructor(private readonly database: Database) {
    database.exec(SCHEMA);
    this.get = database.prepare(CHECKPOINT);
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

  /** From now on it has had all that the log had, once: it may be read. */
  complete(): void {
    this.database.prepare('INSERT OR IGNORE INTO completion VALUES (1)').run();
  }

  park(parked: ParkedStream): void {
    this.putParked.run(parked);
  }

  skip(event: SkippedEvent): void {
    this.putSkipped.run(event);
  }

  parked(): ParkedStream[] {
    return this.database
      .prepare<[], ParkedStream>('SELECT stream, revision, error, since FROM parked_streams ORDER BY stream')
      .all();
  }

  /** In order of revision. */
  skipped(stream: string): SkippedEvent[] {
    return this.database
      .prepare<[string], SkippedEvent>(
        'SELECT stream, revision, recordedAt FROM skipped_events WHERE stream = ? ORDER BY revision',
      )
      .all(stream);
  }

  /** The stream's events up to this revision, inclusive, are no longer skipped, and the stream is not parked. */
  unpark(stream: string, throughRevision: number): void {
    this.database.prepare('DELETE FROM parked_streams WHERE stream = ?').run(stream);
    this.database.prepare('DELETE FROM skipped_events WHERE stream = ? AND revision <= ?').run(stream, throughRevision);
  }
}
