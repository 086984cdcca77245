import { ListQuery } from '../http/list-query.js';
import { ClaimScenarioQuery } from '../http/scenario-query.js';
import { MAX_NAME } from '../validation/bounds.js';
import { Describe, DayOrInstant, Digits, ListOf, OneOf, Optional, Slug, Text } from '../validation/field-decorators.js';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import { CLAIM_KINDS, type ClaimKind, type Status, STATUSES } from '../domain/vocabulary.js';
import type { ClaimEvent } from './claim.events.js';
import { SEARCH_FIELDS } from './queries/search-fields.js';
import type { HistoryPage } from './queries/history.queries.js';
import type { ClaimFilter } from './queries/views.js';
import { WORDINGS_PAGE } from './wordings/wordings.queries.js';
import { CLAIM_EVENTS } from './claim.event-types.js';

const ENTRY_TYPES = Object.keys(CLAIM_EVENTS.types) as ClaimEvent['type'][];

/** Filters of lists of claims. `since` (inclusive) and `until` (exclusive) bound the recorded time of the registration. */
export class ClaimListQuery extends ListQuery {
  @Describe(
    'Searches the texts of claims: `in` lists them. All words, in any order, which may be in different texts of a claim; `"a phrase"`, `word*` for a beginning, `-word` for what must not occur, `one OR other`. Case, accents and spellings of one letter are the same.',
  )
  @Optional()
  @Text(200)
  q?: string;
  @Describe('The texts in which `q` searches, separated by commas. Default: all.')
  @Optional()
  @ListOf(SEARCH_FIELDS)
  in?: string;
  @Describe('Only claims with this verification status.')
  @Optional()
  @OneOf(STATUSES)
  status?: Status;
  @Describe('Only claims of this kind.')
  @Optional()
  @OneOf(CLAIM_KINDS)
  kind?: ClaimKind;
  @Describe('Only claims in this narrative: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe('Only claims in which this actor spoke, or was spoken for: its id.')
  @Optional()
  @Slug()
  actor?: string;
  @Describe('Only claims about this actor: its id.')
  @Optional()
  @Slug()
  about?: string;
  @Describe('Only claims with this topic, in any spelling.')
  @Optional()
  @Text(500)
  topic?: string;
  @Describe('Only claims registered at this time or later.')
  @Optional()
  @DayOrInstant()
  since?: string;
  @Describe('Only claims registered before this time. A day means its beginning in UTC.')
  @Optional()
  @DayOrInstant()
  until?: string;
  @Describe('The order, by registration. Default: `newest`.')
  @Optional()
  @OneOf(['newest', 'oldest'])
  sort?: 'newest' | 'oldest';
}

/** A page of what a claim's entries brought about. */
class EntryPageQuery extends ClaimScenarioQuery {
  @Describe('Only what follows this revision: `nextRevision` of the previous page.')
  @Optional()
  @Digits(0, Number.MAX_SAFE_INTEGER)
  after?: string;
  limit?: string;
}

/** The maximum and the default number of entries in a page of a history. */
export const HISTORY_PAGE = 1_000;

export class HistoryQuery extends EntryPageQuery {
  @Describe('Maximum number of entries. Default: 1000.')
  @Optional()
  @Digits(1, HISTORY_PAGE)
  declare limit?: string;
}

export class WordingsQuery extends EntryPageQuery {
  @Describe('Maximum number of entries; each has at most two wordings. Default: 100.')
  @Optional()
  @Digits(1, WORDINGS_PAGE)
  declare limit?: string;
}

/** The maximum and the default number of entries in a page of moments. */
export const MOMENTS_PAGE = 10_000;

export class MomentsQuery extends EntryPageQuery {
  @Describe('Maximum number of entries. Default: 10000.')
  @Optional()
  @Digits(1, MOMENTS_PAGE)
  declare limit?: string;
}

/** The page that a query asks for. */
export const pageOf = ({ after, limit }: EntryPageQuery): HistoryPage => ({
  ...(after !== undefined && { afterRevision: Number(after) }),
  ...(limit !== undefined && { limit: Number(limit) }),
});

/** Filters of lists of entries. `since` (inclusive) and `until` (exclusive) bound the recorded time. */
export class EntryListQuery extends ListQuery {
  @Describe('Only entries on this claim: its id.')
  @Optional()
  @Slug()
  claim?: string;
  @Describe('Only acts of this actor, or on its behalf: its id.')
  @Optional()
  @Slug()
  actor?: string;
  @Describe('Only entries that name this document, as the place where they can be read or as a source: its id.')
  @Optional()
  @Slug()
  document?: string;
  @Describe('Only entries on claims in this narrative: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe('Only entries of this type.')
  @Optional()
  @OneOf(ENTRY_TYPES)
  type?: ClaimEvent['type'];
  @Describe('Only entries recorded at this time or later.')
  @Optional()
  @DayOrInstant()
  since?: string;
  @Describe('Only entries recorded before this time. A day means its beginning in UTC.')
  @Optional()
  @DayOrInstant()
  until?: string;
  @Describe('The order, by recording. Default: `newest`.')
  @Optional()
  @OneOf(['newest', 'oldest'])
  sort?: 'newest' | 'oldest';
}

export class SimilarQuery {
  @Describe('The text to compare claims with.')
  @Text(1_000)
  text!: string;
  @Describe('Maximum number of claims. Default: 10.')
  @Optional()
  @Digits(1, 50)
  limit?: string;
}

export class SimilarActorsQuery {
  @Describe('The name to compare with those of the ledger.')
  @Text(MAX_NAME)
  name!: string;
}

/** The filter of a list of claims, as the query says it. */
export function claimFilter(query: Omit<ClaimListQuery, 'limit' | 'cursor'>): ClaimFilter {
  const { in: fields, ...rest } = withInstants(query);
  return {
    ...rest,
    ...(fields !== undefined && { in: SEARCH_FIELDS.filter((field) => fields.split(',').includes(field)) }),
  };
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
