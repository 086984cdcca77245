import type { ParkedStream } from '../read-model/checkpoints.js';
import type { ReadModelInfo } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import type { LogKind } from '../event-log/data-folder-lock.js';
import type { RebuildStatus } from '../read-model/rebuild-progress.js';
import type { RunnerStatus } from '../read-model/projection-handle.js';
import { publicPosition } from '../http/public-position.js';

export interface LivenessView {
  readonly status: 'ok';
}

/** How old is what can be read here. */
export interface Staleness {
  /** All that was recorded by then can be read here; undefined while nothing can. */
  readonly recordedUntil: string | undefined;
  /** How many seconds ago that was; 0 while the log answers and all that it has can be read. */
  readonly lag: number | undefined;
}

export const stalenessOf = (freshness: Freshness): Staleness => ({
  recordedUntil: freshness.recordedUntil(),
  lag: freshness.lagSeconds(),
});

/** The log of this instance: not where it is, which isn't for everybody. */
export interface LogView {
  /** Whether it is kept in a file, or in an event store. */
  readonly kind: LogKind;
  /** Whether it answered when it was last asked. */
  readonly reachable: boolean;
}

/** How far this instance has read the log. */
export interface InstanceStatus extends Omit<RunnerStatus, 'position'>, Staleness {
  /** Of the last event handled; null before the first, and while there is no read model. */
  readonly position: string | null;
  readonly log: LogView;
  readonly readModel: ReadModelInfo;
  /** Of the read model that is being made, or was made last since the start. */
  readonly rebuild?: RebuildView;
}

/** How the making of a read model goes, or how it went. */
export interface RebuildView extends Omit<RebuildStatus, 'position' | 'head'> {
  /** Of the last event that it has; null before the first. */
  readonly position: string | null;
  /** Of the last event of the log, when it last looked. */
  readonly head: string | null;
}

export function rebuildView({ position, head, ...status }: RebuildStatus, logId: string): RebuildView {
  const shown = (own: string | undefined) => (own === undefined ? null : publicPosition(logId, own));
  return { ...status, position: shown(position), head: shown(head) };
}

/** The streams that still stand still, though they were tried again. */
export interface ParkedView {
  readonly parked: readonly ParkedStream[];
}
