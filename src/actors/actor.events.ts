import type { Amendment, DomainEvent } from '../domain/domain-event.js';
import type { ActorKind } from '../domain/vocabulary.js';

/** Registers an actor: anybody or anything that can speak or be spoken about. */
export interface ActorRegistered {
  /** The kind of the actor. */
  readonly kind: ActorKind;
  /** The name. */
  readonly name: string;
  /** Other names. */
  readonly aliases: readonly string[];
  /** How the outlet describes an unnamed actor; required for the kind `unnamed`, absent for others. */
  readonly description?: string;
  /** The id of the outlet that vouches for an unnamed actor; required for the kind `unnamed`, absent for others. */
  readonly outlet?: string;
}

/** A clerical change: only the fields that it has change, and null removes an optional field. */
export type ActorAmended = Amendment<ActorRegistered>;

/** The actor speaks for another. The same mandate id again replaces the mandate. */
export interface MandateRecorded {
  /** The id of the mandate, unique within the actor. */
  readonly mandate: string;
  /** The id of the actor for whom this one speaks. */
  readonly speaksFor: string;
  /** When it begins: a year, month, day or instant with offset, included. Absent: no beginning is known. */
  readonly from?: string;
  /** When it ends: a year, month, day or instant with offset, included. Absent: no end is known. */
  readonly until?: string;
  /** The id of a document that shows the mandate. */
  readonly document?: string;
}

/** Marks a mandate as recorded by mistake. */
export interface MandateVoided {
  /** The id of the mandate. */
  readonly mandate: string;
  /** Why it is void. */
  readonly reason: string;
}

/**
 * This actor is the same as another. Joined actors are one for sides, standing, independence and origins. Mutual and
 * transitive; of a pair, the last link or unlink in either actor's stream counts. Unnamed actors are never joined, and a
 * group only with a group.
 */
export interface ActorLinked {
  /** The id of the other actor. */
  readonly other: string;
}
/** Ends a link: the two are different actors. */
export type ActorUnlinked = ActorLinked;

export interface ActorEventTypes {
  ActorRegistered: ActorRegistered;
  ActorAmended: ActorAmended;
  MandateRecorded: MandateRecorded;
  MandateVoided: MandateVoided;
  ActorLinked: ActorLinked;
  ActorUnlinked: ActorUnlinked;
}
export type ActorEvent = DomainEvent<ActorEventTypes>;
