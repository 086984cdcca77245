import type { JudgedEntry } from '../domain/entries.js';
import type { ActorKind, ClaimKind, Rating, Status } from '../domain/vocabulary.js';

export interface ClaimFacts {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly holder?: string;
  readonly about: readonly string[];
}

/** `speaker` speaks for `principal`, both ends included; an end is a day, month or year, or an instant. */
export interface Mandate {
  readonly id: string;
  readonly speaker: string;
  readonly principal: string;
  readonly from?: string;
  readonly until?: string;
}

export interface ActorFacts {
  readonly id: string;
  readonly kind: ActorKind;
  /** Of an unnamed actor, the outlet that vouches for it. */
  readonly outlet?: string;
}

/** Answers by id; undefined for what isn't there. */
export type Lookup<Value> = Pick<ReadonlyMap<string, Value>, 'get'>;

/** All that a policy may look at: a claim's whole same-as group, as the ledger knew it at some recorded moment. */
export interface PolicyInput {
  /** The members of the group; their kinds are equal. */
  readonly claims: readonly ClaimFacts[];
  /**
   * Acts and voids of all members, in log order. Registrations, amendments and links already shaped `claims`.
   * The same list may be given again when it has grown at its end, and only then. Where the look-ups below are the same
   * objects too, they must answer as before all that they were asked.
   */
  readonly entries: readonly JudgedEntry[];
  /** By speaker: every mandate in force, voided and replaced ones left out. */
  readonly mandates: Lookup<readonly Mandate[]>;
  /** Every actor named in the case, also as a document's publisher or an unnamed actor's outlet. */
  readonly actors: Lookup<ActorFacts>;
  /** Document id to publisher. */
  readonly publishers: Lookup<string>;
  /** The moment asked about: an ISO instant in UTC with milliseconds. */
  readonly at: string;
}

export type Reason =
  | { readonly entry: string }
  /** An event of an actor's stream: `actor` speaks for another by this mandate. */
  | { readonly actor: string; readonly mandate: string }
  /** A date that passed, as when a search stops being good. */
  | { readonly passed: string };

export type OriginNature = 'named' | 'unnamed' | 'unsourced' | 'circular';

/** Where a chain of citations ends. */
export interface Origin {
  readonly nature: OriginNature;
  /** Who stands there: several for a joint act or a ring. An unnamed source is listed as its outlet. Sorted. */
  readonly actors: readonly string[];
  /** The entries at the end, `claim/entry`; empty if the end is an actor without an entry here. Sorted. */
  readonly entries: readonly string[];
}

/** What follows from a case, and why. Entry references are always `claim/entry`. */
export interface Verification {
  readonly status: Status;
  /** Stable name of the row and case that decided, as `confirmed/first-hand`. */
  readonly rule: string;
  readonly rating?: Rating;
  readonly because: readonly Reason[];
  /** Entries that may have happened by the moment asked about; they decide nothing. */
  readonly possibly: readonly string[];
  readonly policy: string;
  readonly origins: readonly Origin[];
  readonly counts: Readonly<Record<OriginNature, number>>;
  /** Entries that are shown but have no effect, each with the reason in a stable word. */
  readonly withoutEffect: readonly { readonly entry: string; readonly reason: string }[];
  /** The next moment after `at` at which the answer changes though nothing is recorded, as the end of a search. */
  readonly changesAt?: string;
}

/** A named and versioned way to judge. The same case gives the same answer for ever; a change is a new version. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  evaluate(given: PolicyInput): Verification;
  /**
   * What `evaluate` says as of the case's moment, and then as of each `changesAt` that follows from the one before. To be
   * gone through before the list of entries grows.
   */
  evaluateOverTime(given: PolicyInput): Iterable<Verification>;
}
