import type { WebhookCommand } from '../subscriptions/subscription.decider.js';
import type { Webhook } from '../subscriptions/subscription.state.js';
import type { WebhookAssignment } from './dispatcher.js';
import type { LaneProgress } from './progress.js';
import type { TestResult } from './sender.js';
import type { LaneState } from './state.js';

/** What a dispatcher asks of the thread that may append to the log, and reports to it. */
export interface DispatcherCallbacks {
  /** The dispatcher begins, or begins again: it knows nothing yet. */
  readonly onStarted: () => void;
  readonly record: (command: WebhookCommand) => Promise<void>;
  readonly saveProgress: (lane: string, progress: LaneProgress) => Promise<void>;
  readonly onAttempt: (isDelivered: boolean, seconds: number) => void;
  readonly onTrouble: (message: string, error: unknown) => void;
}

/** A dispatcher, wherever it runs. */
export interface DispatcherHandle {
  start(callbacks: DispatcherCallbacks): void;
  /** @param file of the read model; undefined while there is none */
  readFrom(file: string | undefined, caughtUp: boolean): void;
  readModelChanged(caughtUp: boolean): void;
  assign(assignments: readonly WebhookAssignment[]): void;
  /** @param untilMs of the monotonic clock; what is under way then may end */
  lead(untilMs: number): void;
  test(webhook: Webhook): Promise<TestResult>;
  redeliver(webhook: string, delivery: string | undefined): Promise<number>;
  count(webhook: Webhook, from: string, until: string): Promise<number>;
  states(): Promise<readonly LaneState[]>;
  /** Removes what receivers answered; see `DeliveryLog`. */
  erase(redaction: string): Promise<boolean>;
  /** Attempts that are under way may end, within a limit; the progress is recorded. */
  stop(): Promise<void>;
}
