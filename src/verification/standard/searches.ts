import type { PolicyParameters } from '../policy-parameters.js';
import type { ActNode } from './act-node.js';
import { LaterActs } from './chronology.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';

/** A search for confirmation, and until when it is valid. */
interface Search {
  readonly act: ActNode;
  /** As recorded, or as the policy says; undefined if it is valid until the next search. */
  readonly goodUntil: string | undefined;
  /** When it counts as expired, see `MAX_ENDS`: the last moment before, in epoch milliseconds. */
  readonly lastMoment: number;
}

/** The latest searches with the outcome `found` or `found-nothing`; `no-answer` and `declined` don't count. */
export interface Searches {
  readonly latest: readonly Search[];
  readonly superseded: readonly ActNode[];
  readonly foundNothing: boolean;
}

/** Which of the latest searches have expired at some moment. */
export interface Expiry {
  /** The expired searches, each with its `goodUntil`. */
  readonly expired: ReadonlyMap<ActNode, string>;
  /** The first moment at which another search will have expired: an ISO instant; undefined if there is none. */
  readonly endsAt: string | undefined;
}

/** Later moments have years of five digits and are never queried. */
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * How many ends of the latest searches each change the state of the claim. What ends after these counts until the last of
 * all ends: the claim isn't unsubstantiated any more since the first of them.
 */
const MAX_ENDS = 20;

/** The first moment after this one, as an ISO instant; undefined if it is never queried. */
export function momentAfter(moment: number): string | undefined {
  return moment >= LAST_MOMENT ? undefined : new Date(moment + 1).toISOString();
}

/** @param searchActs effective searches */
export function findSearches(
  searchActs: readonly ActNode[],
  { searchGoodForDays }: Pick<PolicyParameters, 'searchGoodForDays'> = {},
): Searches {
  const answered = searchActs.filter((act) => outcomeOf(act) === 'found' || outcomeOf(act) === 'found-nothing');
  const followers = new LaterActs();
  for (const act of answered) followers.add(act);
  const latest = answered.filter((act) => !followers.someFollows(act));
  return {
    latest: withFewEnds(latest.map((act) => searchOf(act, searchGoodForDays))),
    superseded: answered.filter((act) => followers.someFollows(act)),
    foundNothing: latest.length > 0 && latest.every((act) => outcomeOf(act) === 'found-nothing'),
  };
}

/** @param at an ISO instant */
export function expiryAt({ latest }: Searches, at: string): Expiry {
  const moment = Date.parse(at);
  const expired = new Map<ActNode, string>();
  let next = Infinity;
  for (const { act, goodUntil, lastMoment } of latest) {
    if (goodUntil !== undefined && lastMoment < moment) expired.set(act, goodUntil);
    else next = Math.min(next, lastMoment);
  }
  return { expired, endsAt: momentAfter(next) };
}

function searchOf(act: ActNode, goodForDays: number | undefined): Search {
  const goodUntil = goodUntilOf(act) ?? endAfterDays(act, goodForDays);
  return { act, goodUntil, lastMoment: goodUntil === undefined ? Infinity : parseDayOrInstant(goodUntil).latest };
}

const DAY = 86_400_000;

/**
 * So many days after the last moment at which the search may have happened: a day, or an instant if that is one.
 * Undefined if that moment isn't known, or if it is later than any that is queried.
 */
function endAfterDays({ when }: ActNode, days: number | undefined): string | undefined {
  if (days === undefined) return undefined;
  const end = when.latest + days * DAY;
  if (end >= LAST_MOMENT) return undefined;
  const text = new Date(end).toISOString();
  return (end + 1) % DAY === 0 ? text.slice(0, 10) : text;
}

function withFewEnds(searches: readonly Search[]): readonly Search[] {
  const ends = [...new Set(searches.map(({ lastMoment }) => lastMoment))].filter((end) => end < LAST_MOMENT);
  if (ends.length <= MAX_ENDS) return searches;
  ends.sort((a, b) => a - b);
  const [lastOfFew = 0, lastOfAll = 0] = [ends[MAX_ENDS - 1], ends.at(-1)];
  const isLater = ({ lastMoment }: Search): boolean => lastMoment > lastOfFew && lastMoment < LAST_MOMENT;
  return searches.map((search) => (isLater(search) ? { ...search, lastMoment: lastOfAll } : search));
}

function outcomeOf({ entry }: ActNode): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.outcome : undefined;
}

function goodUntilOf({ entry }: ActNode): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.goodUntil : undefined;
}
