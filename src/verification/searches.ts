import type { Deed } from './deed.js';
import { Followers } from './follows.js';
import { parseDayOrInstant } from './occurred-at.js';

/** The latest searches that found or found nothing; "no answer" and "declined" are neither. */
export interface Searches {
  readonly latest: readonly Deed[];
  readonly superseded: readonly Deed[];
  /** Those of the latest that are no longer good, with the date that passed. */
  readonly expired: ReadonlyMap<Deed, string>;
  readonly foundNothing: boolean;
  /** The first moment at which one of the latest is no longer good, if there is one to come. */
  readonly endsAt: string | undefined;
}

/** A later one has no four-digit year, and is never asked about. */
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/** @param at the moment asked about, an ISO instant */
export function findSearches(sought: readonly Deed[], at: string): Searches {
  const answered = sought.filter((deed) => outcomeOf(deed) === 'found' || outcomeOf(deed) === 'found-nothing');
  const followers = new Followers();
  for (const deed of answered) followers.add(deed);
  const latest = answered.filter((deed) => !followers.someFollows(deed));
  const expired = new Map<Deed, string>();
  let ends = Infinity;
  for (const deed of latest) {
    const goodUntil = goodUntilOf(deed);
    if (goodUntil === undefined) continue;
    const last = parseDayOrInstant(goodUntil).latest;
    if (last < Date.parse(at)) expired.set(deed, goodUntil);
    else ends = Math.min(ends, last + 1);
  }
  return {
    latest,
    superseded: answered.filter((deed) => followers.someFollows(deed)),
    expired,
    foundNothing: latest.length > 0 && latest.every((deed) => outcomeOf(deed) === 'found-nothing'),
    endsAt: ends > LAST_MOMENT ? undefined : new Date(ends).toISOString(),
  };
}

function outcomeOf({ entry }: Deed): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.outcome : undefined;
}

function goodUntilOf({ entry }: Deed): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.goodUntil : undefined;
}
