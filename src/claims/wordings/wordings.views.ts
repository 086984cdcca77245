import type { EntryView, SummaryActor } from '../queries/views.js';

/** Whose text it is: the claim's own, the words that a document quotes, or how a speaker worded the claim. */
export type WordingSource = 'text' | 'quote' | 'wording';

/** A part of the difference between two wordings: words that both have, or only the earlier, or only the later one. */
export interface WordChange {
  /** `same`: in both; `removed`: only in the predecessor; `added`: only in this wording. */
  readonly change: 'same' | 'removed' | 'added';
  /** The words, with the spaces and punctuation between them. */
  readonly text: string;
}

/**
 * How the predecessor was found. `citation`: the entry cites or interprets it; `about`: the entry rewords, corrects or
 * takes it back, or is about it in another way; `time`: it is the last wording before in the same language; `claim`: there
 * is none, and it is the claim's own text; `amendment`: it is the claim's text before.
 */
export type PredecessorLink = 'citation' | 'about' | 'time' | 'claim' | 'amendment';

/**
 * Why two wordings are not compared. `translation`: the citation translates, or the languages differ; `unknown-language`:
 * the language of one is not on record; `too-long`: one has more than 2,000 characters; `too-different`: more than 150
 * words differ; `page-limit`: the comparisons before it on this page took all the work that one page may take.
 */
export type UncomparedReason = 'translation' | 'unknown-language' | 'too-long' | 'too-different' | 'page-limit';

/**
 * Why an entry doesn't count under the scenario of the read. `excluded`: the scenario leaves it out; `not-happened`: it
 * had not happened by `validAt`; `possibly`: it may have happened by then.
 */
export type WordingWithoutEffect = 'excluded' | 'not-happened' | 'possibly';

/** The wording that a wording is compared with. */
export interface WordingPredecessor {
  /** Its entry, `claim/entry`. */
  readonly entry: string;
  /** Which text of that entry it is. */
  readonly source: WordingSource;
  /** How it was found. */
  readonly link: PredecessorLink;
  /** Its text. */
  readonly text: string;
  /** Its language, if it is on record. */
  readonly language?: string;
}

/** A wording of the claim. */
export interface WordingView {
  /** The entry that has it, `claim/entry`. */
  readonly entry: string;
  /** The type of the entry. */
  readonly type: EntryView['type'];
  /** Which text of the entry it is. */
  readonly source: WordingSource;
  /** The words. */
  readonly text: string;
  /** A BCP 47 tag. For a quote it is the language of its document; absent if that is not on record. */
  readonly language?: string;
  /** The actors whose words they are; absent for the claim's own text. */
  readonly by?: readonly SummaryActor[];
  /** The actors on whose behalf they spoke. */
  readonly onBehalfOf?: readonly SummaryActor[];
  /** The id of the document in which they can be read. */
  readonly document?: string;
  /** The number of the entry in the stream of its claim, from 0. */
  readonly revision: number;
  /** When the entry was recorded. */
  readonly recordedAt: string;
  /** The id of the principal that recorded it. */
  readonly recordedBy: string;
  /** When it happened, as it was recorded: a date of any precision, or an interval. */
  readonly occurredAt?: string;
  /** The earliest and the latest moment at which it may have happened, as far as they are known. */
  readonly occurred?: EntryView['occurred'];
  /** How the entry was voided; absent unless it is void. */
  readonly voided?: EntryView['voided'];
  /** Why its entry doesn't count under the scenario; absent if it does. */
  readonly withoutEffect?: WordingWithoutEffect;
  /** The wording before it; absent if there is none, and if its entry is void or doesn't count under the scenario. */
  readonly predecessor?: WordingPredecessor;
  /** The difference from the predecessor by words; absent if the two are not compared. */
  readonly difference?: readonly WordChange[];
  /** Why the two are not compared. */
  readonly uncompared?: UncomparedReason;
}

/** A page of the wordings of a claim. */
export interface WordingsView {
  /** The id of the claim. */
  readonly claim: string;
  /** How many wordings there are on all pages. */
  readonly total: number;
  /** The wordings, in the order of recording. An entry with a quote and a wording has both, the quote first. */
  readonly items: readonly WordingView[];
  /** How many entries are left out, with or without a wording; only the first 5,000 of a claim are read. */
  readonly omitted?: number;
  /** Send it as `after` to get the next page; absent on the last page. */
  readonly nextRevision?: number;
}
