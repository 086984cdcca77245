import type { Statement } from 'better-sqlite3';
import { ClaimListQueries } from '../claims/queries/claim-list.queries.js';
import type { ClaimSummary } from '../claims/queries/views.js';
import { type RowFilter, validAtSql, FilteredRowFinder } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { positionText } from '../event-log/position.js';
import type { NarrativeRegistered } from './narrative.events.js';

export interface NarrativeSummary extends NarrativeRegistered {
  readonly id: string;
  readonly revision: number;
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
  /** How many claims it has. */
  readonly size: number;
}

export interface NarrativeView extends NarrativeSummary {
  /** In the order in which they were added; at most 1,000. */
  readonly claims: readonly ClaimSummary[];
  /** Of the last event that shaped it, or the state of one of these claims. */
  readonly position: string;
}

const MAX_CLAIMS = 1_000;

interface MemberRow {
  readonly number: number;
  /** Of the last event that shaped the claim or its state. */
  readonly position: number;
}

/** Answers about narratives from the read model, as of any moment of recorded time. */
export class NarrativeQueries {
  private readonly versions: VersionTable<NarrativeRegistered>;
  private readonly claims: ClaimListQueries;
  private readonly finder: FilteredRowFinder;
  private readonly idOf: Statement<[number], { readonly id: string }>;
  private readonly sizeOf: Statement<[{ id: string; at: string }], { readonly size: number }>;
  private readonly members: Statement<[{ id: string; at: string }], MemberRow>;

  constructor({ database }: ReadModel) {
    this.versions = new VersionTable(database, 'narrative_versions');
    this.claims = new ClaimListQueries(database);
    this.finder = new FilteredRowFinder(database);
    this.idOf = database.prepare('SELECT id FROM narrative_versions WHERE position = ?');
    const held = `FROM narrative_claims m JOIN claim_versions c ON c.id = m.claim AND c.position = c.number
      WHERE m.narrative = @id AND ${validAtSql('m')} AND c.recordedFrom <= @at`;
    this.sizeOf = database.prepare(`SELECT count(*) AS size ${held}`);
    this.members = database.prepare(
      `SELECT c.number, max(
         (SELECT position FROM entries WHERE claim = c.number AND recordedAt <= @at ORDER BY revision DESC LIMIT 1),
         (SELECT position FROM claim_states WHERE claim = c.number AND recordedFrom <= @at
          ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1)) AS position
       ${held} ORDER BY m.position LIMIT ${MAX_CLAIMS}`,
    );
  }

  /** Undefined if it wasn't registered at that moment. */
  get(id: string, at: string): NarrativeView | undefined {
    const found = this.summary(id, at);
    if (!found) return undefined;
    const members = this.members.all({ id, at });
    return {
      ...found.summary,
      claims: members.flatMap(({ number }) => this.claims.summary(number, at) ?? []),
      position: positionText(Math.max(found.position, ...members.map(({ position }) => position))),
    };
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(
    filter: { readonly asOf?: string | undefined },
    request: PageRequest & { readonly now: string },
  ): Page<NarrativeSummary> {
    return page(
      listName('narratives', filter),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) => this.finder.find([REGISTERED], {}, { from, at, limit }),
      (number, at) => this.summary(this.idOf.get(number)?.id ?? '', at)?.summary as NarrativeSummary,
    );
  }

  private summary(id: string, at: string): { summary: NarrativeSummary; position: number } | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const { attributes, revision, registeredAt, recordedFrom: lastRecordedAt, position } = version;
    const size = this.sizeOf.get({ id, at })?.size ?? 0;
    return { summary: { ...attributes, id, revision, registeredAt, lastRecordedAt, size }, position };
  }
}

export const REGISTERED: RowFilter = (x) => ({
  from: `narrative_versions ${x}`,
  number: `${x}.number`,
  where: 'TRUE',
  holds: validAtSql(x),
});
