import type { StatusView } from '../../../../claims/queries/views.js';
import type { TimedAct } from '../../../components/acts/timed-act.js';

/** A recorded time at which the claim changed, and the state from then on. What was recorded together is one stop. */
export interface Stop extends StatusView {
  /** Its place among all stops, from 0. */
  readonly index: number;
  readonly recordedAt: string;
  /** Whether status, rule or rating changed. */
  readonly changed: boolean;
  /** In the order of recording. */
  readonly acts: readonly TimedAct[];
  /** How many further acts are left out. */
  readonly omitted: number;
}

/** A claim's recorded time in stops, of which one is shown. */
export interface ClaimTime {
  /** Those that are drawn: the one that is shown, its neighbours, and others as far as they fit. */
  readonly stops: readonly Stop[];
  /** How many there are. */
  readonly total: number;
  /** How many acts there are, also those that are left out. */
  readonly acts: number;
  /** The place in `stops` of the one whose state the page shows. */
  readonly shown: number;
  /** Whether further entries are on record, which the ledger sends on further pages. */
  readonly isCut: boolean;
}

/** The `asOf` of the page at a stop: none at the last one, which shows what is known now. */
export const asOfStop = ({ total, isCut }: ClaimTime, { index, recordedAt }: Stop): string | undefined =>
  index === total - 1 && !isCut ? undefined : recordedAt;
