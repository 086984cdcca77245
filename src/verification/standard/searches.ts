import type { ActNode } from './act-node.js';
import { LaterActs } from './chronology.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';

/** A search, and until when it is good. */
interface Search {
  readonly deed: ActNode;
  /** As it was recorded; undefined if it is good until the next. */
  readonly goodUntil: string | undefined;
  /** Its last moment in epoch milliseconds. */
  readonly lastMoment: number;
}

/** The latest searches that found or found nothing; "no answer" and "declined" are neither. */
export interface Searches {
  readonly latest: readonly Search[];
  readonly superseded: readonly ActNode[];
  readonly foundNothing: boolean;
}

/** What a moment makes of the latest searches. */
export interface Expiry {
  /** Those that are no longer good, with the date that passed. */
  readonly expired: ReadonlyMap<ActNode, string>;
  /** The first moment at which another one is no longer good, if there is one to come. */
  readonly endsAt: string | undefined;
}

/** A later one has no four-digit year, and is never asked about. */
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/** @param sought searches that stand */
export function findSearches(sought: readonly ActNode[]): Searches {
  const answered = sought.filter((deed) => outcomeOf(deed) === 'found' || outcomeOf(deed) === 'found-nothing');
  const followers = new LaterActs();
  for (const deed of answered) followers.add(deed);
  const latest = answered.filter((deed) => !followers.someFollows(deed));
  return {
    latest: latest.map(searchOf),
    superseded: answered.filter((deed) => followers.someFollows(deed)),
    foundNothing: latest.length > 0 && latest.every((deed) => outcomeOf(deed) === 'found-nothing'),
  };
}

/** @param at an ISO instant */
export function expiryAt({ latest }: Searches, at: string): Expiry {
  const moment = Date.parse(at);
  const expired = new Map<ActNode, string>();
  let ends = Infinity;
  for (const { deed, goodUntil, lastMoment } of latest) {
    if (goodUntil !== undefined && lastMoment < moment) expired.set(deed, goodUntil);
    else ends = Math.min(ends, lastMoment + 1);
  }
  return { expired, endsAt: ends > LAST_MOMENT ? undefined : new Date(ends).toISOString() };
}

function searchOf(deed: ActNode): Search {
  const goodUntil = goodUntilOf(deed);
  return { deed, goodUntil, lastMoment: goodUntil === undefined ? Infinity : parseDayOrInstant(goodUntil).latest };
}

function outcomeOf({ entry }: ActNode): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.outcome : undefined;
}

function goodUntilOf({ entry }: ActNode): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.goodUntil : undefined;
}
