import type { Database } from 'better-sqlite3';

/** The last event handled. Stream and revision serve to find it again in the log, to verify that the log is the same. */
export interface Checkpoint {
  /** The log's id. */
  readonly log: string;
  readonly fingerprint: string;
  readonly position: string;
  /** The event's id. */
  readonly event: string;
  readonly stream: string;
  readonly revision: number;
  /** The event's effective recorded time. */
  readonly recordedAt: string;
  /** How many events of the log were handled, this one and those of streams that aren't projected included. */
  readonly events: number;
}

/** A stream that isn't projected any further, because one of its events couldn't be. */
export interface ParkedStream {
  readonly stream: string;
  /** Of the event that couldn't be projected. */
  readonly revision: number;
  readonly error: string;
  /** When that event was last tried: an ISO instant of this process's clock. */
  readonly since: string;
}

/** The read model was built from another log or by another projection. It can't be used here: build another. */
export class ReadModelMismatchError extends Error {
  constructor(reason: string) {
    super(`The read model doesn't belong to this log: ${reason}.`);
    this.name = new.target.name;
  }
}

export const CHECKPOINT_QUERY =
  'SELECT log, fingerprint, position, event, stream, revision, recordedAt, events FROM checkpoint';

export const loadCheckpoint = (database: Database): Checkpoint | undefined =>
  database.prepare<[], Checkpoint>(CHECKPOINT_QUERY).get();

/** Whether the read model has once been caught up with the log. Until then it is being built, and isn't read. */
export const isComplete = (database: Database): boolean =>
  database.prepare('SELECT 1 FROM completion').get() !== undefined;
