import type { Amendment, DomainEvent } from '../domain/domain-event.js';
import type { EntryVoided, JudgedTypes } from '../domain/entries.js';
import type { ClaimKind, Relation } from '../domain/vocabulary.js';

export interface ClaimAttributes {
  /** One proposition in one sentence. */
  readonly text: string;
  /** BCP 47 tag of the text. */
  readonly language: string;
  readonly kind: ClaimKind;
  /** Of a position, and of nothing else: whose it is. */
  readonly holder?: string;
  /** Of a forecast, and of nothing else: when it is to happen, in the forms of `occurredAt`. */
  readonly due?: string;
  /** Those whose own acts or words would settle it. */
  readonly about: readonly string[];
  readonly topics: readonly string[];
}

export interface ClaimRegistered extends ClaimAttributes {
  readonly id: string;
}

/** Never to another proposition. A `holder` or `due` goes by itself when the kind changes to one without. */
export type ClaimAmended = Amendment<ClaimAttributes> & { readonly id: string };

/** This claim `relation` the other. `same-as` is a merge that can be undone. */
export interface ClaimLinked {
  readonly id: string;
  readonly relation: Relation;
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
