import type { ParkedStream } from '../consumers/checkpoints.js';
import type { RunnerStatus } from '../consumers/runner.js';

export interface LivenessView {
  readonly status: 'ok';
}

/** How far this instance has read the log. */
export interface InstanceStatus extends Omit<RunnerStatus, 'position'> {
  /** Of the last event handled; null before the first. */
  readonly position: string | null;
}

/** The streams that still stand still, though they were tried again. */
export interface ParkedView {
  readonly parked: readonly ParkedStream[];
}
