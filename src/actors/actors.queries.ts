import type { Statement } from 'better-sqlite3';
import { type RowFilter, validAtSql, FilteredRowFinder, toFtsQuery } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { positionText } from '../event-log/position.js';
import type { ActorKind } from '../domain/vocabulary.js';
import type { ActorRegistered } from './actor.events.js';
import type { MandateRow } from './actor.projection.js';

/** A mandate in force: `speaker` speaks for `principal`. */
export interface MandateView {
  readonly mandate: string;
  readonly speaker: string;
  readonly principal: string;
  readonly from?: string;
  readonly until?: string;
  readonly document?: string;
  readonly recordedAt: string;
}

export interface ActorSummary extends ActorRegistered {
  readonly id: string;
  readonly revision: number;
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
}

export interface ActorView extends ActorSummary {
  /** Mandates in force by which it speaks for others, and by which others speak for it. */
  readonly speaksFor: readonly MandateView[];
  readonly spokenForBy: readonly MandateView[];
  /** Of the last event that shaped any of this. */
  readonly position: string;
}

export interface ActorFilter {
  /** Words of its name or aliases, as they are now; `word*` for a prefix. */
  readonly q?: string | undefined;
  readonly kind?: ActorKind | undefined;
  /** As the ledger knew it then. Absent: now. */
  readonly asOf?: string | undefined;
}

/** Answers about actors from the read model, as of any moment of recorded time. */
export class ActorQueries {
  private readonly versions: VersionTable<ActorRegistered>;
  private readonly finder: FilteredRowFinder;
  private readonly idOf: Statement<[number], { readonly id: string }>;
  private readonly lastMandate: Statement<[string, string], MandateRow>;
  private readonly bySpeaker: Statement<[{ id: string; at: string }], MandateRow>;
  private readonly byPrincipal: Statement<[{ id: string; at: string }], MandateRow>;

  constructor({ database }: ReadModel) {
    this.versions = new VersionTable(database, 'actor_versions');
    this.finder = new FilteredRowFinder(database);
    this.idOf = database.prepare('SELECT id FROM actor_versions WHERE position = ?');
    this.lastMandate = database.prepare(
      'SELECT * FROM mandate_versions WHERE speaker = ? AND recordedFrom <= ? ORDER BY position DESC LIMIT 1',
    );
    const mandates = (whose: string) => `SELECT * FROM mandate_versions m
      WHERE m.${whose} = @id AND m.principal IS NOT NULL AND ${validAtSql('m')} ORDER BY m.position`;
    this.bySpeaker = database.prepare(mandates('speaker'));
    this.byPrincipal = database.prepare(mandates('principal'));
  }

  /** Undefined if it wasn't registered at that moment. */
  get(id: string, at: string): ActorView | undefined {
    const found = this.summary(id, at);
    if (!found) return undefined;
    const speaksFor = this.bySpeaker.all({ id, at });
    const spokenForBy = this.byPrincipal.all({ id, at });
    const positions = [found.position, ...speaksFor, ...spokenForBy].map((of) =>
      typeof of === 'number' ? of : of.position,
    );
    return {
      ...found.summary,
      speaksFor: speaksFor.map(mandateView),
      spokenForBy: spokenForBy.map(mandateView),
      position: positionText(Math.max(...positions)),
    };
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(filter: ActorFilter, request: PageRequest & { readonly now: string }): Page<ActorSummary> {
    const q = filter.q?.trim() === '' ? undefined : filter.q;
    const terms = q === undefined ? undefined : toFtsQuery(q);
    const parameters = { ...(terms !== undefined && { q: terms }), ...(filter.kind && { kind: filter.kind }) };
    const criteria = CRITERIA.filter(([name]) => name === 'registered' || name in parameters).map(([, each]) => each);
    return page(
      listName('actors', { ...filter, q }),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) =>
        q !== undefined && terms === undefined
          ? { rows: [] }
          : this.finder.find(criteria, parameters, { from, at, limit }),
      (number, at) => this.summary(this.idOf.get(number)?.id ?? '', at)?.summary as ActorSummary,
    );
  }

  private summary(id: string, at: string): { summary: ActorSummary; position: number } | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const mandate = this.lastMandate.get(id, at);
    const last = mandate && mandate.position > version.position ? mandate : version;
    const { attributes, registeredAt } = version;
    const { revision, position, recordedFrom: lastRecordedAt } = last;
    return { summary: { ...attributes, id, revision, registeredAt, lastRecordedAt }, position };
  }
}

/** Those that fit fewest actors first. */
export const CRITERIA: readonly (readonly [keyof ActorFilter | 'registered', RowFilter])[] = [
  ['q', (x) => ({ from: `actor_search ${x}`, number: `${x}.rowid`, where: `${x}.actor_search MATCH @q` })],
  [
    'kind',
    (x) => ({
      from: `actor_versions ${x} INDEXED BY actor_versions_by_kind`,
      number: `${x}.number`,
      where: `${x}.attributes ->> 'kind' = @kind`,
      holds: validAtSql(x),
    }),
  ],
  ['registered', (x) => ({ from: `actor_versions ${x}`, number: `${x}.number`, where: 'TRUE', holds: validAtSql(x) })],
];

const mandateView = ({
  mandate,
  speaker,
  principal,
  from,
  until,
  document,
  recordedFrom,
}: MandateRow): MandateView => ({
  mandate,
  speaker,
  principal: principal ?? '',
  ...(from !== null && { from }),
  ...(until !== null && { until }),
  ...(document !== null && { document }),
  recordedAt: recordedFrom,
});
