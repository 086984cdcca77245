import type { JudgedEntry } from '../domain/entries.js';
import type { ActorKind, ClaimKind, Rating, Status } from '../domain/vocabulary.js';

export interface ClaimFacts {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly holder?: string;
  readonly about: readonly string[];
}

/** `speaker` speaks for `principal`. Both ends are inclusive; each is a year, month, day or instant. */
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
  /** The outlet that vouches for an unnamed actor. */
  readonly outlet?: string;
}

/** A look-up by id; undefined for an unknown id. */
export type Lookup<Value> = Pick<ReadonlyMap<string, Value>, 'get'>;

/** Everything that a policy may look at: a claim's whole same-as group, as of some moment of recorded time. */
export interface PolicyInput {
  /** The members of the group. They are of the same kind. */
  readonly claims: readonly ClaimFacts[];
  /**
   * Acts and voids of all members, in log order. Registrations, amendments and links are already reflected in `claims`.
   * A policy may cache by the identity of this list: the same list may be passed again only if it has not changed but by
   * growing at its end. If the look-ups below are the same objects too, they must return what they returned before.
   */
  readonly entries: readonly JudgedEntry[];
  /** Effective mandates by speaker, without voided and replaced ones. */
  readonly mandates: Lookup<readonly Mandate[]>;
  /** Every actor that the input names, also as the publisher of a document or the outlet of an unnamed actor. */
  readonly actors: Lookup<ActorFacts>;
  /** Publishers by document. */
  readonly publishers: Lookup<string>;
  /** The moment as of which to evaluate: an ISO instant in UTC with milliseconds. */
  readonly at: string;
}

export type Reason =
  | { readonly entry: string }
  /** `actor` speaks for another by this mandate. */
  | { readonly actor: string; readonly mandate: string }
  /** A date that has passed, such as the end of a search's validity. */
  | { readonly passed: string };

export type OriginNature = 'named' | 'unnamed' | 'unsourced' | 'circular';

/** Where citation chains end. */
export interface Origin {
  readonly nature: OriginNature;
  /** Several for a joint act or a cycle. An unnamed source is listed as its outlet. Sorted. */
  readonly actors: readonly string[];
  /** References of the entries at the end, `claim/entry`; empty if the end is an actor without an entry here. Sorted. */
  readonly entries: readonly string[];
}

/** The result of a policy, with its reasons. References to entries are always `claim/entry`. */
export interface Verification {
  readonly status: Status;
  /** The rule that decided, such as `confirmed/first-hand`. Names never change. */
  readonly rule: string;
  readonly rating?: Rating;
  readonly because: readonly Reason[];
  /** References of entries that may have happened by that moment. They don't affect the result. */
  readonly possibly: readonly string[];
  /** Id and version, such as `standard/1`. */
  readonly policy: string;
  readonly origins: readonly Origin[];
  /** The number of origins of each nature. */
  readonly counts: Readonly<Record<OriginNature, number>>;
  /** Entries that have no effect, each with the code of the reason. Codes never change. */
  readonly withoutEffect: readonly { readonly entry: string; readonly reason: string }[];
  /** The next moment after `at` at which the result changes although nothing is recorded, such as the end of a search. */
  readonly changesAt?: string;
}

/** A named and versioned way to evaluate claims. The same input always gives the same result; a change is a new version. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  evaluate(input: PolicyInput): Verification;
  /**
   * Evaluates as of the input's moment, then as of each `changesAt` that the result before it gives. Iterate to the end
   * before the list of entries grows.
   */
  evaluateOverTime(input: PolicyInput): Iterable<Verification>;
}
