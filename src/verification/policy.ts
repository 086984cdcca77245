import type { JudgedEntry } from '../domain/entries.js';
import type { ActorKind, ClaimKind, Rating, Status } from '../domain/vocabulary.js';
import type { NoEffectReason } from './standard/no-effect-reasons.js';
import type { Rule } from './standard/rule-names.js';
import type { SummaryPart } from './summary/summary-part.js';

export interface ClaimFacts {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly holder?: string;
  readonly about: readonly string[];
  /** When the outcome of a forecast is due: a date of reduced precision, an instant or an interval. */
  readonly due?: string;
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
  /** The ids of all actors that it is joined with, its own included, sorted; absent if it is joined with none. */
  readonly joined?: readonly string[];
}

/** A look-up by id; undefined for an unknown id. */
export type Lookup<Value> = Pick<ReadonlyMap<string, Value>, 'get'>;

/** Empty at first. A policy puts what it likes into it. */
export interface PolicyCache {
  content?: unknown;
}

/** Everything that a policy may look at: a claim's whole same-as group, as of some moment of recorded time. */
export interface PolicyInput {
  /** The members of the group. They are of the same kind. */
  readonly claims: readonly ClaimFacts[];
  /**
   * Acts and voids of all members, in log order. Registrations, amendments and links are already reflected in `claims`.
   */
  readonly entries: readonly JudgedEntry[];
  /**
   * What a policy keeps for the next evaluation of the same entries. The caller passes it again only with the same list,
   * which may have grown at its end. If the look-ups below are the same objects too, they must return what they returned
   * before.
   */
  readonly cache?: PolicyCache;
  /** Effective mandates by speaker, without voided and replaced ones. */
  readonly mandates: Lookup<readonly Mandate[]>;
  /** Every actor that the input names, also as the publisher of a document or the outlet of an unnamed actor. */
  readonly actors: Lookup<ActorFacts>;
  /** Publishers by document. */
  readonly publishers: Lookup<string>;
  /** The makers of entries of other claims that entries cite or interpret, by their reference `claim/entry`. */
  readonly makersElsewhere: Lookup<readonly string[]>;
  /** The moment as of which to evaluate: an ISO instant in UTC with milliseconds. */
  readonly at: string;
}

/** What decided: an entry, a mandate, or a date that passed. */
export type Reason =
  | {
      /** The entry, `claim/entry`. */
      readonly entry: string;
    }
  | {
      /** The id of the actor who speaks for another. */
      readonly actor: string;
      /** The id of the mandate, unique within the actor. */
      readonly mandate: string;
      /** Present if the mandate covers only a part of the time in which the act may have happened. */
      readonly overlap?: true;
    }
  | {
      /** The date: an ISO instant in UTC, such as the end of a search. */
      readonly passed: string;
    };

/**
 * `named`: a named actor has it on a basis of its own. `unnamed`: it rests on people who are not named. `unsourced`: an
 * entry of the origin records that no basis is given. `unrecorded`: nothing on record says on which basis the origin has
 * it, as it is only cited, or a group. `circular`: entries cite each other.
 */
export type OriginNature = 'named' | 'unnamed' | 'unsourced' | 'unrecorded' | 'circular';

/** Where citation chains end. */
export interface Origin {
  /** Whether it is named, unnamed, unsourced, unrecorded or circular. */
  readonly nature: OriginNature;
  /**
   * The ids of the actors at the end; several for a joint act or a cycle. For an unnamed source, its outlet. Sorted.
   */
  readonly actors: readonly string[];
  /** The entries at the end, `claim/entry`; empty if the actor has no entry here. Sorted. */
  readonly entries: readonly string[];
}

/** Who carried a claim, and how soon it was denied. Times are in whole seconds. */
export interface Coverage {
  /** The number of outlets that carry the claim: that assert, report, repeat, confirm or interpret it, effectively. */
  readonly reporters: number;
  /** The number of named origins of which any two are independent. */
  readonly independentOrigins: number;
  /**
   * The outlet that is known to have carried the claim first: all others did so later, or on the word of another outlet.
   * Absent if that isn't known.
   */
  readonly firstReporter?: string;
  /** The moment by which the claim had been put forward, at the latest: an ISO instant in UTC; absent without a date. */
  readonly putForwardBy?: string;
  /** Whether an effective denial with standing exists: by an actor that the claim is about, or on its behalf. */
  readonly deniedByAbout: boolean;
  /** The time from the first report to the first denial with standing; absent without either. */
  readonly timeToDenial?: {
    /** Between the moments when they happened, as far as their dates say. */
    readonly occurred?: {
      /** The least number of seconds; negative only if the denial is known to be the earlier one. */
      readonly atLeast?: number;
      /** The greatest number of seconds. */
      readonly atMost?: number;
    };
    /** Between the moments when they were recorded; negative if the denial was recorded first. */
    readonly recorded: number;
  };
}

/** Why an entry doesn't count: the reason of a policy, or a scenario excludes it. */
export type WithoutEffectReason = NoEffectReason | 'excluded';

/** What follows from the entries of a claim, and why. */
export interface Verification {
  /** The verification status. */
  readonly status: Status;
  /** The rule of the policy that decided, such as `confirmed/first-hand`. Names of rules never change. */
  readonly rule: Rule;
  /** The rating, if the status is `rated`. */
  readonly rating?: Rating;
  /** What there is on the claim, as the parts of one sentence. */
  readonly summary: readonly SummaryPart[];
  /** What decided. */
  readonly because: readonly Reason[];
  /** Entries that may have happened by this moment, `claim/entry`. They decide nothing. */
  readonly possibly: readonly string[];
  /** The policy and its version, such as `standard/1`. */
  readonly policy: string;
  /** Where the citations of supporting entries end. */
  readonly origins: readonly Origin[];
  /** The number of origins by their nature. */
  readonly counts: Readonly<Record<OriginNature, number>>;
  /** Who carried the claim, and how soon it was denied. */
  readonly coverage: Coverage;
  /** Entries that don't count, each with the reason. */
  readonly withoutEffect: readonly {
    /** The entry, `claim/entry`. */
    readonly entry: string;
    /** The code of the reason. Codes never change. */
    readonly reason: WithoutEffectReason;
  }[];
  /** When the answer changes next though nothing is recorded: an ISO instant in UTC, such as the end of a search. */
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
