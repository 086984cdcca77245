import type { ClaimAttributes, ClaimEventTypes, ClaimRegistered } from '../claim.events.js';
import type { OriginNature, Verification } from '../../verification/policy.js';
import type { CitationUse, ClaimKind, Rating, Relation, Status } from '../../domain/vocabulary.js';
import type { StateBody, Cause } from '../projection/state-timeline.js';

/** The part of a verification state that lists and status changes show. */
export interface StatusView {
  /** What follows from the entries. */
  readonly status: Status;
  /** The stable name of the rule that decided, such as `confirmed/first-hand`. */
  readonly rule: string;
  /** The rating that the status carries; only for the status `rated`. */
  readonly rating?: Rating;
}

/** A verification state. Each list holds at most 100 items; `totals` has the full counts. */
export interface VerificationView extends StateBody, Verification {
  /** The recorded time since which status, rule and rating have been the same. */
  readonly since: string;
  /** The recorded time since which the whole state, with its reasons, has been the same. */
  readonly recordedFrom: string;
  /** What brought this state about. */
  readonly cause: Cause;
  /** The position of the event that brought this state about; for a date that passed, of the event that set the date. */
  readonly position: string;
}

/** An effective link between two claims. */
export interface LinkView {
  /** How the claims relate. */
  readonly relation: Relation;
  /** `to`: this claim is linked to the other. `from`: the other is linked to this one. `mutual`: both, by `same-as`. */
  readonly direction: 'to' | 'from' | 'mutual';
  /** The id of the other claim. */
  readonly claim: string;
  /** The entry that linked them, as `claim/entry`. */
  readonly entry: string;
  /** When the link was recorded. */
  readonly recordedAt: string;
  /** Present if the link has no effect: claims of different kinds can't be merged. */
  readonly withoutEffect?: 'kinds-differ';
}

/** A claim as lists show it. */
export interface ClaimSummary extends ClaimAttributes, StatusView {
  /** The id of the claim. */
  readonly id: string;
  /** The revision of the claim's own stream: 0 for a claim with nothing but its registration. */
  readonly revision: number;
  /** When the claim was registered. */
  readonly registeredAt: string;
  /** When the last entry on it was recorded. */
  readonly lastRecordedAt: string;
  /** The recorded time since which status, rule and rating have been the same. */
  readonly since: string;
}

/** A claim as of a moment of recorded time. */
export interface ClaimView extends ClaimAttributes {
  /** The id of the claim. */
  readonly id: string;
  /** The revision of the claim's own stream: 0 for a claim with nothing but its registration. */
  readonly revision: number;
  /** When the claim was registered. */
  readonly registeredAt: string;
  /** When the last entry on it was recorded. */
  readonly lastRecordedAt: string;
  /** The narratives that contain the claim. */
  readonly narratives: readonly { readonly id: string; readonly title: string }[];
  /** The ids of the claims that it is merged with, sorted. */
  readonly sameAs: readonly string[];
  /** The effective links from and to other claims. */
  readonly links: readonly LinkView[];
  /** What follows from the entries of this claim and those that it is merged with. */
  readonly verification: VerificationView;
  /** The position of the last event that changed any of this. */
  readonly position: string;
}

/** An entry: one event of a claim's stream. */
export interface EntryView {
  /** Distinguishes entries from status changes in a history. */
  readonly kind: 'entry';
  /** The id of the entry, as `claim/entry`. */
  readonly entry: string;
  /** The type of the event. */
  readonly type: keyof ClaimEventTypes;
  /** The data of the event. */
  readonly data: ClaimRegistered | ClaimEventTypes[keyof ClaimEventTypes];
  /** The revision of the event in the claim's stream. */
  readonly revision: number;
  /** The position of the event in the log. */
  readonly position: string;
  /** When the entry was recorded. */
  readonly recordedAt: string;
  /** The id of the principal that recorded it. */
  readonly recordedBy: string;
  /** The first and the last moment at which it can have happened, where they are known. */
  readonly occurred?: { readonly from?: string; readonly to?: string };
  /** Present while the entry is voided. */
  readonly voided?: {
    /** The entry that voids it, as `claim/entry`. */
    readonly by: string;
    /** Why it is void. */
    readonly reason: string;
    /** The entry that replaces it, as `claim/entry`. */
    readonly replacement?: string;
    /** When the void was recorded. */
    readonly recordedAt: string;
  };
  /** The new status, if this entry changed status, rule or rating. */
  readonly changed?: StatusView;
}

/** A status change that wasn't caused by an entry of this claim. */
export interface StatusChangeView extends StatusView {
  /** Distinguishes status changes from entries in a history. */
  readonly kind: 'change';
  /** What changed the status. */
  readonly cause: Cause;
  /** The recorded time of the cause, or the date that passed. */
  readonly recordedAt: string;
  /** The position of the causing event; for a date that passed, of the event that set the date. */
  readonly position: string;
}

export type HistoryItem = EntryView | StatusChangeView;

/** The entries of a claim in their order, with the status changes between them that have other causes. */
export interface HistoryView {
  /** The id of the claim. */
  readonly claim: string;
  /** Entries and status changes, the oldest first. */
  readonly items: readonly HistoryItem[];
  /** The value of `after` for the next page; absent on the last page. */
  readonly nextRevision?: number;
}

/** A node of the provenance graph: an entry, an actor, a document, or an entry of another claim. */
export type ProvenanceNode =
  | {
      /** The id of the entry, as `claim/entry`. */
      readonly id: string;
      readonly type: 'entry';
      /** The type of the entry. */
      readonly event: keyof ClaimEventTypes;
      /** The ids of the actors whose act it is. */
      readonly by: readonly string[];
      /** When the entry was recorded. */
      readonly recordedAt: string;
    }
  | {
      /** The id of the actor. */
      readonly id: string;
      readonly type: 'actor';
      /** The actor's name. */
      readonly name?: string;
      /** The actor's kind. */
      readonly kind?: string;
    }
  | {
      /** The id of the document. */
      readonly id: string;
      readonly type: 'document';
      /** The document's title. */
      readonly title?: string;
      /** The document's URL. */
      readonly url?: string;
      /** The id of the document's publisher. */
      readonly publisher?: string;
    }
  | {
      /** The id of an entry of a claim that this one is not merged with, as `claim/entry`. */
      readonly id: string;
      readonly type: 'other-claim';
    };

/** An edge of the provenance graph: an entry relies on an entry, an actor or a document. */
export interface ProvenanceEdge {
  /** The id of the entry that relies on the target, as `claim/entry`. */
  readonly source: string;
  /** The type and the id of the node that the entry relies on. */
  readonly target: { readonly type: ProvenanceNode['type']; readonly id: string };
  /** How the entry relies on the target. */
  readonly relation: 'cites' | 'interprets' | 'published-in';
  /** For a citation: how the target is used. */
  readonly use?: CitationUse;
  /** For a citation: whether the target was translated. */
  readonly translated?: boolean;
}

/** The end of citation chains: an origin, or a cycle without one. */
export interface ProvenanceEnd {
  /** The nature of the end. */
  readonly nature: OriginNature;
  /** The ids of its actors. */
  readonly actors: readonly string[];
  /** The ids of its entries, as `claim/entry`. */
  readonly entries: readonly string[];
}

/**
 * Who relies on whom, for a claim and all claims that it is merged with. Voided entries are left out; citations of them
 * lead to their replacements.
 */
export interface ProvenanceView {
  /** The id of the claim. */
  readonly claim: string;
  /** Entries, actors and documents. */
  readonly nodes: readonly ProvenanceNode[];
  /** Citations, interpretations and publications. */
  readonly edges: readonly ProvenanceEdge[];
  /** Where citation chains end, at most 100; `totals` of the verification has the full count. */
  readonly ends: readonly ProvenanceEnd[];
  /** The cycles among the ends: each a list of entries that cite each other. */
  readonly cycles: readonly (readonly string[])[];
  /** How many acts the graph leaves out. It shows the first 2,000. */
  readonly omitted?: number;
}

/** Filters of a list of claims. A claim must match all that are given. */
export interface ClaimFilter {
  readonly status?: Status | undefined;
  readonly kind?: ClaimKind | undefined;
  /** The id of a narrative that contains the claim. */
  readonly narrative?: string | undefined;
  /** The id of an actor that spoke on the claim, or on whose behalf another did. */
  readonly actor?: string | undefined;
  /** The id of an actor that the claim is about. */
  readonly about?: string | undefined;
  readonly topic?: string | undefined;
  /**
   * Words of the claim's text and topics, and of the names and aliases of its holder and of the actors that it is about,
   * as they are now. `word*` matches a prefix.
   */
  readonly q?: string | undefined;
  /** Registered at this recorded time or later: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Registered before this recorded time: an ISO instant in UTC. */
  readonly until?: string | undefined;
  /** The order of registration. Default: `newest`. */
  readonly sort?: 'newest' | 'oldest' | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** A change of a claim's status, rule or rating, for feeds. */
export interface FeedChange extends StatusView {
  /** The id of the claim. */
  readonly claim: string;
  /** The claim's number: the position of its registration in the log. */
  readonly number: number;
  /** The status before; absent for a claim that was just registered. */
  readonly before?: StatusView;
  /** The policy that evaluated the claim, with its version: `standard/1`. */
  readonly policy: string;
  /** How many dates have passed since the event at this position: 0 for what the event itself changed. */
  readonly step: number;
  readonly cause: Cause;
  readonly recordedAt: string;
  readonly position: string;
  /** The value of `after` that continues after this change; opaque. */
  readonly cursor: string;
}

/** Filters of a list of entries. An entry must match all that are given. */
export interface EntryFilter {
  /** The id of the claim. */
  readonly claim?: string | undefined;
  /** The id of an actor whose act it is, or on whose behalf it was. */
  readonly actor?: string | undefined;
  /** The id of a document in which the entry can be read, or that it cites or interprets. */
  readonly document?: string | undefined;
  /** The id of a narrative that contains the claim. */
  readonly narrative?: string | undefined;
  readonly type?: keyof ClaimEventTypes | undefined;
  /** Recorded at this time or later: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Recorded before this time: an ISO instant in UTC. */
  readonly until?: string | undefined;
  /** The order of recording. Default: `newest`. */
  readonly sort?: 'newest' | 'oldest' | undefined;
}

/** An entry, with the claim that it is on. */
export interface ListedEntry extends EntryView {
  /** The claim and its status. */
  readonly claim: Pick<ClaimSummary, 'id' | 'text' | 'kind' | 'status' | 'rule' | 'rating' | 'since'>;
}

/** What an actor did, in counts. Voided entries don't count. */
export interface ActorRecord {
  /** The number of its acts, by type. */
  readonly acts: Partial<Record<keyof ClaimEventTypes, number>>;
  /** The number of claims on which it spoke, by their status. */
  readonly claims: Partial<Record<Status, number>>;
}

/** Counts of the claims that match the filters of a list. */
export interface ClaimCounts {
  /** The number of claims counted. */
  readonly total: number;
  /** True if more claims match: only the newest 10,000 are counted. */
  readonly capped: boolean;
  /** The number of claims by status. */
  readonly status: Partial<Record<Status, number>>;
  /** The number of claims by kind. */
  readonly kind: Partial<Record<ClaimKind, number>>;
  /** The number of claims by topic, for the 50 most frequent topics. */
  readonly topic: Readonly<Record<string, number>>;
}

/** A claim that shares words with a text. */
export interface SimilarClaim extends ClaimSummary {
  /** The share of the text's words that the claim contains, from 0 to 1. */
  readonly similarity: number;
}
