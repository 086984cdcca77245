import type { Amendment, DomainEvent } from '../domain/domain-event.js';
import type { EntryVoided, JudgedTypes } from '../domain/entries.js';
import type { ClaimKind, Relation } from '../domain/vocabulary.js';

export interface ClaimAttributes {
  /** One proposition in one sentence, with its own time in it. */
  readonly text: string;
  /** The language of the text: a BCP 47 tag, such as `uk`. */
  readonly language: string;
  /** The kind of the claim. */
  readonly kind: ClaimKind;
  /** The id of the actor whose position it is; required for the kind `position`, absent for others. */
  readonly holder?: string;
  /** When the forecast is due, in the forms of `occurredAt`; only for the kind `forecast`. */
  readonly due?: string;
  /** The ids of the actors whose own acts or words would settle the claim. */
  readonly about: readonly string[];
  /** Free keywords. */
  readonly topics: readonly string[];
}

/** Registers a claim. */
export interface ClaimRegistered extends ClaimAttributes {
  /** The id of the registration as an entry of the claim's history. */
  readonly id: string;
}

/**
 * A clerical change: only the fields that it has change, and null removes an optional field. Never another
 * proposition: that is a new claim. A `holder` or `due` is removed if the kind changes to one without it.
 */
export type ClaimAmended = Amendment<ClaimAttributes> & {
  /** The id of this entry, unique within the claim. */
  readonly id: string;
};

/** Links this claim to another, or removes such a link. `same-as` merges two claims and can be undone. */
export interface ClaimLinked {
  /** The id of this entry, unique within the claim. */
  readonly id: string;
  /** How this claim relates to the other. */
  readonly relation: Relation;
  /** The id of the other claim. */
  readonly other: string;
}

export interface ClaimEventTypes extends JudgedTypes {
  ClaimRegistered: ClaimRegistered;
  ClaimAmended: ClaimAmended;
  ClaimLinked: ClaimLinked;
  ClaimUnlinked: ClaimLinked;
  EntryVoided: EntryVoided;
}
/** An event in a claim's stream: an entry. `data.id` is the entry's id, unique within the claim. */
export type ClaimEvent = DomainEvent<ClaimEventTypes>;
