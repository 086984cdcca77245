import type { ClaimRegistered } from '../claim.events.js';
import type { ClaimAttributes, ClaimEventTypes } from '../claim.events.js';
import type { OriginNature, Verification } from '../../verification/policy.js';
import type { CitationUse, ClaimKind, Rating, Relation, Status } from '../../domain/vocabulary.js';
import type { AnswerBody, Cause } from '../projection/state-timeline.js';

/** The part of a verification state that lists and changes are told by. */
export interface StatusView {
  readonly status: Status;
  readonly rule: string;
  readonly rating?: Rating;
}

/** A verification state, and since when it holds. Its lists are cut at 100 items; `totals` count them all. */
export interface VerificationView extends AnswerBody, Verification {
  /** Recorded time since which status, rule and rating are what they are. */
  readonly since: string;
  /** Recorded time from which on this very answer holds. */
  readonly recordedFrom: string;
  readonly cause: Cause;
  /** Of the event that brought this answer about; of a date that passed, the event that made it matter. */
  readonly position: string;
}

/** A link in force. `to`: this claim is linked to the other; `from`: the other to this one; `mutual`: same-as. */
export interface LinkView {
  readonly relation: Relation;
  readonly direction: 'to' | 'from' | 'mutual';
  readonly claim: string;
  /** The entry that linked them. */
  readonly entry: string;
  readonly recordedAt: string;
  /** A merge of claims of different kinds is recorded, and comes to nothing. */
  readonly withoutEffect?: 'kinds-differ';
}

export interface ClaimSummary extends ClaimAttributes, StatusView {
  readonly id: string;
  /** Of its own stream. */
  readonly revision: number;
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
  /** Recorded time since which status, rule and rating are what they are. */
  readonly since: string;
}

/** A claim as of a moment of recorded time. */
export interface ClaimView extends ClaimAttributes {
  readonly id: string;
  readonly revision: number;
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
  readonly narratives: readonly { readonly id: string; readonly title: string }[];
  /** The other members of its same-as group, sorted. */
  readonly sameAs: readonly string[];
  readonly links: readonly LinkView[];
  readonly verification: VerificationView;
  /** Of the last event that shaped any of this. */
  readonly position: string;
}

/** One event of the claim's stream. */
export interface EntryView {
  readonly kind: 'entry';
  /** `claim/entry`. */
  readonly entry: string;
  readonly type: keyof ClaimEventTypes;
  readonly data: ClaimRegistered | ClaimEventTypes[keyof ClaimEventTypes];
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** The first and last moment at which it may have happened, as far as they are known. */
  readonly occurred?: { readonly from?: string; readonly to?: string };
  /** Present while it is voided. */
  readonly voided?: {
    readonly by: string;
    readonly reason: string;
    readonly replacement?: string;
    readonly recordedAt: string;
  };
  /** Present if this entry changed status, rule or rating. */
  readonly changed?: StatusView;
}

/** The status changed by something else than an entry of this claim. */
export interface StatusChangeView extends StatusView {
  readonly kind: 'change';
  readonly cause: Cause;
  readonly recordedAt: string;
  readonly position: string;
}

export type HistoryItem = EntryView | StatusChangeView;

/** The claim's stream in order, with what else changed its status between. */
export interface HistoryView {
  readonly claim: string;
  readonly items: readonly HistoryItem[];
  /** Pass as `after` to go on; absent at the end. */
  readonly nextRevision?: number;
}

export type ProvenanceNode =
  | {
      /** `claim/entry`. */
      readonly id: string;
      readonly type: 'entry';
      readonly event: keyof ClaimEventTypes;
      readonly by: readonly string[];
      readonly recordedAt: string;
    }
  | { readonly id: string; readonly type: 'actor'; readonly name?: string; readonly kind?: string }
  | {
      readonly id: string;
      readonly type: 'document';
      readonly title?: string;
      readonly url?: string;
      readonly publisher?: string;
    }
  | {
      /** An entry of a claim outside the group, `claim/entry`. */
      readonly id: string;
      readonly type: 'other-claim';
    };

/** `source` is the id of an entry; `target` of what it rests on, with the type of that node. */
export interface ProvenanceEdge {
  readonly source: string;
  readonly target: { readonly type: ProvenanceNode['type']; readonly id: string };
  readonly relation: 'cites' | 'interprets' | 'published-in';
  readonly use?: CitationUse;
  readonly translated?: boolean;
}

export interface ProvenanceEnd {
  readonly nature: OriginNature;
  readonly actors: readonly string[];
  readonly entries: readonly string[];
}

/** Who rests on whom, over the claim's whole same-as group; voided entries are left out, replacements followed. */
export interface ProvenanceView {
  readonly claim: string;
  readonly nodes: readonly ProvenanceNode[];
  readonly edges: readonly ProvenanceEdge[];
  /** Where chains end, at most 100; `totals` of the verification counts them all. */
  readonly ends: readonly ProvenanceEnd[];
  /** Citation cycles among the ends: entries that cite each other. */
  readonly cycles: readonly (readonly string[])[];
  /** How many acts are left out: only the first 2,000 are included. */
  readonly omitted?: number;
}

/** All given must fit. */
export interface ClaimFilter {
  readonly status?: Status | undefined;
  readonly kind?: ClaimKind | undefined;
  readonly narrative?: string | undefined;
  /** Spoke in it, or was spoken for. */
  readonly actor?: string | undefined;
  readonly about?: string | undefined;
  readonly topic?: string | undefined;
  /** Words of its text, topics, and the names and aliases of those it is about, as they are now; `word*` for a prefix. */
  readonly q?: string | undefined;
  /** Registered then or later, by recorded time: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Registered before. */
  readonly until?: string | undefined;
  /** By registration. Default `newest`. */
  readonly sort?: 'newest' | 'oldest' | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Absent: now. */
  readonly asOf?: string | undefined;
}

/** A change of some claim's status, rule or rating, for feeds. */
export interface FeedChange extends StatusView {
  readonly claim: string;
  /** The claim's number: where its registration lies in the log. */
  readonly number: number;
  /** What it was before; absent of a claim just registered. */
  readonly before?: StatusView;
  /** That under which it is so, with its version. */
  readonly policy: string;
  /** How many dates have passed since the event at this position: 0 for what the event itself brought about. */
  readonly step: number;
  readonly cause: Cause;
  readonly recordedAt: string;
  readonly position: string;
  /** Opaque: pass as `after` to go on behind this one. */
  readonly cursor: string;
}

/** All given must fit. */
export interface EntryFilter {
  readonly claim?: string | undefined;
  /** Acted, or was acted for. */
  readonly actor?: string | undefined;
  /** Where it is to be read, or on what it rests. */
  readonly document?: string | undefined;
  /** Of a claim that the narrative holds. */
  readonly narrative?: string | undefined;
  readonly type?: keyof ClaimEventTypes | undefined;
  /** Recorded then or later: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Recorded before. */
  readonly until?: string | undefined;
  /** By recording. Default `newest`. */
  readonly sort?: 'newest' | 'oldest' | undefined;
}

/** An entry, and how its claim stands. */
export interface ListedEntry extends EntryView {
  readonly claim: Pick<ClaimSummary, 'id' | 'text' | 'kind' | 'status' | 'rule' | 'rating' | 'since'>;
}

/** Counts of an actor's acts by type, and of the claims in which it spoke by their status. */
export interface ActorRecord {
  readonly acts: Partial<Record<keyof ClaimEventTypes, number>>;
  readonly claims: Partial<Record<Status, number>>;
}

/** Counts of the claims that fit a list's filters. */
export interface ClaimCounts {
  readonly total: number;
  /** Whether there are more: only the newest 10,000 are counted. */
  readonly capped: boolean;
  readonly status: Partial<Record<Status, number>>;
  readonly kind: Partial<Record<ClaimKind, number>>;
  /** The 50 most frequent. */
  readonly topic: Readonly<Record<string, number>>;
}

export interface SimilarClaim extends ClaimSummary {
  /** The share of the words asked for that the claim has, 0 to 1. */
  readonly similarity: number;
}
