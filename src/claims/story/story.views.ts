import type { Cause } from '../projection/state-timeline.js';
import type { EntryView, StatusView, SummaryActor, SummaryView } from '../queries/views.js';
import type { ChangePart } from './change-part.js';

/** The entry that changed the status of a claim. */
export interface StoryEntry {
  /** The reference to the entry, `claim/entry`. */
  readonly entry: string;
  /** The type of the event. */
  readonly type: EntryView['type'];
  /** The actors whose act it is. */
  readonly by?: readonly SummaryActor[];
  /** When it was recorded. */
  readonly recordedAt: string;
  /** The id of the principal that recorded it. */
  readonly recordedBy: string;
  /** When it happened, as it was recorded: a date of any precision, or an interval. */
  readonly occurredAt?: string;
  /** The earliest and the latest moment at which it may have happened, as far as they are known. */
  readonly occurred?: EntryView['occurred'];
  /** How it was voided; absent unless it is void. */
  readonly voided?: EntryView['voided'];
}

/** What changed, and on whose word, in one sentence. */
export interface ChangeSentence {
  /** The sentence. Its wording may change; the codes of its parts don't. */
  readonly text: string;
  /** The language of the sentence. */
  readonly language: 'en';
  /** What the sentence is made of, in the order of its clauses. */
  readonly parts: readonly ChangePart<SummaryActor>[];
}

/** A change of status, rule or rating, and what was recorded from then until the next one. */
export interface StoryStep {
  /** The status before; absent for the registration. */
  readonly before?: StatusView;
  /** The status from then on, with the rule that decided. */
  readonly after: StatusView;
  /** What changed it. */
  readonly cause: Cause;
  /** The entry that changed it; absent if something else did. */
  readonly entry?: StoryEntry;
  /** What changed, and on whose word. */
  readonly sentence: ChangeSentence;
  /** When it changed (recorded time). */
  readonly recordedAt: string;
  /** The position of the event that changed it; if a date passed, of the event that made that date matter. */
  readonly position: string;
  /** Present if the step began on an earlier page, which shows the entry that caused it. */
  readonly continues?: true;
  /** How many entries of each type were recorded on this claim until the next change, on this page. */
  readonly counts: Readonly<Partial<Record<EntryView['type'], number>>>;
  /** These entries, `claim/entry`, in the order of recording. */
  readonly entries: readonly string[];
  /** What there was on the claim at the end of the step, with names as they were then. */
  readonly summary: SummaryView;
  /** When the next change came (recorded time); absent for the last step. */
  readonly until?: string;
}

/** A page of the story of a claim: the changes of its status, in their order. */
export interface StoryView {
  /** The id of the claim. */
  readonly claim: string;
  /** The changes, oldest first. Each entry of the claim is in one step: it caused it, or was recorded before the next. */
  readonly steps: readonly StoryStep[];
  /** How many changes between two entries are left out; a page has at most 500 changes. */
  readonly omitted?: number;
  /** Send it as `after` to get the next page; absent on the last page. */
  readonly nextRevision?: number;
}
