import type { ClaimAttributes, ClaimEventTypes, ClaimRegistered } from '../claim.events.js';
import type { Coverage, Verification } from '../../verification/policy.js';
import type { Rule } from '../../verification/standard/rule-names.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';
import type { ClaimKind, Rating, Relation, Status } from '../../domain/vocabulary.js';
import type { TriedWrite } from '../../http/dry-run.js';
import type { ClaimOrder } from './claim-sort-keys.js';
import type { SearchField } from './search-fields.js';
import type { RedactionView } from '../../redactions/redaction.queries.js';
import type { StateBody, Cause } from '../projection/state-timeline.js';

/** The status of a claim in lists and feeds. */
export interface StatusView {
  /** The verification status. */
  readonly status: Status;
  /** The rule of the policy that decided, such as `confirmed/first-hand`. */
  readonly rule: Rule;
  /** The rating, if the status is `rated`. */
  readonly rating?: Rating;
}

/** An actor with its name. */
export interface SummaryActor {
  /** The id of the actor. */
  readonly id: string;
  /** Its name at the time of the answer. */
  readonly name: string;
}

/** An actor in a summary, with what a sentence in any language needs to know of it. */
export interface SummarySpeaker extends SummaryActor {
  /** How its outlet describes an unnamed actor. Sentences have its name, like all else. */
  readonly description?: string;
  /** Whether several people go by its name, so that its verb is in the plural. */
  readonly several?: true;
  /** Whether it is an outlet known only by what it published, so that its name is a title or an address. */
  readonly unidentified?: true;
}

/** A clause of a summary, with the names for its ids. */
export interface SummaryClause extends SummaryPart<SummarySpeaker> {
  /** The title of the document that it is about; its address if it has none. */
  readonly title?: string;
}

/** What there is on a claim, in one sentence. */
export interface SummaryView {
  /** The sentence. Its wording may change; the codes of its parts don't. */
  readonly text: string;
  /** The language of the sentence. */
  readonly language: 'en';
  /** What the sentence is made of, in the order of its clauses. */
  readonly parts: readonly SummaryClause[];
}

/** A verification status, and why. Its lists have at most 100 items; `totals` counts all. */
export interface StateView extends StateBody, Omit<Verification, 'summary'> {
  /** What there is on the claim, in one sentence. */
  readonly summary: SummaryView;
}

/** The verification status of a claim, and why. Its lists have at most 100 items; `totals` counts all. */
export interface VerificationView extends StateView {
  /** Recorded time since which status, rule and rating have been the same. */
  readonly since: string;
  /** How often status, rule or rating have changed since the registration. */
  readonly changes: number;
  /** Recorded time since which this whole answer has been the same. */
  readonly recordedFrom: string;
  /** What brought this answer about. */
  readonly cause: Cause;
  /** The position of the event that brought it about; if a date passed, of the event that made that date matter. */
  readonly position: string;
}

/** A link to another claim. */
export interface LinkView {
  /** How the two claims relate. */
  readonly relation: Relation;
  /** `to`: this claim is linked to the other; `from`: the other to this one; `mutual`: they are the same. */
  readonly direction: 'to' | 'from' | 'mutual';
  /** The id of the other claim. */
  readonly claim: string;
  /** The entry that linked them, `claim/entry`. */
  readonly entry: string;
  /** When they were linked (recorded time). */
  readonly recordedAt: string;
  /** `kinds-differ`: claims of different kinds are not merged. */
  readonly withoutEffect?: 'kinds-differ';
}

/** A claim in a list. */
export interface ClaimSummary extends ClaimAttributes, StatusView {
  /** What there is on the claim, in one sentence. */
  readonly summary: SummaryView;
  /** The id of the claim. */
  readonly id: string;
  /** The revision of its stream: the number of its last event, from 0. */
  readonly revision: number;
  /** When it was registered (recorded time). */
  readonly registeredAt: string;
  /** When its last entry was recorded. */
  readonly lastRecordedAt: string;
  /** Recorded time since which status, rule and rating have been the same. */
  readonly since: string;
  /** How often status, rule or rating have changed since the registration. */
  readonly changes: number;
  /** When its state changes next though nothing is recorded, such as at the end of a search; absent if it doesn't. */
  readonly changesAt?: string;
  /** Who carried the claim, and how soon it was denied. */
  readonly coverage: Coverage;
}

/** A text by which a search found a claim. */
export interface SearchMatch {
  /** What kind of text it is; `claims` is the claim's own text, or a topic. */
  readonly in: SearchField;
  /** The text. */
  readonly text: string;
  /** What matched in the text: pairs of offsets in UTF-16 code units, `[start, end]`, without the character at the end. */
  readonly marks: readonly (readonly [number, number])[];
  /** The entry whose quote or wording it is, `claim/entry`. */
  readonly entry?: string;
  /** The id of the actor whose name it is. */
  readonly actor?: string;
  /** The id of the document whose title it is. */
  readonly document?: string;
}

/** A claim in a list that may have been searched. */
export interface FoundClaim extends ClaimSummary {
  /** The texts that matched the search, at most 10; absent without a search. */
  readonly matches?: readonly SearchMatch[];
}

/** A claim with its verification status. */
export interface ClaimView extends ClaimAttributes {
  /** The id of the claim. */
  readonly id: string;
  /** The revision of its stream: the number of its last event, from 0. */
  readonly revision: number;
  /** When it was registered (recorded time). */
  readonly registeredAt: string;
  /** When its last entry was recorded. */
  readonly lastRecordedAt: string;
  /** The narratives that hold it. */
  readonly narratives: readonly {
    /** The id of the narrative. */
    readonly id: string;
    /** Its title. */
    readonly title: string;
  }[];
  /** The ids of the claims merged with it, directly or through others. Sorted. */
  readonly sameAs: readonly string[];
  /** Links to other claims. */
  readonly links: readonly LinkView[];
  /** What was redacted of the events of its stream, and why; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
  /** The verification status, and why. */
  readonly verification: VerificationView;
  /** The position of the last event that changed anything in this response. */
  readonly position: string;
  /** Recorded time since which this whole response has been the same, or a later one. */
  readonly recordedFrom: string;
}

/** An event of the claim's stream. */
export interface EntryView {
  /** Distinguishes an entry from a status change. */
  readonly kind: 'entry';
  /** The reference to the entry, `claim/entry`. */
  readonly entry: string;
  /** The type of the event. */
  readonly type: keyof ClaimEventTypes;
  /** The data of the event; its form depends on `type`. */
  readonly data: ClaimRegistered | ClaimEventTypes[keyof ClaimEventTypes];
  /** The number of the event in the stream of its claim, from 0. */
  readonly revision: number;
  /** The position of the event in the log. */
  readonly position: string;
  /** When it was recorded. */
  readonly recordedAt: string;
  /** The id of the principal that recorded it. */
  readonly recordedBy: string;
  /** The earliest and the latest moment at which it may have happened, as far as they are known. */
  readonly occurred?: {
    /** The earliest moment: an ISO instant in UTC. */
    readonly from?: string;
    /** The latest moment: an ISO instant in UTC. */
    readonly to?: string;
  };
  /** What was redacted of it, and why; absent unless something was. */
  readonly redacted?: readonly RedactionView[];
  /** How it was voided; absent unless it is void. */
  readonly voided?: {
    /** The entry that voided it, `claim/entry`. */
    readonly by: string;
    /** Why it is void. */
    readonly reason: string;
    /** The entry that replaces it, `claim/entry`. */
    readonly replacement?: string;
    /** When it was voided (recorded time). */
    readonly recordedAt: string;
  };
  /** The new status; absent unless this entry changed status, rule or rating. */
  readonly changed?: StatusView;
}

/** A change of status that no entry of this claim caused. */
export interface StatusChangeView extends StatusView {
  /** Distinguishes a status change from an entry. */
  readonly kind: 'change';
  /** What changed the status. */
  readonly cause: Cause;
  /** When the status changed (recorded time). */
  readonly recordedAt: string;
  /** The position of the event that changed it; if a date passed, of the event that made that date matter. */
  readonly position: string;
}

/** An entry of the claim, or a change of its status by something else. */
export type HistoryItem = EntryView | StatusChangeView;

/** A page of the claim's history. */
export interface HistoryView {
  /** The id of the claim. */
  readonly claim: string;
  /** Entries and status changes, oldest first. */
  readonly items: readonly HistoryItem[];
  /** Send it as `after` to get the next page; absent on the last page. */
  readonly nextRevision?: number;
}

/** Filters of a list of claims. A claim must match all that are given. */
export interface ClaimFilter {
  /** Ids of claims, separated by commas. */
  readonly ids?: string | undefined;
  /** One status, or several, separated by commas. */
  readonly status?: string | undefined;
  readonly kind?: ClaimKind | undefined;
  /** The id of a narrative that contains the claim. */
  readonly narrative?: string | undefined;
  /** The id of an actor that spoke on the claim, or on whose behalf another did; several: each of them. */
  readonly actor?: string | readonly string[] | undefined;
  /** The id of the outlet that is known to have carried the claim first. */
  readonly firstReportedBy?: string | undefined;
  /** The id of an actor that the claim is about. */
  readonly about?: string | undefined;
  readonly topic?: string | undefined;
  readonly rating?: Rating | undefined;
  /** The rule that decided, such as `denied/first-hand`. */
  readonly rule?: string | undefined;
  /** A language tag, or a prefix of one: `uk` also means `uk-UA`. */
  readonly language?: string | undefined;
  /** Only claims with an effective denial by an actor that they are about, or on its behalf. */
  readonly deniedByAbout?: 'true' | undefined;
  /** Put forward by then at the latest, in the world: at this time or later, an ISO instant in UTC. */
  readonly putForwardSince?: string | undefined;
  /** The same: before this time. */
  readonly putForwardUntil?: string | undefined;
  /** Carried by this many outlets at least, in digits. */
  readonly minReporters?: string | undefined;
  /** With this many independent origins at most, in digits. */
  readonly maxIndependentOrigins?: string | undefined;
  /**
   * What to search for in the texts of the claim, as they are now, or were as of `asOf`: its text and topics, the names
   * and aliases of its holder, of the actors that it is about and of those who spoke, quotes, wordings, and titles of
   * documents. See `read-model/search-query.ts`.
   */
  readonly q?: string | undefined;
  /** The texts in which to search. Default: all. */
  readonly in?: readonly SearchField[] | undefined;
  /** Whose status, rule or rating a date before this instant will change, after now, if nothing is recorded. */
  readonly changesBefore?: string | undefined;
  /** Registered at this recorded time or later: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Registered before this recorded time: an ISO instant in UTC. */
  readonly until?: string | undefined;
  /** Default: `newest`. */
  readonly sort?: ClaimOrder | undefined;
  /** The order of a sort key. Default: `descending`. */
  readonly order?: 'ascending' | 'descending' | undefined;
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
  /** What there is on the claim after the change, with names as they were then: worded when it is called. */
  readonly summary: () => SummaryView;
  /** The policy that evaluated the claim, with its version: `standard/1`. */
  readonly policy: string;
  /** How many dates have passed since the event at this position: 0 for what the event itself changed. */
  readonly step: number;
  readonly cause: Cause;
  readonly recordedAt: string;
  readonly position: string;
  /** The id of the event at this position. */
  readonly event: string;
  /** Whether that event changed it, and is not sent to webhooks. */
  readonly isSilent: boolean;
  /** The value of `after` that continues after this change; opaque. */
  readonly cursor: string;
}

/** Filters of a list of entries. An entry must match all that are given. */
export interface EntryFilter {
  /** Entries, each as `claim/entry`, separated by commas. */
  readonly ids?: string | undefined;
  /** The id of the claim. */
  readonly claim?: string | undefined;
  /** The id of an actor whose act it is, or on whose behalf it was. */
  readonly actor?: string | undefined;
  /** The id of a document in which the entry can be read, or that it cites or interprets. */
  readonly document?: string | undefined;
  /** The entry to which it refers, `claim/entry`. */
  readonly refersTo?: string | undefined;
  /** Of a verdict: where it is published, as `urlKey` writes it. */
  readonly reviewUrl?: string | undefined;
  /** The id of a narrative that contains the claim. */
  readonly narrative?: string | undefined;
  readonly type?: keyof ClaimEventTypes | undefined;
  /** Recorded at this time or later: an ISO instant in UTC. */
  readonly since?: string | undefined;
  /** Recorded before this time: an ISO instant in UTC. */
  readonly until?: string | undefined;
  /** The order of recording. Default: `newest`. */
  readonly sort?: 'newest' | 'oldest' | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** An entry, with its claim. */
export interface ListedEntry extends EntryView {
  /** The claim that the entry is on, with its status. */
  readonly claim: Pick<ClaimSummary, 'id' | 'text' | 'kind' | 'status' | 'rule' | 'rating' | 'since'>;
}

/** Counts of what an actor did. */
export interface ActorRecord {
  /** The number of the actor's acts by type of event; voided ones don't count. */
  readonly acts: Partial<Record<keyof ClaimEventTypes, number>>;
  /** The number of claims in which the actor spoke, by their status. */
  readonly claims: Partial<Record<Status, number>>;
}

/** Counts of the claims that fit the filters. */
export interface ClaimCounts {
  /** How many claims fit; at most 10,000 are counted. */
  readonly total: number;
  /** Whether more than 10,000 fit. Only the newest 10,000 are counted. */
  readonly capped: boolean;
  /** Counts by status. */
  readonly status?: Partial<Record<Status, number>>;
  /** Counts by kind. */
  readonly kind?: Partial<Record<ClaimKind, number>>;
  /**
   * Counts by language tag and by its beginnings, in lower case: a claim in `uk-UA` counts under `uk` and `uk-ua`. The
   * 50 most frequent are counted.
   */
  readonly language?: Readonly<Record<string, number>>;
  /** Counts by topic, of the 50 most frequent; each written as it was recorded first. */
  readonly topic?: Readonly<Record<string, number>>;
  /** Counts by the ids of narratives that hold the claims, of the 50 most frequent. */
  readonly narrative?: Readonly<Record<string, number>>;
  /** Counts by the ids of actors that the claims are about, of the 50 most frequent. */
  readonly about?: Readonly<Record<string, number>>;
  /** Counts by the ids of actors that spoke on the claims, or on whose behalf others did, of the 50 most frequent. */
  readonly actor?: Readonly<Record<string, number>>;
  /** Counts by the ids of outlets that spoke on the claims, or on whose behalf others did, of the 50 most frequent. */
  readonly outlet?: Readonly<Record<string, number>>;
  /** Counts by the month by which the claims were first put forward, such as `2024-04`, of the latest 600. */
  readonly putForwardMonth?: Readonly<Record<string, number>>;
  /** Counts by the month of registration (recorded time), of the latest 600. */
  readonly registeredMonth?: Readonly<Record<string, number>>;
}

/** A claim that has words in common with a text. */
export interface SimilarClaim extends ClaimSummary {
  /** The share of the words in the given text that the claim has: 0 to 1. */
  readonly similarity: number;
}

/** A claim's state without and with the events of a dry run, at the same moment. */
export interface PreviewedState {
  /** The id of the claim. */
  readonly claim: string;
  /** Whether status, rule or rating would be others. */
  readonly changed: boolean;
  /** The state as it is; null for a claim that would be registered. */
  readonly before: StateView | null;
  /** The state as it would be. */
  readonly after: StateView;
}

/** The states of claims in a dry run. */
export interface StatePreviews {
  /** The claim itself, then those that it is merged with, or would be; at most 20 in all. */
  readonly states?: readonly PreviewedState[];
  /** The number of further claims whose states were left out; absent if there are none. */
  readonly omitted?: number;
  /** Why the states can't be previewed; absent if they are. */
  readonly statesUnavailable?: string;
}

/** What a write would record, and the states that it would lead to if it is about a claim. Nothing was recorded. */
export interface DryRunResult extends TriedWrite, StatePreviews {}
