import type { Page } from '../read-model/pagination.js';
import type { ActorKind, Rating, Status, TakesBack } from '../domain/vocabulary.js';
import type { Rule } from '../verification/standard/rule-names.js';

/** The ways to rely on another actor. */
export const RELIANCE_WAYS = ['cites', 'interprets', 'publishes'] as const;
/** By what an act relies on another actor: the carrier cites it, interprets it, or publishes its act. */
export type RelianceWay = (typeof RELIANCE_WAYS)[number];

/** An actor with its name and kind, as of the moment of the answer. */
export interface NamedActor {
  /** The id of the actor; of actors that are joined, the first of their ids. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Its kind. */
  readonly kind: ActorKind;
}

/** An actor that passes on the word of another, over all claims. */
export interface RelianceView {
  /** Who passes it on. */
  readonly carrier: NamedActor;
  /** On whose word. */
  readonly carried: NamedActor;
  /** The number of claims in which it does so. */
  readonly claims: number;
  /** The number of entries by which it does so. */
  readonly entries: number;
  /** The number of entries by each way: it cites the other, interprets it, or publishes its act. */
  readonly how: Readonly<Record<RelianceWay, number>>;
  /** The last of these entries to be recorded, `claim/entry`, newest first; at most 10. */
  readonly shownBy: readonly string[];
}

/** An entry by which one actor relies on another. */
export interface RelianceEntry {
  /** The entry, `claim/entry`. */
  readonly entry: string;
  /** The type of its event. */
  readonly type: string;
  /** The ids of the actors whose act it is. */
  readonly by: readonly string[];
  /** By what the carrier relies on the carried: it cites it, interprets it, or publishes its act. */
  readonly how: readonly RelianceWay[];
  /** When it happened, as it was recorded; absent if that isn't known. */
  readonly occurredAt?: string;
  /** When it was recorded. */
  readonly recordedAt: string;
  /** The id of the claim. */
  readonly claim: string;
  /** The text of the claim. */
  readonly text: string;
}

/** How often one member of a ring cites another. */
export interface RingLink {
  /** The id of the outlet that cites. */
  readonly carrier: string;
  /** The id of the outlet that it cites. */
  readonly carried: string;
  /** The number of claims. */
  readonly claims: number;
  /** The number of entries. */
  readonly entries: number;
}

/** Outlets of which each cites each other one, directly or through others. Its lists are bounded; `totals` counts all. */
export interface CitationRing {
  /** The outlets, sorted by id; at most 100. */
  readonly members: readonly NamedActor[];
  /** Who cites whom among them, the most entries first; at most 100. */
  readonly links: readonly RingLink[];
  /**
   * The ids of claims in which citations lead back to a member and to no source outside the ring: an origin of the claim
   * is `circular`. Sorted; at most 100.
   */
  readonly circularClaims: readonly string[];
  /** The last entries by which one member cites another, `claim/entry`, newest first; at most 100. */
  readonly shownBy: readonly string[];
  /** The length of each list before it was cut. */
  readonly totals: {
    /** The number of outlets. */
    readonly members: number;
    /** The number of pairs of which one cites the other. */
    readonly links: number;
    /** The number of claims with a circular origin in the ring. */
    readonly circularClaims: number;
    /** The number of entries. */
    readonly shownBy: number;
    /** The number of claims with such an entry. */
    readonly claims: number;
  };
}

/** What rests on one actor alone. */
export interface ActorReach {
  /** The actor. */
  readonly actor: NamedActor;
  /**
   * The number of claims that rest on this actor alone: every origin of the claim leads to it. A claim that nothing
   * supports any more counts by the last origins that it had, apart from entries that were voided.
   */
  readonly claims: number;
  /** How many of these claims still have an origin. */
  readonly supported: number;
  /**
   * The number of other outlets that carried at least one of these claims, also if they took their report back: they put
   * it forward or repeated it, or published an act by which somebody did.
   */
  readonly outlets: number;
  /** The number of these claims by their status. */
  readonly status: Partial<Record<Status, number>>;
  /** The number of acts by which the actor took back, apologized for, corrected or reworded acts of its own. */
  readonly takingsBack: number;
}

/** A claim that rests on one actor alone. */
export interface RestingClaim {
  /** The id of the claim. */
  readonly id: string;
  /** Its text. */
  readonly text: string;
  /** Its verification status. */
  readonly status: Status;
  /** The rule that decided. */
  readonly rule: Rule;
  /** Its rating, if the status is `rated`. */
  readonly rating?: Rating;
  /** The entries at its origins, `claim/entry`; at most 10. */
  readonly origins: readonly string[];
  /** Whether it still has an origin. */
  readonly supported: boolean;
  /** The number of other outlets that carried it, by acts of their own or by documents in which those of others can be read. */
  readonly outlets: number;
}

/** An outlet that carried claims that rest on one actor alone. */
export interface CarryingOutlet extends NamedActor {
  /** The number of these claims. */
  readonly claims: number;
}

/** An act by which an actor took back, apologized for, corrected or reworded an act of its own. */
export interface TakingBackView {
  /** The entry, `claim/entry`. */
  readonly entry: string;
  /** Its type: `StatementRetracted`, `ApologyIssued`, `CorrectionIssued` or `StatementReworded`. */
  readonly type: string;
  /** The earlier entry. */
  readonly of: string;
  /** How much of it was taken back. */
  readonly takesBack: TakesBack;
  /** How long after the earlier act, in whole seconds. */
  readonly after: {
    /** In the world; absent if no bound is known. */
    readonly occurred?: {
      /** At least; absent if no bound is known. */
      readonly atLeast?: number;
      /** At most; absent if no bound is known. */
      readonly atMost?: number;
    };
    /** Between the recordings. */
    readonly recorded: number;
  };
}

/** What rests on one actor alone, who carried it, and what the actor took back. `totals` counts all of its lists. */
export interface ActorReachView extends ActorReach {
  /** The ids of the actors that it is joined with. Sorted. */
  readonly sameAs: readonly string[];
  /** The claims, those first that the most outlets carried; at most 100. */
  readonly restingClaims: readonly RestingClaim[];
  /** The outlets that carried these claims, the most claims first; at most 100. */
  readonly carriedBy: readonly CarryingOutlet[];
  /** What it took back, apologized for, corrected or reworded, newest first; at most 100. */
  readonly tookBack: readonly TakingBackView[];
}

/** One page of a list that was computed as a whole. */
export interface CountedPage<Item> extends Page<Item> {
  /** The number of all items. The pages have the first 10,000 of them. */
  readonly total: number;
}
