import type { Database } from 'better-sqlite3';
import type { EventPlace } from '../event-log/position.js';

/**
 * The last event handled. Stream and revision serve to find it again, to verify that the read model belongs to this
 * log.
 */
export interface Checkpoint extends EventPlace {
  /** The log's id. */
  readonly log: string;
  readonly fingerprint: string;
  readonly stream: string;
  readonly revision: number;
  /** The event's effective recorded time. */
  readonly recordedAt: string;
  /**
   * The number of events of the log handled up to here, including this one and those of streams that aren't projected.
   */
  readonly events: number;
}

/** A stream that is projected no further because projecting one of its events failed. */
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

/** In the order of their names. */
export const loadParkedStreams = (database: Database): ParkedStream[] =>
  database.prepare<[], ParkedStream>('SELECT stream, revision, error, since FROM parked_streams ORDER BY stream').all();

/** Whether the read model has ever caught up with the log. Until then it is being built, and isn't read. */
export const isComplete = (database: Database): boolean =>
  database.prepare('SELECT 1 FROM completion').get() !== undefined;
