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

/** A stream that is not projected any further because one of its events could not be. */
export interface ParkedStream {
  /** The name of the stream, such as `claim-talks`. */
  readonly stream: string;
  /** The number of the event that could not be projected, in its stream. */
  readonly revision: number;
  /** Why it could not be projected. */
  readonly error: string;
  /** When that was last tried: an ISO instant by the clock of this instance. */
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
