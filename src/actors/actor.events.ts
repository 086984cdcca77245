import type { Amendment, DomainEvent } from '../domain/domain-event.js';
import type { ActorKind } from '../domain/vocabulary.js';

/** An `unnamed` actor has a description and an outlet, and no other actor has. */
export interface ActorRegistered {
  readonly kind: ActorKind;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly outlet?: string;
}

export type ActorAmended = Amendment<ActorRegistered>;

/** The actor speaks for `speaksFor`, both ends included; the same mandate id again replaces it. */
export interface MandateRecorded {
  readonly mandate: string;
  readonly speaksFor: string;
  readonly from?: string;
  readonly until?: string;
  readonly document?: string;
}

export interface MandateVoided {
  readonly mandate: string;
  readonly reason: string;
}

export interface ActorEventTypes {
  ActorRegistered: ActorRegistered;
  ActorAmended: ActorAmended;
  MandateRecorded: MandateRecorded;
  MandateVoided: MandateVoided;
}
export type ActorEvent = DomainEvent<ActorEventTypes>;
