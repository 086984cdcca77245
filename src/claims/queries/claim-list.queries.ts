import type { Statement } from 'better-sqlite3';
import { type FindOptions, validAtSql, FilteredRowFinder } from '../../read-model/filters.js';
import { memoize } from '../../lib/memoize.js';
import { SortedRowFinder } from '../../read-model/sorted-rows.js';
import { findByTier } from '../../read-model/tiered-rows.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { type ExpiringView, ViewCache } from '../../read-model/view-cache.js';
import { type FoundRows, listName, type Page, page, type PageRequest } from '../../read-model/pagination.js';
import type { Rating, Status } from '../../domain/vocabulary.js';
import type { Rule } from '../../verification/standard/rule-names.js';
import type { ClaimAttributes } from '../claim.events.js';
import { ActorQueries } from '../../actors/actors.queries.js';
import { COVERAGE_COLUMNS, coverageOf, type CoverageColumns } from '../projection/coverage-columns.js';
import { rowAtSql } from '../projection/timeline-table.js';
import { SummaryQueries, type TitledNames } from './summary.queries.js';
import { claimSearch } from './claim-search.js';
import { type ClaimCriteria, criteriaOf } from './claim-filters.js';
import { CLAIM_SORTS } from './claim-sorts.js';
import { SearchMatchQueries } from './search-matches.queries.js';
import type { ClaimFilter, ClaimSummary, FoundClaim, ListedEntry } from './views.js';

interface SummaryRow extends CoverageColumns {
  readonly id: string;
  readonly attributes: string;
  readonly registeredAt: string;
  readonly revision: number;
  readonly lastRecordedAt: string;
  readonly status: Status;
  readonly rule: Rule;
  readonly rating: Rating | null;
  readonly since: string;
  readonly changes: number;
  readonly changesAt: string | null;
  /** JSON. */
  readonly summary: string;
  /** When it is another row, if nothing more is recorded. */
  readonly until: string;
}

type StateRow = Pick<ListedEntry['claim'], 'id' | 'text' | 'kind' | 'status' | 'rule' | 'since'> &
  Pick<SummaryRow, 'rating'>;

/** Of all summaries of a read model together. */
const MAX_CACHED_BYTES = 8_000_000;

/** Of each read model, since several queries read the same claims. */
const caches = new WeakMap<ReadModel, ViewCache<ClaimSummary>>();

/** Reads summaries of claims, one by one or as filtered lists. */
export class ClaimListQueries {
  private readonly finder: FilteredRowFinder;
  private readonly sorter: SortedRowFinder;
  private readonly texts: SummaryQueries;
  private readonly matches: SearchMatchQueries;
  private readonly row: Statement<[{ number: number; at: string }], SummaryRow>;
  private readonly stateRow: Statement<[{ number: number; at: string }], StateRow>;

  private readonly views: ViewCache<ClaimSummary>;
  private actors: ActorQueries | undefined;

  constructor(private readonly readModel: ReadModel) {
    const { database } = readModel;
    this.views = caches.get(readModel) ?? new ViewCache(readModel, MAX_CACHED_BYTES);
    caches.set(readModel, this.views);
    this.finder = new FilteredRowFinder(database);
    this.sorter = new SortedRowFinder(database);
    this.texts = new SummaryQueries(database);
    this.matches = new SearchMatchQueries(database);
    this.row = database.prepare(
      `SELECT v.id, v.attributes, r.recordedFrom AS registeredAt, e.revision, e.recordedAt AS lastRecordedAt,
              s.status, s.rule, s.rating, s.since, s.changes, s.summary,
              s.body ->> 'changesAt' AS changesAt, min(s.recordedTo, c.recordedTo) AS until, ${COVERAGE_COLUMNS.map((column) => `c.${column}`).join()}
       FROM claim_versions v
       JOIN claim_versions r ON r.position = v.number
       JOIN entries e ON e.position = (
         SELECT position FROM entries WHERE claim = v.number AND recordedAt <= @at ORDER BY revision DESC LIMIT 1)
       JOIN claim_states s ON s.rowid = ${rowAtSql('claim_states', 'v.number')}
       JOIN claim_coverage c ON c.rowid = ${rowAtSql('claim_coverage', 'v.number')}
       WHERE v.number = @number AND ${validAtSql('v')}`,
    );
    this.stateRow = database.prepare(
      `SELECT v.id, v.attributes ->> 'text' AS text, v.attributes ->> 'kind' AS kind, s.status, s.rule, s.rating, s.since
       FROM claim_versions v JOIN claim_states s ON s.rowid = ${rowAtSql('claim_states', 'v.number')}
       WHERE v.number = @number AND ${validAtSql('v')}`,
    );
  }

  summary(number: number, at: string): ClaimSummary | undefined {
    return this.summaries([number], at)[0];
  }

  /** In this order, without claims that weren't registered by then. */
  summaries(numbers: readonly number[], at: string): ClaimSummary[] {
    const names = this.texts.namesOnce(at);
    return numbers.flatMap((number) => this.summaryWith(names, number, at) ?? []);
  }

  /** What lists of entries say of a claim. */
  state(number: number, at: string): ListedEntry['claim'] | undefined {
    const row = this.stateRow.get({ number, at });
    if (!row) return undefined;
    const { rating, since, ...state } = row;
    return { ...state, ...(rating !== null && { rating }), since };
  }

  private summaryWith(names: TitledNames, number: number, at: string): ClaimSummary | undefined {
    return this.views.get(String(number), at, () => this.view(names, number, at));
  }

  private view(names: TitledNames, number: number, at: string): ExpiringView<ClaimSummary> | undefined {
    const row = this.row.get({ number, at });
    if (!row) return undefined;
    const {
      attributes,
      rating,
      summary,
      changesAt,
      id,
      registeredAt,
      revision,
      lastRecordedAt,
      status,
      rule,
      since,
      changes,
      until,
    } = row;
    const view = {
      ...(JSON.parse(attributes) as ClaimAttributes),
      ...{ id, registeredAt, revision, lastRecordedAt, status, rule, since, changes, coverage: coverageOf(row) },
      ...(rating !== null && { rating }),
      ...(changesAt !== null && { changesAt }),
      summary: this.texts.at(summary, at, names),
    };
    return { view, until };
  }

  list(filter: ClaimFilter, request: PageRequest & { readonly now: string }): Page<FoundClaim> {
    const search = claimSearch(filter);
    const names = memoize((at: string) => this.texts.namesOnce(at));
    const found = page<FoundClaim>(
      listName('claims', { ...filter, ...(!search && { q: undefined, in: undefined }) }),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) => this.numbered(filter, { from, at, limit }),
      (number, at) => {
        const claim = this.summaryWith(names(at), number, at) as ClaimSummary;
        if (!search) return claim;
        const found = { id: claim.id, number, at: filter.asOf };
        return { ...claim, matches: this.matches.of(found, search, filter.in) };
      },
    );
    return search && search.ignored.length > 0 ? { ...found, ignored: search.ignored } : found;
  }

  /** The numbers of matching claims, in the order of registration. `more`: rows were left that weren't examined. */
  numbers(filter: ClaimFilter, { at, limit }: { readonly at: string; readonly limit: number }) {
    const criteria = this.criteria(filter, filter.asOf ?? at);
    if (!criteria) return { numbers: [], more: false };
    const options = { from: undefined, at: filter.asOf ?? at, limit, maxScanned: 4 * limit };
    const { rows, beyond } = this.finder.find(criteria.filters, criteria.parameters, options);
    return { numbers: rows.map(({ number }) => number), more: beyond !== undefined };
  }

  private criteria(filter: ClaimFilter, at: string): ClaimCriteria | undefined {
    const { firstReportedBy: outlet } = filter;
    if (outlet === undefined) return criteriaOf(filter);
    this.actors ??= new ActorQueries(this.readModel);
    return criteriaOf(filter, [outlet, ...this.actors.sameAs(outlet, at)]);
  }

  private numbered(filter: ClaimFilter, options: FindOptions): FoundRows {
    const criteria = this.criteria(filter, options.at);
    if (!criteria) return { rows: [] };
    const { filters, tiers, parameters } = criteria;
    const { sort = 'newest', order } = filter;
    if (sort === 'relevance') return findByTier(this.finder, tiers, parameters, options);
    if (sort === 'newest' || sort === 'oldest') {
      return this.finder.find(filters, parameters, { ...options, oldestFirst: sort === 'oldest' });
    }
    const ascending = order === 'ascending';
    return this.sorter.find(CLAIM_SORTS[sort], filters.slice(0, -1), parameters, { ...options, ascending });
  }
}
