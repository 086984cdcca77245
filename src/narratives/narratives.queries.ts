import type { Statement } from 'better-sqlite3';
import { ClaimListQueries } from '../claims/queries/claim-list.queries.js';
import { valueAtSql } from '../claims/projection/timeline-table.js';
import type { ClaimSummary } from '../claims/queries/views.js';
import { idList, type RowFilter, validAtSql, FilteredRowFinder, withIds } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import { matchesSearch, rowsFound, versionSearch, withIgnored } from '../read-model/version-search.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { SimilarItems, type SimilarItem } from '../read-model/similar-items.js';
import { positionText } from '../event-log/position.js';
import { streamName } from '../domain/domain-event.js';
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

/** A narrative with its claims. */
export interface NarrativeView extends NarrativeSummary {
  /** Its claims, in the order in which they were added; at most 1,000. */
  readonly claims: readonly ClaimSummary[];
  /** What was redacted of the events of its stream, and why; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
  /** The position of the last event that changed anything in this response. */
  readonly position: string;
}

const MAX_CLAIMS = 1_000;

interface MemberRow {
  readonly number: number;
  /** The position of the last event that changed the claim or its state. */
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
  private readonly sizeOf: Statement<[{ id: string; at: string }], { readonly size: number }>;
  private readonly members: Statement<[{ id: string; at: string }], MemberRow>;

  constructor({ database }: ReadModel) {
    this.redactions = new RedactionQueries({ database });
    this.versions = new VersionTable(database, 'narrative_versions');
    this.claims = new ClaimListQueries(database);
    this.finder = new FilteredRowFinder(database);
    this.similarItems = new SimilarItems(database, 'narrative', `v.attributes ->> 'title'`);
    this.idOf = database.prepare('SELECT id FROM narrative_versions WHERE position = ?');
    const members = `FROM narrative_claims m JOIN claim_versions c ON c.position = m.number
      WHERE m.narrative = @id AND ${validAtSql('m')} AND c.recordedFrom <= @at`;
    this.sizeOf = database.prepare(`SELECT count(*) AS size ${members}`);
    this.members = database.prepare(
      `SELECT c.number, max(
         (SELECT position FROM entries WHERE claim = c.number AND recordedAt <= @at ORDER BY revision DESC LIMIT 1),
         (${valueAtSql('claim_states', 'position', 'c.number')})) AS position
       ${members} ORDER BY m.position LIMIT ${MAX_CLAIMS}`,
    );
  }

  /** Undefined if the narrative wasn't registered by then. */
  get(id: string, at: string): NarrativeView | undefined {
    const narrative = this.summary(id, at);
    if (!narrative) return undefined;
    const members = this.members.all({ id, at });
    return {
      ...narrative.summary,
      claims: members.flatMap(({ number }) => this.claims.summary(number, at) ?? []),
      ...redactedMember(this.redactions.ofStream(streamName('narrative', id))),
      position: positionText(Math.max(narrative.position, ...members.map(({ position }) => position))),
    };
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
    const size = this.sizeOf.get({ id, at })?.size ?? 0;
    return { summary: { ...attributes, id, revision, registeredAt, lastRecordedAt, size }, position };
  }
}

/** The most selective filters first. */
export const NARRATIVE_FILTERS: readonly (readonly [keyof NarrativeFilter | 'registered', RowFilter])[] = [
  ['ids', withIds('narrative_versions')],
  ['q', matchesSearch('narrative')],
  [
    'registered',
    (x) => ({ from: `narrative_versions ${x}`, number: `${x}.number`, where: 'TRUE', holds: validAtSql(x) }),
  ],
];
