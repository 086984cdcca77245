import { ListQuery, SearchableListQuery } from '../http/list-query.js';
import { DayOrInstant, Digits, OneOf, Optional, Slug, Text } from '../validation/field-decorators.js';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import { CLAIM_KINDS, type ClaimKind, type Status, STATUSES } from '../domain/vocabulary.js';
import type { ClaimEvent } from './claim.events.js';
import { CLAIM_EVENTS } from './claim.event-types.js';

const ENTRY_TYPES = Object.keys(CLAIM_EVENTS.types) as ClaimEvent['type'][];

/** What lists of claims are filtered by. `since` and `until` are of the registration's recorded time. */
export class ClaimListQuery extends SearchableListQuery {
  @Optional() @OneOf(STATUSES) status?: Status;
  @Optional() @OneOf(CLAIM_KINDS) kind?: ClaimKind;
  @Optional() @Slug() narrative?: string;
  @Optional() @Slug() actor?: string;
  @Optional() @Slug() about?: string;
  @Optional() @Text(500) topic?: string;
  @Optional() @DayOrInstant() since?: string;
  @Optional() @DayOrInstant() until?: string;
  @Optional() @OneOf(['newest', 'oldest']) sort?: 'newest' | 'oldest';
}

/** Entries at most, and unless told. */
export const HISTORY_PAGE = 1_000;

export class HistoryQuery {
  @Optional() @Digits(0, Number.MAX_SAFE_INTEGER) after?: string;
  @Optional() @Digits(1, HISTORY_PAGE) limit?: string;
}

/** What lists of entries are filtered by. `since` and `until` are recorded time. */
export class EntryListQuery extends ListQuery {
  @Optional() @Slug() claim?: string;
  @Optional() @Slug() actor?: string;
  @Optional() @Slug() document?: string;
  @Optional() @Slug() narrative?: string;
  @Optional() @OneOf(ENTRY_TYPES) type?: ClaimEvent['type'];
  @Optional() @DayOrInstant() since?: string;
  @Optional() @DayOrInstant() until?: string;
  @Optional() @OneOf(['newest', 'oldest']) sort?: 'newest' | 'oldest';
}

export class SimilarQuery {
  @Text(1_000) text!: string;
  @Optional() @Digits(1, 50) limit?: string;
}

/** A day stands for its first moment, so that `until` leaves that day out. */
export function instants<Filter extends { since?: string; until?: string }>(filter: Filter): Filter {
  const { since, until } = filter;
  return {
    ...filter,
    ...(since !== undefined && { since: instant(since) }),
    ...(until !== undefined && { until: instant(until) }),
  };
}

/** A later one would have no four-digit year, and sort before all others. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');

const instant = (text: string): string =>
  new Date(Math.min(Math.max(parseDayOrInstant(text).earliest, FIRST), LAST)).toISOString();
