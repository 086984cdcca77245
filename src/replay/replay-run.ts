import type { ReplayProgress, ReplayResult } from '../claims/scenario/replay-claims.js';
import type { Scenario } from '../domain/scenario.js';
import type { EventPlace } from '../event-log/position.js';

/** What a replay is to do. */
export interface ReplayTask {
  /** The file of the read model. */
  readonly source: string;
  /** The file to create. */
  readonly target: string;
  readonly scenario: Scenario;
}

/** A finished replay. */
export interface FinishedReplay extends ReplayResult {
  /** The last event that the read model held. */
  readonly place: EventPlace | undefined;
}

export interface ReplayRun {
  /** Rejects if the replay failed, or was stopped. */
  readonly finished: Promise<FinishedReplay>;
  /** Resolves when nothing uses the files any more. Idempotent. */
  stop(): Promise<void>;
}

/** Runs replays. An injection token: each runs in a thread of its own. */
export abstract class ReplayRunner {
  abstract run(task: ReplayTask, onProgress: (progress: ReplayProgress) => void): ReplayRun;
}
