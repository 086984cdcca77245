import { ListQuery, SearchableListQuery } from '../http/list-query.js';
import { DayOrInstant, Digits, OneOf, Optional, Slug, Text } from '../validation/field-decorators.js';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import { CLAIM_KINDS, type ClaimKind, type Status, STATUSES } from '../domain/vocabulary.js';
import type { ClaimEvent } from './claim.events.js';
import { CLAIM_EVENTS } from './claim.event-types.js';

const ENTRY_TYPES = Object.keys(CLAIM_EVENTS.types) as ClaimEvent['type'][];

/** Filters of lists of claims. `since` (inclusive) and `until` (exclusive) bound the recorded time of the registration. */
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

/** The maximum and the default number of entries in a page of a history. */
export const HISTORY_PAGE = 1_000;

export class HistoryQuery {
  @Optional() @Digits(0, Number.MAX_SAFE_INTEGER) after?: string;
  @Optional() @Digits(1, HISTORY_PAGE) limit?: string;
}

/** Filters of lists of entries. `since` (inclusive) and `until` (exclusive) bound the recorded time. */
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

/** Turns `since` and `until` into ISO instants. A day becomes its first moment, so `until` excludes that day. */
export function withInstants<Filter extends { since?: string; until?: string }>(filter: Filter): Filter {
  const { since, until } = filter;
  return {
    ...filter,
    ...(since !== undefined && { since: toInstant(since) }),
    ...(until !== undefined && { until: toInstant(until) }),
  };
}

/** Instants with a year of more than four digits would sort before all others. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');

const toInstant = (text: string): string =>
  new Date(Math.min(Math.max(parseDayOrInstant(text).earliest, FIRST), LAST)).toISOString();
