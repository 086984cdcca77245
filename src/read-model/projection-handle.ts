import { LogUnavailableError } from '../event-log/event-log.js';
import type { EventPlace } from '../event-log/position.js';
import type { ParkedStream } from './checkpoints.js';

export interface RunnerStatus {
  /** The position of the last event projected; undefined before the first. */
  readonly position: string | undefined;
  /** Whether everything that the log was last known to hold is projected. */
  readonly caughtUp: boolean;
  /** The effective recorded time of the last event projected; undefined before the first. */
  readonly lastEventAt: string | undefined;
  /** The streams that are parked. */
  readonly parked: readonly ParkedStream[];
  /** Why the projection is stalled, if it is. It retries by itself. */
  readonly failure: string | undefined;
}

/** A projection that follows the log into one read model, in this thread or in another. */
export interface ProjectionHandle extends Omit<RunnerStatus, 'parked'> {
  /** The last event projected; undefined before the first. */
  readonly place: EventPlace | undefined;
  /** Handled since this projection started. */
  readonly eventsHandled: number;
  status(): RunnerStatus;
  /** Resolves to true once everything up to this position is in the read model; to false after `limitMs` milliseconds. */
  waitFor(position: string, limitMs: number): Promise<boolean>;
  /** Calls `listener` after every change of the read model or of the status. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
  /**
   * Retries parked streams, each from the event that couldn't be projected to the last one skipped. Their rows are then
   * as if they had been projected in turn. Resolves to the streams that are still parked.
   */
  retryParked(): Promise<readonly ParkedStream[]>;
  /** Projects the events that were already taken from the log, then closes the read model that it writes. */
  stop(): Promise<void>;
}

/** Starts projections, in this thread or in another. */
export interface ProjectionFactory {
  /** Creates the read model of a log without events, already complete. */
  createEmpty(file: string): void;
  /**
   * Opens the read model in this file, or creates it, and keeps it up to date. Resolves once it has verified that the
   * read model belongs to this log, or found that the log can't be reached now: then it retries by itself.
   *
   * @throws ReadModelMismatchError if the read model belongs to another log or projection; SQLite's error if the file
   *   can't be used; the log's error if it can't be read for another reason than that it can't be reached
   */
  follow(file: string): Promise<ProjectionHandle>;
}

/** A message that may be public. The message of an unreachable log names its address, so that one is replaced. */
export function publicFailureMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof LogUnavailableError ? error : error.cause;
  if (!(cause instanceof LogUnavailableError)) return error.message;
  return cause.publicReason ?? "The log can't be reached; the server's own log says why.";
}
