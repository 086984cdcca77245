import type { Config } from '../config.js';
import type { ParkedStream } from '../read-model/checkpoints.js';
import type { BuildFileOutcome } from '../read-model/next-generation.js';
import type { ProjectionState } from '../read-model/projection-handle.js';
import type { PolicyDefinition } from '../verification/policy-parameters.js';
import type { ProjectedBatch } from '../tracing/projection-spans.js';
import type { RebuildReport } from '../read-model/rebuild-progress.js';

/** The task of a projection's thread: plain data, from which it opens the log and the read model itself. */
export interface ProjectionTask {
  /** `build`: to the end of the log. `follow`: until it gets the request to stop. */
  readonly kind: 'build' | 'follow';
  readonly config: Config;
  /** The policy that the settings name. */
  readonly policy: PolicyDefinition;
  /** The file of the read model. */
  readonly file: string;
  /** The id of the log, for one that can't be reached now. */
  readonly log?: string;
  /** Whether to create the read model of a log without events, which is complete already. */
  readonly ofEmptyLog?: boolean;
  /** Whether it reports its batches, for traces. */
  readonly isTraced?: boolean;
}

/** Requests to the thread. */
export type ProjectionRequest = { readonly kind: 'stop' } | { readonly kind: 'retry-parked'; readonly request: number };

/** Messages from the thread. */
export type ProjectionMessage =
  | { readonly kind: 'progress'; readonly report: RebuildReport }
  | { readonly kind: 'state'; readonly state: ProjectionState }
  /** It has taken an event, and is no longer known to have caught up. */
  | { readonly kind: 'busy' }
  /** It follows the log from now on. */
  | { readonly kind: 'following' }
  | { readonly kind: 'retried'; readonly request: number; readonly parked: readonly ParkedStream[] }
  | { readonly kind: 'not-retried'; readonly request: number; readonly error: string }
  | { readonly kind: 'batch'; readonly batch: ProjectedBatch }
  | { readonly kind: 'trouble'; readonly message: string; readonly error: unknown }
  /** The read model is damaged. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'parked'; readonly stream: string; readonly error: string }
  | { readonly kind: 'built'; readonly finished: boolean }
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly ofLog: boolean;
      /** Of the log: what may be public. */
      readonly publicReason?: string | undefined;
      readonly fate: BuildFileOutcome;
    };
