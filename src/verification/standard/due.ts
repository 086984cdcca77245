import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import type { ClaimFacts } from '../policy.js';

/** When the outcome of a forecast is due. */
export interface Due {
  /** As recorded. */
  readonly date: string;
  /** Its last moment, in epoch milliseconds. */
  readonly lastMoment: number;
}

/** Of merged claims the latest date; undefined if none has one. */
export function latestDue(claims: readonly ClaimFacts[]): Due | undefined {
  return claims
    .map(({ due }) => due)
    .filter((date) => date !== undefined)
    .map((date) => ({ date, lastMoment: parseOccurredAt(date).latest }))
    .sort((a, b) => b.lastMoment - a.lastMoment || (a.date < b.date ? -1 : 1))[0];
}
