import type { TraceSettings } from '../tracing/tracer.js';
import type { DeliverySettings } from '../webhooks/delivery/delivery-client.js';
import type { WebhookAssignment } from '../webhooks/outbound/dispatch/dispatcher.js';
import type { LaneProgress } from '../webhooks/outbound/dispatch/progress.js';
import type { WebhookCommand } from '../webhooks/outbound/subscriptions/subscription.decider.js';
import type { Webhook } from '../webhooks/outbound/subscriptions/subscription.state.js';

/** The task of the dispatcher's thread: plain data. */
export interface DispatcherTask {
  /** The id of the log. */
  readonly log: string;
  /** The file of the attempts. */
  readonly file: string;
  readonly secretsKeys: readonly string[];
  readonly delivery: DeliverySettings;
  readonly traces: TraceSettings | undefined;
  readonly retryDelaysMs: readonly number[];
  readonly publicUrl: string | undefined;
  readonly origin: string;
}

/** Questions to the dispatcher, which it answers. */
export type DispatcherQuestion =
  | { readonly ask: 'test'; readonly webhook: Webhook }
  | { readonly ask: 'redeliver'; readonly webhook: string; readonly delivery: string | undefined }
  | { readonly ask: 'count'; readonly webhook: Webhook; readonly from: string; readonly until: string }
  | { readonly ask: 'states' }
  | { readonly ask: 'erase'; readonly redaction: string };

/** What the dispatcher asks: to append to the log. */
export type DispatcherAppend =
  | { readonly append: 'record'; readonly command: WebhookCommand }
  | { readonly append: 'progress'; readonly lane: string; readonly progress: LaneProgress };

/** An error, with what the other thread needs of it. */
export interface SentError {
  readonly message: string;
  /** `not-found` with what wasn't found; `log-unavailable`. */
  readonly kind: 'not-found' | 'log-unavailable' | 'unseal' | 'other';
  readonly noun?: string;
  readonly id?: string;
  readonly publicReason?: string | undefined;
}

export type Reply = { readonly kind: 'reply'; readonly call: number } & (
  { readonly result: unknown } | { readonly error: SentError }
);

/** Messages to the dispatcher's thread. */
export type ToDispatcher =
  | { readonly kind: 'read-from'; readonly file: string | undefined; readonly caughtUp: boolean }
  | { readonly kind: 'changed'; readonly caughtUp: boolean }
  | { readonly kind: 'assign'; readonly assignments: readonly WebhookAssignment[] }
  | { readonly kind: 'lead'; readonly untilMs: number }
  | { readonly kind: 'ask'; readonly call: number; readonly question: DispatcherQuestion }
  | { readonly kind: 'stop' }
  | Reply;

/** An attempt, for metrics. */
export interface MadeAttempt {
  readonly isDelivered: boolean;
  readonly seconds: number;
}

/** Messages from the dispatcher's thread. */
export type FromDispatcher =
  | { readonly kind: 'started' }
  | { readonly kind: 'append'; readonly call: number; readonly what: DispatcherAppend }
  | { readonly kind: 'attempts'; readonly attempts: readonly MadeAttempt[] }
  | { readonly kind: 'trouble'; readonly message: string; readonly error: string }
  | Reply;
