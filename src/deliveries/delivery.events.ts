import { hash } from 'node:crypto';
import type { Violation } from '../command-handling/errors.js';
import type { DomainEvent } from '../domain/domain-event.js';
import { uuidFrom } from '../lib/digest.js';

export const BODY_ENCODINGS = ['utf8', 'base64'] as const;
/** How the bytes of a body are stored as text: as it is, or in base64 if it isn't UTF-8 or would be longer as it is. */
export type BodyEncoding = (typeof BODY_ENCODINGS)[number];

/** An integration was sent something, and accepted it. */
export interface DeliveryReceived {
  readonly integration: string;
  /** What identifies the delivery within its integration: the sender's name for it, or a digest of the body. */
  readonly name: string;
  readonly contentType: string;
  /** By name in lower case, without those that hold a secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the body, in bytes. */
  readonly size: number;
  /** The SHA-256 of the body, in hex. */
  readonly digest: string;
  readonly encoding: BodyEncoding;
  /** The body, or its beginning. */
  readonly body: string;
}

/** The next part of a body that is too long for one event. It is appended together with the first one. */
export interface DeliveryContinued {
  readonly body: string;
}

/** What was recorded of a delivery. */
export interface DeliveryRecorded {
  /** Commands that recorded events, by this attempt or an earlier one. */
  readonly commands: number;
  /** Commands that had nothing to record. */
  readonly unchanged: number;
  /** The ids of the claims that were registered or have new entries; the first 20. */
  readonly claims: readonly string[];
  /** The entries, as `claim/entry`; the first 20. */
  readonly entries: readonly string[];
  /** The position of the last event in the log. */
  readonly position?: string;
}

/** All of a delivery was recorded, or there was nothing to record. */
export interface DeliveryProcessed {
  readonly recorded: DeliveryRecorded;
}

/** A delivery, or a part of it, could not be recorded. It waits until it is retried or dropped. */
export interface DeliveryFailed {
  readonly recorded: DeliveryRecorded;
  /** What is wrong, and what to do. */
  readonly message: string;
  /** The number of the command that the ledger rejected, from 1; absent if the payload can't be mapped. */
  readonly command?: number;
  /** What is wrong with each field; at most 10. */
  readonly errors?: readonly Violation[];
}

/** Somebody wants another attempt, after a change of the mapping or of the ledger. */
export interface DeliveryRetried {
  /** How many attempts there were. */
  readonly attempts: number;
}

/** Nothing more is recorded of it. */
export interface DeliveryDropped {
  readonly reason: string;
}

export interface DeliveryEventTypes {
  DeliveryReceived: DeliveryReceived;
  DeliveryContinued: DeliveryContinued;
  DeliveryProcessed: DeliveryProcessed;
  DeliveryFailed: DeliveryFailed;
  DeliveryRetried: DeliveryRetried;
  DeliveryDropped: DeliveryDropped;
}
export type DeliveryEvent = DomainEvent<DeliveryEventTypes>;

export const DELIVERY_STREAMS = 'delivery-';

/** Each delivery has a stream of its own. */
export const deliveryStream = (id: string): string => `${DELIVERY_STREAMS}${id}`;

/** The id of the delivery whose stream this is; undefined for another stream. */
export const deliveryOfStream = (stream: string): string | undefined =>
  stream.startsWith(DELIVERY_STREAMS) ? stream.slice(DELIVERY_STREAMS.length) : undefined;

/** The id of a delivery, a UUID: the same one for the same name, at every instance. */
export const deliveryId = (integration: string, name: string): string =>
  uuidFrom(hash('sha256', JSON.stringify([integration, name]), 'hex'), 'delivery');
