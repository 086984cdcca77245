import type { RedactionView } from '../../../event-log/redaction.js';
import type { WriteResult } from '../../../http/write-response.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Format } from '../../formats/notification.js';
import type { DeliveryState } from '../deliveries/delivery-log.js';
import type { DisabledBecause, Handshake, Order, Payload, Signature, WebhookFilter } from './subscription.events.js';

/**
 * `active`: it is sent to. `awaiting-handshake`: the receiver hasn't agreed yet. `handshake-failed`: the receiver
 * refused. `paused`: somebody paused it, or its filter or template was redacted, until it is given another. `disabled`: it
 * failed too long, or answered 410. `of-another-log`: this log is a copy. After the reason is gone, it is sent to again when
 * it is resumed.
 */
export type WebhookStatus =
  'active' | 'awaiting-handshake' | 'handshake-failed' | 'paused' | 'disabled' | 'of-another-log';

/** A webhook: where events and changes of status are sent. */
export interface WebhookView {
  /** The id of the webhook. */
  readonly id: string;
  /** The revision at which its settings, its secrets or its status last changed: that of `ETag`. */
  readonly revision: number;
  /** Where it is sent; of formats of chats only the origin, since the rest is a secret. */
  readonly url: string;
  /** What it is for. */
  readonly description?: string;
  /** Whether it is sent to now. */
  readonly status: WebhookStatus;
  /** Why it isn't, in words. */
  readonly reason?: string;
  /** Why it was disabled. */
  readonly disabledBecause?: DisabledBecause;
  /** What is sent. */
  readonly filter: WebhookFilter;
  /** In which order. */
  readonly order: Order;
  /** Whether with the data. */
  readonly payload: Payload;
  /** The form of the body. */
  readonly format: Format;
  /** For the format `template`: the JSONata expression. */
  readonly template?: string;
  /** How the receiver agrees before the first delivery. */
  readonly handshake: Handshake;
  /** How it is signed. */
  readonly signature: Signature;
  /** The public keys by which receivers verify, `whpk_…`, the newest first; only of `ed25519`. */
  readonly publicKeys?: readonly string[];
  /** The secrets that sign, without the secrets themselves, the newest first. */
  readonly secrets: readonly {
    /** Until when it signs: an ISO instant in UTC. Absent: until it is rotated. */
    readonly until?: string;
  }[];
  /** How many deliveries were given up, while others succeeded. */
  readonly abandoned: number;
  /** When it was created (recorded time). */
  readonly createdAt: string;
  /** The id of the principal that created it. */
  readonly createdBy: string;
  /** How much is delivered; absent on an instance that doesn't send. */
  readonly progress?: WebhookProgress;
  /** The replays that are running. */
  readonly replays: readonly WebhookReplayView[];
  /** What was redacted of its events, by revision of the stream `webhooks`; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
}

/** How much of the ledger was sent. */
export interface WebhookProgress {
  /** Everything until this position is delivered, except what is pending or held back: 20 digits. */
  readonly position: string;
  /** The number of deliveries that are pending, at most 400; beyond, the log is read no further. */
  readonly pending: number;
  /**
   * With the order `ordered-per-claim`: the number of claims of which a delivery fails, so that later ones wait in the
   * log; at most 100.
   */
  readonly heldBack: number;
  /** The number of attempts that are under way. */
  readonly inFlight: number;
  /** The recorded time of the oldest pending delivery. */
  readonly oldestAt?: string;
  /** Since when no attempt has succeeded. */
  readonly failingSince?: string;
  /** When the next attempt is due. */
  readonly nextAt?: string;
  /** What keeps the dispatcher from sending. */
  readonly trouble?: string;
}

/** A replay of history to one webhook. */
export interface WebhookReplayView {
  /** The id of the replay; the header `ledger-replay` has it. */
  readonly id: string;
  /** What follows this position is sent: 20 digits. */
  readonly from: string;
  /** Up to this position, inclusive: 20 digits. */
  readonly until: string;
  /** The maximum number of deliveries in a second. */
  readonly perSecond: number;
  /** When it was started (recorded time). */
  readonly startedAt: string;
  /** How much of it is delivered; absent on an instance that doesn't send. */
  readonly progress?: WebhookProgress;
}

/** A new webhook, or a new secret. `id` is the id of the webhook. */
export interface WebhookSecret extends WriteResult {
  /** The secret, `whsec_…`: shown only now. Null if the request is a repetition, and of `ed25519`. */
  readonly secret: string | null;
  /** Of `ed25519`: the public key by which the receiver verifies, `whpk_…`. */
  readonly publicKey?: string;
  /** What to do with it, in words. */
  readonly note: string;
}

/** What a test of a webhook ended with. */
export interface WebhookTestResult {
  /** The `webhook-id` of the test. */
  readonly delivery: string;
  /** Whether the receiver answered with 2xx. */
  readonly isDelivered: boolean;
  /** The status of the answer. */
  readonly status?: number;
  /** Why there was no answer. */
  readonly failure?: string;
  /** The duration of the attempt in milliseconds. */
  readonly durationMs: number;
  /** The beginning of the answer, at most 1 KB. */
  readonly answer: string;
}

/** A delivery to a webhook, with its attempts. */
export interface DeliveryView {
  /** The `webhook-id`: the id of the event, or of the change of status. */
  readonly delivery: string;
  /** The replay that it belongs to. */
  readonly replay?: string;
  /** The type of the CloudEvent. */
  readonly type: string;
  /** The claim that it concerns. */
  readonly claim?: string;
  /** Whether it is delivered, still tried, or given up. */
  readonly status: DeliveryState;
  /** How many attempts were made. */
  readonly attempts: number;
  /** When the next attempt is due: an ISO instant in UTC. */
  readonly nextAt?: string;
  /** The attempts, oldest first, at most 50. */
  readonly log: readonly {
    /** When it began: an ISO instant in UTC. */
    readonly at: string;
    /** The duration in milliseconds. */
    readonly durationMs: number;
    /** The status of the answer. */
    readonly status?: number;
    /** Why there was no answer. */
    readonly failure?: string;
    /** The beginning of the answer, at most 1 KB. */
    readonly answer: string;
  }[];
}

/** Deliveries of one instance: each instance knows only those that it made. */
export interface DeliveryViewPage extends Page<DeliveryView> {
  /** The instance that answers. */
  readonly instance: {
    /** The name of its machine. */
    readonly host: string;
    /** Whether it is the instance that sends now. If not, the list of that one has what is sent now. */
    readonly sends: boolean;
  };
}

/** What a request for deliveries to be made again did. */
export interface Redelivered {
  /** The number of deliveries that are pending again. */
  readonly deliveries: number;
}

/** What a replay would send. */
export interface WebhookReplayCount {
  /** The number of events and changes of status. */
  readonly count: number;
  /** The seconds that it takes at this rate, if every attempt succeeds immediately. */
  readonly seconds: number;
}

/** What was encrypted with the key that encrypts now. */
export interface Reencrypted {
  /** The number of webhooks. */
  readonly webhooks: number;
}
