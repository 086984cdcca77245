import type { Amendment, DomainEvent } from '../domain/domain-event.js';

/** Registers a narrative: a story line that groups claims. */
export interface NarrativeRegistered {
  /** The title. */
  readonly title: string;
  /** What the story is about, in a few sentences. */
  readonly summary?: string;
}

/** A clerical change: only the fields that it has change, and null removes an optional field. */
export type NarrativeAmended = Amendment<NarrativeRegistered>;

/** Adds a claim to the narrative, or removes it. */
export interface NarrativeClaim {
  /** The id of the claim. */
  readonly claim: string;
}

export interface NarrativeEventTypes {
  NarrativeRegistered: NarrativeRegistered;
  NarrativeAmended: NarrativeAmended;
  NarrativeClaimAdded: NarrativeClaim;
  NarrativeClaimRemoved: NarrativeClaim;
}
export type NarrativeEvent = DomainEvent<NarrativeEventTypes>;
