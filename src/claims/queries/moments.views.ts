import type { ClaimEventTypes } from '../claim.events.js';
import type { Cause } from '../projection/state-timeline.js';
import type { EntryView, StatusView } from './views.js';

/** A moment of a claim, with the status from then on. */
export interface Moment extends StatusView {
  /** What happened: an entry, of this claim or of one that is merged with it; a change of an actor or a document; or a date passed. */
  readonly cause: Cause;
  /** Of an entry of this claim: its type. */
  readonly type?: keyof ClaimEventTypes;
  /** Of an entry of this claim: the number of its event in the stream, from 0. */
  readonly revision?: number;
  /** When the ledger knew it: `asOf` with this moment, or a later one, includes it. */
  readonly recordedAt: string;
  /** The earliest and the latest moment at which it may have happened, as far as they are known. */
  readonly occurred?: NonNullable<EntryView['occurred']>;
  /** Present if the entry is void. */
  readonly voided?: true;
  /** Whether status, rule or rating changed. */
  readonly changed: boolean;
}

/** A page of the moments of a claim. */
export interface MomentsView {
  /** The id of the claim. */
  readonly claim: string;
  /** In the order in which the ledger knew them. */
  readonly items: readonly Moment[];
  /** Send it as `after` to get the next page; absent on the last page. */
  readonly nextRevision?: number;
}
