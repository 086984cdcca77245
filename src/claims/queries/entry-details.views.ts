import type { CitationUse } from '../../domain/vocabulary.js';
import type { WithoutEffectReason } from '../../verification/policy.js';
import type { ClaimEventTypes } from '../claim.events.js';
import type { ListedEntry } from './views.js';

/** How an entry refers to something: it cites, interprets, voids or follows it, is about it, or is published in it. */
export type EntryRelation = 'cites' | 'interprets' | 'about' | 'follows' | 'published-in' | 'voids';

/** What an entry refers to. */
export interface EntryLink {
  /** How it refers to it. */
  readonly relation: EntryRelation;
  /** What it is. */
  readonly target: {
    /** What the id is of. */
    readonly type: 'entry' | 'actor' | 'document';
    /** The id; of an entry `claim/entry`, also where the entry itself names it without the claim. */
    readonly id: string;
  };
  /** How it uses what it cites. */
  readonly use?: CitationUse;
  /** Whether the cited words were translated. */
  readonly translated?: boolean;
}

/** An entry of any claim that refers to this one. */
export interface ReferringEntry {
  /** The entry, `claim/entry`. */
  readonly entry: string;
  /** The type of the event. */
  readonly type: keyof ClaimEventTypes;
  /** How it refers to this entry, each once. */
  readonly relations: readonly EntryRelation[];
  /** The ids of the actors who acted. */
  readonly by: readonly string[];
  /** When it was recorded. */
  readonly recordedAt: string;
  /** Whether it is voided. */
  readonly voided: boolean;
}

/**
 * What an entry does to the status of its claim. `decides`: it is among the reasons; with a reason, it decides as it has
 * lost its effect, such as a statement that was taken back. `counts`: it has an effect, and doesn't decide. `possibly`: it
 * may not have happened yet. `none`: it is without effect.
 */
export interface EntryEffect {
  /** What it does. */
  readonly on: 'decides' | 'counts' | 'possibly' | 'none';
  /** The code of the reason why it is without effect. */
  readonly reason?: WithoutEffectReason;
}

/** One entry, with what it does, what it refers to, and what refers to it. */
export interface EntryDetails extends ListedEntry {
  /**
   * What it does to the status. Absent for entries that aren't acts, such as amendments, and if a list of the state that
   * would have it is too long to be complete (`verification.totals` of the claim).
   */
  readonly effect?: EntryEffect;
  /** What it refers to, in the order of its fields. */
  readonly refersTo: readonly EntryLink[];
  /** The entries that refer to it, of all claims, in the order of recording; at most 100. */
  readonly referredToBy: readonly ReferringEntry[];
  /** How many further entries refer to it; `GET /v1/entries?refersTo=` lists all. */
  readonly omitted?: number;
}
