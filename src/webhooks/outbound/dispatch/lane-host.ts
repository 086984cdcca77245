import type { Tracer } from '../../../tracing/tracer.js';
import type { DeliveryLog } from '../deliveries/delivery-log.js';
import type { WebhookCommand } from '../subscriptions/subscription.decider.js';
import type { RunningReplay, Webhook } from '../subscriptions/subscription.state.js';
import type { Lane } from './lane.js';
import type { LedgerItems } from './ledger-items.js';
import type { LaneProgress } from './progress.js';
import type { Sender } from './sender.js';

/** The longest wait without a look at the clock. */
export const LONGEST_WAIT_MS = 60_000;
/** The wait after the log or the read model failed. */
export const TROUBLE_MS = 5_000;

/** What a lane needs of its surroundings. */
export interface LaneHost {
  readonly sender: Sender;
  readonly deliveries: DeliveryLog;
  readonly retryDelaysMs: readonly number[];
  readonly publicUrl: string | undefined;
  readonly clock: () => number;
  readonly random: () => number;
  /** The read model that answers now; undefined while there is none. */
  readonly ledger: () => LedgerItems | undefined;
  /** Rises whenever there may be more to read. */
  readonly version: () => number;
  /** Whether all that the log is known to hold can be read. */
  readonly caughtUp: () => boolean;
  /** Whether this instance is the one that sends. */
  readonly leads: () => boolean;
  /** Decides and records. Rejects with an `EventLogError`. */
  readonly record: (command: WebhookCommand) => Promise<void>;
  /** Records the progress of a lane. Rejects with an `EventLogError`, or if another instance recorded in between. */
  readonly saveProgress: (lane: string, progress: LaneProgress) => Promise<void>;
  readonly onAttempt: (isDelivered: boolean, seconds: number) => void;
  readonly onTrouble: (message: string, error: unknown) => void;
  /** Begins a trace. Absent without traces. */
  readonly trace?: Tracer['begin'];
}

/** What the parts of a running lane share. */
export interface LaneContext {
  readonly name: string;
  /** As it is now. */
  readonly webhook: Webhook;
  readonly replay: RunningReplay | undefined;
  readonly lane: Lane;
  readonly host: LaneHost;
  readonly stopping: AbortSignal;
  /** Ends attempts that are under way. */
  readonly aborting: AbortSignal;
  /** Another progress is to be recorded. */
  readonly onProgress: () => void;
}

/** An ISO instant. */
export const instant = (ms: number): string => new Date(ms).toISOString();
