import type { ParkedStream } from './checkpoints.js';
import { LogUnavailableError } from '../event-log/event-log.js';

export interface RunnerStatus {
  /** Of the last event handled; undefined before the first. */
  readonly position: string | undefined;
  /** Whether all that the log had, when it last said so, is handled. */
  readonly caughtUp: boolean;
  /** Recorded time in force of the last event handled. */
  readonly lastEventAt: string | undefined;
  readonly parked: readonly ParkedStream[];
  /** Why it stands still just now, if it does: it tries again by itself. */
  readonly failure: string | undefined;
}

/** What readers ask of whoever projects the log into the read model, in this thread or in another. */
export interface ProjectionHandle {
  readonly position: string | undefined;
  readonly lastEventAt: string | undefined;
  readonly eventsHandled: number;
  readonly caughtUp: boolean;
  readonly failure: string | undefined;
  status(): RunnerStatus;
  waitFor(position: string, limitMs: number): Promise<boolean>;
  onChange(listener: () => void): () => void;
  retryParked(): Promise<readonly ParkedStream[]>;
  stop(): Promise<void>;
}

/** Why something stands still, as everybody may know it: not where the log is, which the error's own message may say. */
export function publicFailureMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfLog = error instanceof LogUnavailableError || error.cause instanceof LogUnavailableError;
  return isOfLog ? "The log can't be reached; the server's own log says why." : error.message;
}
