import type { Database, Statement } from 'better-sqlite3';
import { idList, type RowFilter, validAtSql, FilteredRowFinder } from '../../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../../read-model/pagination.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { Status } from '../../domain/vocabulary.js';
import type { ClaimEvent } from '../claim.events.js';
import { rowAtSql } from '../projection/timeline-table.js';
import { ClaimHistoryQueries } from './history.queries.js';
import { type Count, tally } from './tally.js';
import { recordedSql } from './claim-filters.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { ActorRecord, EntryFilter, ListedEntry } from './views.js';
import type { EntryFacet } from '../projection/entry-facets.js';

/** Reads entries of all claims, in the order in which they were recorded. */
export class EntryQueries {
  private readonly finder: FilteredRowFinder;
  private readonly histories: ClaimHistoryQueries;
  private readonly claims: ClaimListQueries;
  private readonly claimOf: Statement<[number], { readonly claim: number }>;
  private readonly actsOf: Statement<[{ actor: string; at: string }], Count<ClaimEvent['type']>>;
  private readonly spokenOn: Statement<[{ actor: string; at: string }], { readonly id: string }>;
  private readonly statesOf: Statement<[{ actor: string; at: string }], Count<Status>>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.finder = new FilteredRowFinder(database);
    this.histories = new ClaimHistoryQueries(database);
    this.claims = new ClaimListQueries(readModel);
    this.claimOf = database.prepare('SELECT claim FROM entries WHERE position = ?');
    this.actsOf = counting(
      database,
      `SELECT v.type AS of, count(*) AS count FROM entry_facets f
       JOIN entries e ON e.position = f.position JOIN events v ON v.position = f.position
       WHERE f.facet = 'actor' AND f.value = @actor AND e.recordedAt <= @at AND NOT EXISTS (
         SELECT 1 FROM entry_voids x WHERE x.claim = e.claim AND x.entry = e.entry AND ${validAtSql('x')})
       GROUP BY v.type`,
    );
    this.spokenOn = database.prepare(
      `SELECT v.id FROM claim_facets f JOIN claim_versions v ON v.position = f.claim
       WHERE f.facet = 'speaker' AND f.value = @actor AND ${validAtSql('f')}`,
    );
    this.statesOf = counting(
      database,
      `SELECT s.status AS of, count(*) AS count FROM claim_facets f JOIN claim_states s ON s.rowid = ${rowAtSql('claim_states', 'f.claim')}
       WHERE f.facet = 'speaker' AND f.value = @actor AND ${validAtSql('f')} GROUP BY s.status`,
    );
  }

  /** Default order: newest first. Throws a `CursorMismatchError`. */
  list(filter: EntryFilter, request: PageRequest & { readonly now: string }): Page<ListedEntry> {
    const { sort, since, until, asOf, ids, ...facets } = filter;
    const given = Object.entries({ ...facets, since, until, ids: ids && idList(ids) }).filter(
      (pair): pair is [string, string] => !!pair[1],
    );
    const names = new Set(given.map(([name]) => name));
    const filters = ENTRY_FILTERS.filter(([name]) => name === 'any' || names.has(name)).map(([, row]) => row);
    return page(
      listName('entries', filter),
      { ...request, at: asOf ?? request.now },
      (from, at, limit) =>
        this.finder.find(filters, Object.fromEntries(given), { from, at, limit, oldestFirst: sort === 'oldest' }),
      (number, at) => this.listed(number, at),
    );
  }

  /** Counts an actor's acts, and the claims on which it spoke by their status, without voided entries. */
  recordOf(actor: string, at: string): ActorRecord {
    return { acts: tally(this.actsOf.all({ actor, at })), claims: tally(this.statesOf.all({ actor, at })) };
  }

  /** The ids of the claims on which an actor spoke, without voided entries. */
  claimsOf(actor: string, at: string): string[] {
    return this.spokenOn.all({ actor, at }).map(({ id }) => id);
  }

  private listed(position: number, at: string): ListedEntry {
    const entry = this.histories.at(position, at);
    const claim = this.claims.state(this.claimOf.get(position)?.claim ?? -1, at);
    if (!entry || !claim) throw new Error(`There is no entry at position ${position}.`);
    return { ...entry, claim };
  }
}

const counting = <Of>(database: Database, sql: string) =>
  database.prepare<[{ actor: string; at: string }], Count<Of>>(sql);

const facet =
  (name: EntryFacet): RowFilter =>
  (x) => ({
    from: `entry_facets ${x}`,
    number: `${x}.position`,
    where: `${x}.facet = '${name}' AND ${x}.value = @${name}`,
  });

const timeBound =
  (parameter: 'since' | 'until'): RowFilter =>
  (x) => ({ from: `entries ${x}`, number: `${x}.position`, where: recordedSql(`${x}.position`, parameter) });

/** The most selective filters first. */
export const ENTRY_FILTERS: readonly (readonly [keyof EntryFilter | 'any', RowFilter])[] = [
  [
    'ids',
    (x) => ({
      from: `entries ${x}`,
      number: `${x}.position`,
      where: `(${x}.claim, ${x}.entry) IN (
        SELECT v.number, substr(value, instr(value, '/') + 1) FROM json_each(@ids)
        CROSS JOIN claim_versions v ON v.id = substr(value, 1, instr(value, '/') - 1) AND v.position = v.number)`,
      walk: 'unordered',
    }),
  ],
  ['claim', facet('claim')],
  ['refersTo', facet('refersTo')],
  ['reviewUrl', facet('reviewUrl')],
  ['document', facet('document')],
  ['actor', facet('actor')],
  [
    'narrative',
    (x) => ({
      from: `narrative_claims ${x} CROSS JOIN entry_facets ${x}f ON ${x}f.facet = 'claim' AND ${x}f.value = ${x}.claim`,
      number: `${x}f.position`,
      where: `${x}.narrative = @narrative`,
      holds: validAtSql(x),
      walk: 'unordered',
      lookup: (number) =>
        `SELECT 1 FROM entries ${x}e JOIN narrative_claims ${x} ON ${x}.number = ${x}e.claim
         WHERE ${x}e.position = ${number} AND ${x}.narrative = @narrative AND ${validAtSql(x)}`,
    }),
  ],
  ['type', facet('type')],
  ['since', timeBound('since')],
  ['until', timeBound('until')],
  ['any', (x) => ({ from: `entries ${x}`, number: `${x}.position`, where: `${x}.recordedAt <= @at` })],
];
