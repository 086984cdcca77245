import type { ClaimKind, Status } from '../../../domain/vocabulary.js';
import type { DomainEvent } from '../../../domain/domain-event.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type { Format } from '../../formats/notification.js';

export const ORDERS = ['parallel', 'ordered-per-claim'] as const;
/** `ordered-per-claim`: a delivery that fails holds back only later ones of its own claim. */
export type Order = (typeof ORDERS)[number];

export const PAYLOADS = ['full', 'thin'] as const;
/** `thin`: without `data`, but with a `dataref` where they can be read. */
export type Payload = (typeof PAYLOADS)[number];

export const HANDSHAKES = ['options', 'challenge', 'none'] as const;
/**
 * How the receiver agrees before the first delivery: it answers an `OPTIONS` request, as CloudEvents define it; it
 * returns a challenge; or it doesn't have to.
 */
export type Handshake = (typeof HANDSHAKES)[number];

export const SIGNATURES = ['hmac', 'ed25519'] as const;
/** `hmac`: both sides know the secret (`v1`). `ed25519`: the receiver has the public key only (`v1a`). */
export type Signature = (typeof SIGNATURES)[number];

/** What is sent. An event must match every list that is given; of a list, one item suffices. */
export interface WebhookFilter {
  /** Types of events; `claim.status-changed` is a change of a claim's status. Absent: all. */
  readonly types?: readonly string[];
  /** Ids of claims: what concerns them. */
  readonly claims?: readonly string[];
  /** Ids of actors: what they do, and changes of claims on which they have spoken. */
  readonly actors?: readonly string[];
  /** Ids of narratives: what concerns them, or a claim that they hold. */
  readonly narratives?: readonly string[];
  /** Topics of claims. */
  readonly topics?: readonly string[];
  /** Kinds of claims. */
  readonly kinds?: readonly ClaimKind[];
  /** Changes of status: only to one of these. */
  readonly to?: readonly Status[];
  /** Changes of status: only from one of these. */
  readonly outOf?: readonly Status[];
}

/** The settings of a webhook, as they are stored. */
export interface WebhookSettings {
  /** The URL, encrypted: that of a chat is a secret. */
  readonly url: SealedText;
  readonly description?: string;
  readonly filter: WebhookFilter;
  readonly order: Order;
  readonly payload: Payload;
  readonly format: Format;
  /** For the format `template`: a JSONata expression. */
  readonly template?: string;
  readonly handshake: Handshake;
}

export interface WebhookCreated extends WebhookSettings {
  readonly webhook: string;
  /** The id of the log. In a copy of the log, nothing is sent until the webhook is resumed there. */
  readonly log: string;
  /** What follows this position is sent, 20 digits. Absent: what follows this event. */
  readonly from?: string;
  readonly signature: Signature;
  /** Encrypted. */
  readonly secret: SealedText;
}

/** Changes the settings that it has; null removes an optional one. */
export interface WebhookChanged {
  readonly webhook: string;
  readonly changes: { readonly [K in keyof WebhookSettings]?: WebhookSettings[K] | null };
}

export interface WebhookPaused {
  readonly webhook: string;
  readonly reason?: string;
}

/** It is sent to again, after the handshake if that is outstanding. */
export interface WebhookResumed {
  readonly webhook: string;
  readonly log: string;
}

export interface WebhookSecretRotated {
  readonly webhook: string;
  readonly secret: SealedText;
  /** Until this instant, the secrets before this one sign, too. */
  readonly previousUntil: string;
}

export interface WebhookHandshakePassed {
  readonly webhook: string;
}

export interface WebhookHandshakeFailed {
  readonly webhook: string;
  readonly reason: string;
}

export const DISABLED_BECAUSE = ['gone', 'failing'] as const;
/** `gone`: the receiver answered 410. `failing`: no attempt succeeded for the whole schedule of retries. */
export type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

export interface WebhookDisabled {
  readonly webhook: string;
  readonly because: DisabledBecause;
  /** What the last attempt ended with, in words. */
  readonly detail: string;
}

/** A delivery failed for the whole schedule of retries, while others succeeded. It is not tried again by itself. */
export interface WebhookDeliveryAbandoned {
  readonly webhook: string;
  /** The `webhook-id`. */
  readonly delivery: string;
  readonly detail: string;
}

/** URL and secrets are encrypted with another key. */
export interface WebhookReencrypted {
  readonly webhook: string;
  readonly url: SealedText;
  /** The newest first. */
  readonly secrets: readonly SealedText[];
}

/** History is sent again, in order. */
export interface WebhookReplayStarted {
  readonly webhook: string;
  readonly replay: string;
  /** What follows this position is sent, 20 digits. */
  readonly from: string;
  /** Up to this position, inclusive. */
  readonly until: string;
  readonly perSecond: number;
}

export interface WebhookReplayEnded {
  readonly webhook: string;
  readonly replay: string;
  readonly outcome: 'finished' | 'cancelled';
}

export interface WebhookRemoved {
  readonly webhook: string;
}

export interface WebhookEventTypes {
  WebhookCreated: WebhookCreated;
  WebhookChanged: WebhookChanged;
  WebhookPaused: WebhookPaused;
  WebhookResumed: WebhookResumed;
  WebhookSecretRotated: WebhookSecretRotated;
  WebhookHandshakePassed: WebhookHandshakePassed;
  WebhookHandshakeFailed: WebhookHandshakeFailed;
  WebhookDisabled: WebhookDisabled;
  WebhookDeliveryAbandoned: WebhookDeliveryAbandoned;
  WebhookReencrypted: WebhookReencrypted;
  WebhookReplayStarted: WebhookReplayStarted;
  WebhookReplayEnded: WebhookReplayEnded;
  WebhookRemoved: WebhookRemoved;
}
export type WebhookEvent = DomainEvent<WebhookEventTypes>;

/** There are few webhooks, and the instance that sends must find all of them: they share one stream. */
export const WEBHOOKS_STREAM = 'webhooks';
