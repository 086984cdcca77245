import type { Database, Statement } from 'better-sqlite3';
import { type RowFilter, type FindOptions, validAtSql, FilteredRowFinder } from '../../read-model/filters.js';
import { foldText } from '../../lib/fold-text.js';
import { type FoundRows, listName, type Page, page, type PageRequest } from '../../read-model/pagination.js';
import type { Rating, Status } from '../../domain/vocabulary.js';
import type { ClaimAttributes } from '../claim.events.js';
import { SummaryQueries } from './summary.queries.js';
import { claimSearch, hasTerm } from './claim-search.js';
import { SearchMatchQueries } from './search-matches.queries.js';
import type { ClaimFilter, ClaimSummary, FoundClaim } from './views.js';

interface SummaryRow {
  readonly id: string;
  readonly attributes: string;
  readonly registeredAt: string;
  readonly revision: number;
  readonly lastRecordedAt: string;
  readonly status: Status;
  readonly rule: string;
  readonly rating: Rating | null;
  readonly since: string;
  /** JSON. */
  readonly summary: string;
}

/** Reads summaries of claims, one by one or as filtered lists. */
export class ClaimListQueries {
  private readonly finder: FilteredRowFinder;
  private readonly summaries: SummaryQueries;
  private readonly matches: SearchMatchQueries;
  private readonly row: Statement<[{ number: number; at: string }], SummaryRow>;

  constructor(database: Database) {
    this.finder = new FilteredRowFinder(database);
    this.summaries = new SummaryQueries(database);
    this.matches = new SearchMatchQueries(database);
    this.row = database.prepare(
      `SELECT v.id, v.attributes, r.recordedFrom AS registeredAt, e.revision, e.recordedAt AS lastRecordedAt,
              s.status, s.rule, s.rating, s.since, s.summary
       FROM claim_versions v
       JOIN claim_versions r ON r.position = v.number
       JOIN entries e ON e.position = (
         SELECT position FROM entries WHERE claim = v.number AND recordedAt <= @at ORDER BY revision DESC LIMIT 1)
       JOIN claim_states s ON s.rowid = (
         SELECT rowid FROM claim_states WHERE claim = v.number AND recordedFrom <= @at
         ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1)
       WHERE v.number = @number AND ${validAtSql('v')}`,
    );
  }

  summary(number: number, at: string): ClaimSummary | undefined {
    const row = this.row.get({ number, at });
    if (!row) return undefined;
    const { attributes, rating, summary, ...rest } = row;
    return {
      ...(JSON.parse(attributes) as ClaimAttributes),
      ...rest,
      ...(rating !== null && { rating }),
      summary: this.summaries.at(summary, at),
    };
  }

  list(filter: ClaimFilter, request: PageRequest & { readonly now: string }): Page<FoundClaim> {
    const search = claimSearch(filter);
    const found = page<FoundClaim>(
      listName('claims', { ...filter, ...(!search && { q: undefined, in: undefined }) }),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) => this.numbered(filter, { from, at, limit }),
      (number, at) => {
        const claim = this.summary(number, at) as ClaimSummary;
        return search ? { ...claim, matches: this.matches.of(claim.id, number, search, filter.in) } : claim;
      },
    );
    return search && search.ignored.length > 0 ? { ...found, ignored: search.ignored } : found;
  }

  /** The numbers of matching claims, in the order of the list. `more`: rows were left that weren't examined. */
  numbers(filter: ClaimFilter, { at, limit }: { readonly at: string; readonly limit: number }) {
    const maxScanned = 4 * limit;
    const { rows, beyond } = this.numbered(filter, { from: undefined, at: filter.asOf ?? at, limit, maxScanned });
    return { numbers: rows.map(({ number }) => number), more: beyond !== undefined };
  }

  private numbered(filter: ClaimFilter, options: FindOptions): FoundRows {
    const { status, kind, narrative, actor, about, topic, since, until } = filter;
    const search = claimSearch(filter);
    if (search?.filters.length === 0) return { rows: [] };
    const key = topic === undefined ? undefined : foldText(topic);
    const parameters = Object.entries({ status, kind, narrative, actor, about, topic: key, since, until }).flatMap(
      ([key, value]) => (value === undefined ? [] : [[key, value] as const]),
    );
    const given = new Set(parameters.map(([key]) => key));
    const filters = CLAIM_FILTERS.flatMap(([key, row]) => {
      if (key === 'q') return search?.filters ?? [];
      return key === 'registered' || given.has(key) ? [row] : [];
    });
    const all = { ...Object.fromEntries(parameters), ...search?.parameters };
    return this.finder.find(filters, all, { ...options, oldestFirst: filter.sort === 'oldest' });
  }
}

const facet =
  (name: string, parameter: string): RowFilter =>
  (x) => ({
    from: `claim_facets ${x}`,
    number: `${x}.claim`,
    where: `${x}.facet = '${name}' AND ${x}.value = @${parameter}`,
    holds: validAtSql(x),
  });

/** Recorded time never decreases along positions, so a bound on time is a bound on positions: one index lookup. */
export function recordedSql(position: string, parameter: 'since' | 'until'): string {
  const first = `SELECT position FROM entries WHERE recordedAt >= @${parameter} ORDER BY recordedAt, position LIMIT 1`;
  return `${position} ${parameter === 'since' ? '>=' : '<'} coalesce((${first}), ${Number.MAX_SAFE_INTEGER})`;
}

const registered =
  (parameter: 'since' | 'until'): RowFilter =>
  (x) => ({
    from: `claim_versions ${x}`,
    number: `${x}.number`,
    where: `${x}.position = ${x}.number AND ${recordedSql(`${x}.number`, parameter)}`,
  });

/** The most selective filters first. */
export const CLAIM_FILTERS: readonly (readonly [keyof ClaimFilter | 'registered', RowFilter])[] = [
  [
    'narrative',
    (x) => ({
      from: `narrative_claims ${x}`,
      number: `${x}.number`,
      where: `${x}.narrative = @narrative AND ${x}.number IS NOT NULL`,
      holds: validAtSql(x),
    }),
  ],
  ['about', facet('about', 'about')],
  ['actor', facet('speaker', 'actor')],
  ['topic', facet('topic', 'topic')],
  ['q', hasTerm('q0')],
  [
    'status',
    (x) => ({
      from: `claim_states ${x} INDEXED BY claim_states_by_status`,
      number: `${x}.claim`,
      where: `${x}.status = @status`,
      holds: validAtSql(x),
    }),
  ],
  ['kind', facet('kind', 'kind')],
  ['since', registered('since')],
  ['until', registered('until')],
  ['registered', (x) => ({ from: `claim_versions ${x}`, number: `${x}.number`, where: 'TRUE', holds: validAtSql(x) })],
];
