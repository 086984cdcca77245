import type { ParkedStream } from '../read-model/checkpoints.js';
import type { ReadModelInfo } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import type { LogKind } from '../event-log/data-folder-lock.js';
import type { RebuildStatus } from '../read-model/rebuild-progress.js';
import type { ReadingStatus } from '../read-model/current-read-model.js';
import type { AppendFailure } from './append-health.js';

/** The process runs. */
export interface LivenessView {
  /** Always `ok`. */
  readonly status: 'ok';
}

/** How old the data is that can be read here. */
export interface Staleness {
  /**
   * Everything recorded by then can be read here, except what was in flight at that moment: an ISO instant in UTC.
   * Absent while nothing can be read.
   */
  readonly recordedUntil: string | undefined;
  /** How many seconds ago that was. 0 while the log answers and everything in it can be read. */
  readonly lag: number | undefined;
}

export const stalenessOf = (freshness: Freshness): Staleness => ({
  recordedUntil: freshness.recordedUntil(),
  lag: freshness.lagSeconds(),
});

/** The log of this instance. */
export interface LogView {
  /** Whether the log is in a file or in an event store. */
  readonly kind: LogKind;
  /** Whether it answered the last time it was checked. */
  readonly reachable: boolean;
  /** Whether events can be recorded: it answers, and the last append, or the last check of the log, succeeded. */
  readonly writable: boolean;
  /** Why nothing can be recorded; or, with `until`, could not be, the last time since the start. */
  readonly appendFailure?: AppendFailure;
}

/** The state of this instance. */
export interface InstanceStatus extends Omit<ReadingStatus, 'position'>, Staleness {
  /** The position of the last event projected; null before the first, and without a read model. */
  readonly position: string | null;
  /** The log of this instance. */
  readonly log: LogView;
  /** The read model that answers reads. */
  readonly readModel: ReadModelInfo;
  /** The rebuild in progress, or the last one since the start. */
  readonly rebuild?: RebuildView;
}

/** The progress of a rebuild, or how the last one since the start ended. */
export interface RebuildView extends Omit<RebuildStatus, 'position' | 'head'> {
  /** The position of the last event that it has, 20 digits; null before the first. */
  readonly position: string | null;
  /** The position of the last event of the log, 20 digits, when last checked; null if it has none. */
  readonly head: string | null;
}

export const rebuildView = ({ position, head, ...status }: RebuildStatus): RebuildView => ({
  ...status,
  position: position ?? null,
  head: head ?? null,
});

/** The result of a retry. */
export interface ParkedView {
  /** The streams that are still parked. */
  readonly parked: readonly ParkedStream[];
}
