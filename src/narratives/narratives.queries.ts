import type { Statement } from 'better-sqlite3';
import { ClaimListQueries } from '../claims/queries/claim-list.queries.js';
import { rowAtSql } from '../claims/projection/timeline-table.js';
import { type Count, tally } from '../claims/queries/tally.js';
import type { ClaimSummary } from '../claims/queries/views.js';
import { FOREVER } from '../domain/recorded-time.js';
import { idList, type RowFilter, validAtSql, FilteredRowFinder, registeredIn, withIds } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import { matchesSearch, rowsFound, versionSearch, withIgnored } from '../read-model/version-search.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ViewCache } from '../read-model/view-cache.js';
import { VersionTable } from '../read-model/version-table.js';
import { SimilarItems, type SimilarItem } from '../read-model/similar-items.js';
import { positionText } from '../event-log/position.js';
import { streamName } from '../domain/domain-event.js';
import type { Status } from '../domain/vocabulary.js';
import { redactedMember, RedactionQueries, type RedactionView } from '../redactions/redaction.queries.js';
import type { NarrativeRegistered } from './narrative.events.js';

/** A narrative in a list. */
export interface NarrativeSummary extends NarrativeRegistered {
  /** The id of the narrative. */
  readonly id: string;
  /** The revision of its stream: the number of its last event, from 0. */
  readonly revision: number;
  /** When it was registered (recorded time). */
  readonly registeredAt: string;
  /** When its last event was recorded. */
  readonly lastRecordedAt: string;
  /** How many claims it holds. */
  readonly size: number;
}

/** A narrative with a page of its claims. */
export interface NarrativeView extends NarrativeSummary {
  /** How many of its claims have which status, whatever the page; of the 10,000 that were added first. */
  readonly statuses: Partial<Record<Status, number>>;
  /** A page of its claims, in the order in which they were added. */
  readonly claims: readonly ClaimSummary[];
  /** The id of the last of these claims. Send it as `after` to get the next page; absent on the last page. */
  readonly nextClaim?: string;
  /** What was redacted of the events of its stream, and why; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
  /** The position of the last event that changed anything in this response. */
  readonly position: string;
}

/** The maximum and the default number of claims in a page of a narrative. */
export const NARRATIVE_PAGE = 1_000;
const MAX_COUNTED = 10_000;
const MAX_CACHED_BYTES = 1_000_000;

/** Which page of a narrative's claims. */
export interface NarrativePage {
  /** Those that were added after this claim: its id. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** A narrative never held the claim after which a page is to begin. */
export class NotInNarrativeError extends Error {
  constructor(claim: string) {
    super(`The claim "${claim}" was never added to this narrative.`);
    this.name = new.target.name;
  }
}

interface Members {
  readonly id: string;
  readonly at: string;
}

interface StatusRow extends Count<Status> {
  /** The position of the last event that changed one of these claims or its state. */
  readonly position: number;
}

/** Filters of a list of narratives. A narrative must match all that are given. */
export interface NarrativeFilter {
  /** Ids of narratives, separated by commas. */
  readonly ids?: string | undefined;
  /** Beginnings of words of the narrative's title; see `read-model/version-search.ts`. */
  readonly q?: string | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** Reads narratives, as of any moment of recorded time: ISO instants in UTC with milliseconds. */
export class NarrativeQueries {
  private readonly redactions: RedactionQueries;
  private readonly versions: VersionTable<NarrativeRegistered>;
  private readonly claims: ClaimListQueries;
  private readonly finder: FilteredRowFinder;
  private readonly similarItems: SimilarItems;
  private readonly idOf: Statement<[number], { readonly id: string }>;
  private readonly sizeOf: Statement<[Members], { readonly size: number }>;
  /** By their ids. Narratives of a large ledger hold tens of thousands of claims, and each list counts those of several. */
  private readonly sizes: ViewCache<number>;
  private readonly statuses: Statement<[Members], StatusRow>;
  private readonly ids: Statement<[Members], { readonly id: string }>;
  private readonly placeOf: Statement<[Members & { claim: string }], { readonly place: number | null }>;
  private readonly members: Statement<
    [Members & { after: number; limit: number }],
    { readonly number: number; readonly id: string }
  >;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.redactions = new RedactionQueries({ database });
    this.versions = new VersionTable(database, 'narrative_versions');
    this.claims = new ClaimListQueries(readModel);
    this.finder = new FilteredRowFinder(database);
    this.similarItems = new SimilarItems(database, 'narrative', `v.attributes ->> 'title'`);
    this.idOf = database.prepare('SELECT id FROM narrative_versions WHERE position = ?');
    const members = `FROM narrative_claims m JOIN claim_versions c ON c.position = m.number
      WHERE m.narrative = @id AND ${validAtSql('m')} AND c.recordedFrom <= @at`;
    this.sizeOf = database.prepare(`SELECT count(*) AS size ${members}`);
    this.sizes = new ViewCache(readModel, MAX_CACHED_BYTES);
    this.statuses = database.prepare(
      `SELECT s.status AS of, count(*) AS count, max(max(s.position, (
         SELECT position FROM entries WHERE claim = n.number AND recordedAt <= @at ORDER BY revision DESC LIMIT 1))) AS position
       FROM (SELECT c.number ${members} ORDER BY m.position LIMIT ${MAX_COUNTED}) n
       CROSS JOIN claim_states s ON s.rowid = ${rowAtSql('claim_states', 'n.number')}
       GROUP BY s.status ORDER BY count DESC, of`,
    );
    this.ids = database.prepare(`SELECT m.claim AS id ${members} ORDER BY m.position LIMIT ${MAX_COUNTED}`);
    this.placeOf = database.prepare(
      `SELECT max(position) AS place FROM narrative_claims WHERE claim = @claim AND narrative = @id AND recordedFrom <= @at`,
    );
    this.members = database.prepare(
      `SELECT c.number, m.claim AS id ${members} AND m.position > @after ORDER BY m.position LIMIT @limit`,
    );
  }

  /** Undefined if the narrative wasn't registered by then. Throws a `NotInNarrativeError`. */
  get(id: string, at: string, page: NarrativePage = {}): NarrativeView | undefined {
    const narrative = this.summary(id, at);
    if (!narrative) return undefined;
    const { after, limit = NARRATIVE_PAGE } = page;
    const place = after === undefined ? -1 : this.placeOf.get({ id, at, claim: after })?.place;
    if (typeof place !== 'number') throw new NotInNarrativeError(after ?? '');
    const members = this.members.all({ id, at, after: place, limit: limit + 1 });
    const claims = this.claims.summaries(
      members.slice(0, limit).map(({ number }) => number),
      at,
    );
    const last = members.length > limit ? members[limit - 1] : undefined;
    const statuses = this.statuses.all({ id, at });
    return {
      ...narrative.summary,
      statuses: tally(statuses),
      claims,
      ...(last && { nextClaim: last.id }),
      ...redactedMember(this.redactions.ofStream(streamName('narrative', id))),
      position: positionText(Math.max(narrative.position, ...statuses.map(({ position }) => position))),
    };
  }

  /** The ids of its claims, in the order in which they were added; at most 10,000. */
  claimsOf(id: string, at: string): string[] {
    return this.ids.all({ id, at }).map((row) => row.id);
  }

  /** A narrative without its claims; undefined if it wasn't registered by then. */
  summaryOf(id: string, at: string): NarrativeSummary | undefined {
    return this.summary(id, at)?.summary;
  }

  /** Narratives that may be the same as this one. */
  similar(id: string, at: string): SimilarItem[] {
    return this.similarItems.to(id, at);
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(filter: NarrativeFilter, request: PageRequest & { readonly now: string }): Page<NarrativeSummary> {
    const search = versionSearch(filter.q);
    const parameters = {
      ...(search?.expression !== undefined && { q: search.expression }),
      ...(filter.ids !== undefined && { ids: idList(filter.ids) }),
    };
    const filters = NARRATIVE_FILTERS.filter(([key]) => key === 'registered' || key in parameters).map(
      ([, row]) => row,
    );
    const found = page(
      listName('narratives', { ...filter, q: search && filter.q }),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) => rowsFound(search, () => this.finder.find(filters, parameters, { from, at, limit })),
      (number, at) => this.summary(this.idOf.get(number)?.id ?? '', at)?.summary as NarrativeSummary,
    );
    return withIgnored(found, search);
  }

  private summary(id: string, at: string): { summary: NarrativeSummary; position: number } | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const { attributes, revision, registeredAt, recordedFrom: lastRecordedAt, position } = version;
    const count = () => ({ view: this.sizeOf.get({ id, at })?.size ?? 0, until: FOREVER });
    const size = this.sizes.get(id, at, count);
    return { summary: { ...attributes, id, revision, registeredAt, lastRecordedAt, size }, position };
  }
}

/** The most selective filters first. */
export const NARRATIVE_FILTERS: readonly (readonly [keyof NarrativeFilter | 'registered', RowFilter])[] = [
  ['ids', withIds('narrative_versions')],
  ['q', matchesSearch('narrative')],
  ['registered', registeredIn('narrative_versions')],
];
