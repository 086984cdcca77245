import { ListQuery, OnlyIds } from '../http/list-query.js';
import { ClaimScenarioQuery, Replay } from '../http/scenario-query.js';
import { refuse } from '../http/as-of.js';
import { BadRequestError } from '../http/problem.js';
import { MAX_NAME } from '../validation/bounds.js';
import {
  Describe,
  DayOrInstant,
  Digits,
  ForeignRef,
  ForeignRefsIn,
  LanguageForm,
  ListOf,
  OneOf,
  Optional,
  Repeatable,
  Slug,
  Text,
  WebUrl,
} from '../validation/field-decorators.js';
import { SLUG } from '../domain/ids.js';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import { CLAIM_KINDS, type ClaimKind, type Rating, RATINGS, STATUSES } from '../domain/vocabulary.js';
import type { ClaimEvent } from './claim.events.js';
import { RULES } from '../verification/standard/rule-names.js';
import { COUNT_NAMES, type CountName } from './queries/claim-counts.queries.js';
import { CLAIM_ORDERS, CLAIM_SORT_KEYS, type ClaimOrder, type ClaimSortKey } from './queries/claim-sort-keys.js';
import { SEARCH_FIELDS } from './queries/search-fields.js';
import type { HistoryPage } from './queries/history.queries.js';
import type { ClaimFilter } from './queries/views.js';
import { WORDINGS_PAGE } from './wordings/wordings.queries.js';
import { CLAIM_EVENTS } from './claim.event-types.js';

const ENTRY_TYPES = Object.keys(CLAIM_EVENTS.types) as ClaimEvent['type'][];

const MAX_ACTORS = 10;
/** The most entries that a list names. */
const MAX_REFS = 100;
const MAX_COUNT = 1_000_000;

/** Filters of lists of claims. `since` (inclusive) and `until` (exclusive) bound the recorded time of the registration. */
export class ClaimListQuery extends ListQuery {
  @Replay()
  replay?: string;
  @OnlyIds()
  ids?: string;
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
  @Describe('Only claims with this verification status, or with one of several, separated by commas.')
  @Optional()
  @ListOf(STATUSES)
  status?: string;
  @Describe('Only claims of this kind.')
  @Optional()
  @OneOf(CLAIM_KINDS)
  kind?: ClaimKind;
  @Describe('Only claims in this narrative: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe(
    'Only claims in which this actor spoke, or was spoken for: its id. Repeat it for claims in which each of several actors did.',
  )
  @Optional()
  @Repeatable(SLUG.source, MAX_ACTORS)
  actor?: string | string[];
  @Describe(
    'Only claims that this outlet is known to have carried first: all other outlets did so later, or on the word of another outlet. Its id.',
  )
  @Optional()
  @Slug()
  firstReportedBy?: string;
  @Describe('Only claims about this actor: its id.')
  @Optional()
  @Slug()
  about?: string;
  @Describe('Only claims with this topic, in any spelling.')
  @Optional()
  @Text(500)
  topic?: string;
  @Describe('Only claims with this rating, whose status is `rated`.')
  @Optional()
  @OneOf(RATINGS)
  rating?: Rating;
  @Describe('Only claims whose status was decided by this rule, such as `denied/first-hand`.')
  @Optional()
  @OneOf(Object.keys(RULES))
  rule?: string;
  @Describe('Only claims in this language: a language tag, or the beginning of one. `uk` also finds `uk-UA`.')
  @Optional()
  @LanguageForm()
  language?: string;
  @Describe(
    'Only claims that were effectively denied by an actor that they are about, or on its behalf, whatever their status.',
  )
  @Optional()
  @OneOf(['true'])
  deniedByAbout?: 'true';
  @Describe('Only claims carried by at least this many outlets.')
  @Optional()
  @Digits(0, MAX_COUNT)
  minReporters?: string;
  @Describe('Only claims with at most this many named origins that are independent of each other.')
  @Optional()
  @Digits(0, MAX_COUNT)
  maxIndependentOrigins?: string;
  @Describe('Only claims registered at this time or later.')
  @Optional()
  @DayOrInstant()
  since?: string;
  @Describe('Only claims registered before this time. A day means its beginning in UTC.')
  @Optional()
  @DayOrInstant()
  until?: string;
  @Describe(
    'Only claims that were first put forward at this time or later. A vague date counts as its last moment; claims without a date are left out.',
  )
  @Optional()
  @DayOrInstant()
  putForwardSince?: string;
  @Describe('Only claims that were first put forward before this time. A day means its beginning in UTC.')
  @Optional()
  @DayOrInstant()
  putForwardUntil?: string;
  @Describe(
    'Only claims whose status, rule or rating will be changed before this time by a date that passes, such as the end of a search or of the time of a forecast, if nothing is recorded. A day means its beginning in UTC. For the present only.',
  )
  @Optional()
  @DayOrInstant()
  changesBefore?: string;
  @Describe(
    'The order: by registration (`newest`, `oldest`), by how close the claim is to `q` (`relevance`), by the last entry recorded (`activity`), by the number of changes of status (`changes`) or the time of the last one (`since`), by the number of outlets that carry the claim (`reporters`) or of independent origins (`independent-origins`), by when it was first put forward (`put-forward`), or by the time from the first report to the first denial by an actor that it is about, in the world (`time-to-denial`) or between the recordings (`recorded-time-to-denial`). The last three leave out claims without such a time. Default: `newest`.',
  )
  @Optional()
  @OneOf([...CLAIM_ORDERS, ...CLAIM_SORT_KEYS])
  sort?: ClaimOrder;
  @Describe(
    'The direction of every `sort` but `newest`, `oldest` and `relevance`. Default: `descending`, the greatest value first.',
  )
  @Optional()
  @OneOf(['ascending', 'descending'])
  order?: 'ascending' | 'descending';
}

export class ClaimCountQuery extends ClaimListQuery {
  @Describe('What to count by, separated by commas: each takes time. Default: everything.')
  @Optional()
  @ListOf(COUNT_NAMES)
  by?: string;
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
  @Describe(
    `Only these entries, each as \`claim/entry\`, separated by commas; at most ${MAX_REFS}. Those that don't exist are left out.`,
  )
  @Optional()
  @ForeignRefsIn(MAX_REFS)
  ids?: string;
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
  @Describe(
    'Only entries of any claim that refer to this entry: they cite, interpret, void or follow it, or are about it. Its id, as `claim/entry`.',
  )
  @Optional()
  @ForeignRef()
  refersTo?: string;
  @Describe('Only verdicts that are published at this address, in any spelling of it.')
  @Optional()
  @WebUrl()
  reviewUrl?: string;
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
  @Describe('The text to compare claims with. Either this or `claim` is required.')
  @Optional()
  @Text(1_000)
  text?: string;
  @Describe(
    'The id of a claim whose text the others are compared with. It is left out, and so are the claims that it is merged with.',
  )
  @Optional()
  @Slug()
  claim?: string;
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
  const { sort = 'newest', order, actor } = rest;
  if (sort === 'relevance' && rest.q === undefined) {
    refuse('sort', 'without-search', 'relevance is about a search text: add q, or choose another order.');
  }
  if (order !== undefined && !CLAIM_SORT_KEYS.includes(sort as ClaimSortKey)) {
    const message = `order goes with one of these values of sort: ${CLAIM_SORT_KEYS.join(', ')}.`;
    throw new BadRequestError(`The query parameters are invalid. ${message}`, [
      { pointer: '/order', code: 'without-sort', message },
    ]);
  }
  if (rest.changesBefore !== undefined && 'asOf' in rest) {
    refuse(
      'changesBefore',
      'not-for-past',
      'changesBefore is about the present, and goes with no other moment and no replay.',
    );
  }
  return {
    ...rest,
    ...(actor !== undefined && { actor: [...new Set([actor].flat())].sort() }),
    ...(fields !== undefined && { in: listed(SEARCH_FIELDS, fields) }),
  };
}

/** What to count by; without `by`, everything. */
export const countNames = (by: string | undefined): readonly CountName[] =>
  by === undefined ? COUNT_NAMES : listed(COUNT_NAMES, by);

/** The words that are in a list separated by commas, in their own order. */
const listed = <Word extends string>(words: readonly Word[], list: string): readonly Word[] =>
  words.filter((word) => list.split(',').includes(word));

const BOUNDS = ['since', 'until', 'putForwardSince', 'putForwardUntil', 'changesBefore'] as const;

/** Turns bounds of time into ISO instants. A day becomes its first moment, so `until` excludes that day. */
export function withInstants<Filter extends Partial<Record<(typeof BOUNDS)[number], string>>>(filter: Filter): Filter {
  const given = BOUNDS.flatMap((name) => {
    const bound = filter[name];
    return bound === undefined ? [] : [[name, toInstant(bound)]];
  });
  return { ...filter, ...(Object.fromEntries(given) as Partial<Filter>) };
}

/** Instants with a year of more than four digits would sort before all others. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');

const toInstant = (text: string): string =>
  new Date(Math.min(Math.max(parseDayOrInstant(text).earliest, FIRST), LAST)).toISOString();
