import { LogUnavailableError } from '../event-log/event-log.js';
import { LogDamagedError, sqliteReason } from '../event-log/sqlite/errors.js';
import type { EventPlace } from '../event-log/position.js';
import type { ParkedStream } from './checkpoints.js';

/** The progress of a projection. */
export interface ProjectionState {
  /** The last event projected; undefined before the first. */
  readonly place: EventPlace | undefined;
  /** Its effective recorded time. */
  readonly lastEventAt: string | undefined;
  /** Whether everything that the log was last known to hold is projected. */
  readonly caughtUp: boolean;
  /** Why the projection is stalled, if it is. It retries by itself. */
  readonly failure: string | undefined;
  /** The number of events handled since the projection started. */
  readonly eventsHandled: number;
}

/** A projection that follows the log into one read model, in a thread of its own. */
export interface ProjectionHandle extends ProjectionState {
  /** Resolves to true once everything up to this position is in the read model; to false after `limitMs` milliseconds. */
  waitFor(position: string, limitMs: number): Promise<boolean>;
  /** Calls `listener` after every change of the read model or of the state. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
  /**
   * Retries parked streams, each from the event that couldn't be projected to the last one skipped. Their rows are then
   * as if they had been projected in turn. Resolves to the streams that are still parked.
   */
  retryParked(): Promise<readonly ParkedStream[]>;
  /** Projects the events that were already taken from the log, then closes the read model that it writes. */
  stop(): Promise<void>;
}

/** Starts projections. */
export interface ProjectionFactory {
  /**
   * Opens the read model in this file, or creates it, and keeps it up to date. Resolves once it has verified that the
   * read model belongs to this log, or found that the log can't be reached now: then it retries by itself.
   *
   * @param ofEmptyLog whether to create the read model of a log without events, which is complete already
   * @throws ProjectionFailedError
   */
  follow(file: string, ofEmptyLog?: boolean): Promise<ProjectionHandle>;
}

/** A message that may be public. The message of an unreachable log names its address, so that one is replaced. */
export function publicFailureMessage(error: unknown): string {
  if (error instanceof LogDamagedError) return error.publicReason;
  const reason = sqliteReason("The read model can't be written", error);
  if (reason !== undefined) return reason;
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof LogUnavailableError ? error : error.cause;
  if (!(cause instanceof LogUnavailableError)) return error.message;
  return cause.publicReason ?? "The log can't be reached; the server's own log says why.";
}
