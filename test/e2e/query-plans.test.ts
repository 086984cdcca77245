import { jest } from '@jest/globals';
import { ACTOR_FILTERS as OF_ACTORS } from '../../src/actors/actors.queries.js';
import { ENTRY_FILTERS as OF_ENTRIES } from '../../src/claims/queries/entries.queries.js';
import { StatusChangeQueries } from '../../src/claims/queries/status-changes.queries.js';
import {
  CLAIM_FILTERS as OF_CLAIMS,
  firstReportedByAny,
  hasAnyStatus,
} from '../../src/claims/queries/claim-filters.js';
import { hadTerm } from '../../src/claims/queries/claim-search.js';
import { CLAIM_SORTS } from '../../src/claims/queries/claim-sorts.js';
import { sortQuery, sortWalkQuery, sortWindowQuery } from '../../src/read-model/sorted-rows.js';
import { type RowFilter, numbersQuery, walkOf, windowQuery } from '../../src/read-model/filters.js';
import { DOCUMENT_FILTERS as OF_DOCUMENTS } from '../../src/documents/documents.queries.js';
import { timelineSql, TIMELINE_SORTS } from '../../src/narratives/narrative-timeline.queries.js';
import { NARRATIVE_FILTERS as OF_NARRATIVES } from '../../src/narratives/narratives.queries.js';
import { InMemoryLedger } from '../support/test-ledger.js';

type Named = readonly (readonly [string, RowFilter])[];

const { database, model } = new InMemoryLedger();

/** Returns the query plan of SQLite. */
function plan(sql: string): string[] {
  const named = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
  const unnamed = [...sql.matchAll(/\?/g)].map(() => 1);
  const explained = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  return explained.all(...unnamed, Object.fromEntries(named)).map(({ detail }) => detail);
}
/** Returns the scans in a plan, except those through the rows of a full-text search, or through what a subquery found. */
const scans = (details: readonly string[]) =>
  details.filter(
    (detail) =>
      /^SCAN (?!(x\d|s|p) (EXISTS )?VIRTUAL TABLE INDEX \d+:\S)(?!\(subquery|json_each)/.test(detail) &&
      !details.includes(detail.replace('SCAN', 'CO-ROUTINE')),
  );
/** Returns the sorts in a plan. Distinct rows are found one by one. */
const sorts = (details: readonly string[]) => details.filter((detail) => /TEMP B-TREE (?!FOR DISTINCT)/.test(detail));
const costs = (sql: string) => ({ scans: scans(plan(sql)), sorts: sorts(plan(sql)) });
const nothing = { scans: [], sorts: [] };

const both = [false, true] as const;
const newestFirst = [false] as const;

/** Filters that take the place of others for the past, for outlets that are joined, and for several statuses. */
const OTHERS: Readonly<Record<string, RowFilter>> = {
  q: hadTerm('q0'),
  firstReportedBy: firstReportedByAny,
  status: hasAnyStatus,
};
const OF_OTHER_CLAIMS = OF_CLAIMS.map(([name, filter]) => [name, OTHERS[name] ?? filter] as const);

describe.each<[string, Named, readonly boolean[]]>([
  ['claims', OF_CLAIMS, both],
  ['claims by other filters', OF_OTHER_CLAIMS, both],
  ['entries', OF_ENTRIES, both],
  ['actors', OF_ACTORS, newestFirst],
  ['documents', OF_DOCUMENTS, newestFirst],
  ['narratives', OF_NARRATIVES, newestFirst],
])('query plan of the list of %s', (_list, criteria, orders) => {
  const every = criteria.at(-1)?.[1] as RowFilter;
  const cases = orders.flatMap((oldestFirst) =>
    criteria.map(([name, criterion]) => [oldestFirst ? 'oldest' : 'newest', name, criterion, oldestFirst] as const),
  );

  it.each(cases)(
    'uses an index for %s first, by %s, alone and with every other filter',
    (_order, name, criterion, oldestFirst) => {
      const isSorted = walkOf(criterion) === 'unordered';
      for (const [other, second] of criteria) {
        if (name === other && criterion !== every) continue;
        const all = [...new Set([criterion, second, every])];
        const query = numbersQuery(all, oldestFirst);
        const { scans, sorts } = costs(query);
        expect({ other, scans, sorts: isSorted ? [] : sorts }).toEqual({ other, ...nothing });
        expect(plan(query)[0]).toContain('x0');
      }
    },
  );

  it.each(cases)(
    'uses an index for the end of a page, for %s first, by %s',
    (_order, _name, criterion, oldestFirst) => {
      if (walkOf(criterion) === 'unordered') return;
      expect(costs(windowQuery(criterion, oldestFirst))).toEqual(nothing);
    },
  );
});

describe('query plan of the sorted list of claims', () => {
  const every = OF_CLAIMS.at(-1)?.[1];
  const filters = OF_CLAIMS.filter(([, filter]) => filter !== every);
  /** The first page walks the index of a sort key from its end. */
  const costsOfWalk = (sql: string) => {
    const { scans, sorts } = costs(sql);
    return {
      scans: scans.filter((scan) => !/^SCAN s USING (COVERING )?INDEX claim_(states|coverage)_by/.test(scan)),
      sorts,
    };
  };
  const cases = Object.entries(CLAIM_SORTS).flatMap(([name, sort]) =>
    both.map((ascending) => [name, ascending ? 'ascending' : 'descending', sort, ascending] as const),
  );

  it.each(cases)('uses the index of the sort key by %s, %s, with every filter', (_name, _order, sort, ascending) => {
    for (const isStarted of both) {
      expect(costsOfWalk(sortWindowQuery(sort, { ascending, isStarted }))).toEqual(nothing);
      for (const isBounded of both) {
        for (const [name, filter] of filters) {
          const query = sortWalkQuery(sort, [filter], { ascending, isStarted, isBounded });
          expect({ name, ...costsOfWalk(query) }).toEqual({ name, ...nothing });
          expect(plan(query)[0]).toMatch(/^SEARCH s |^SCAN s USING (COVERING )?INDEX/);
        }
      }
    }
  });

  it.each(cases)('sorts the rows of a filter that has few, by %s, %s', (_name, _order, sort, ascending) => {
    for (const [name, filter] of filters.filter(([, each]) => walkOf(each) !== 'never')) {
      const query = sortQuery(sort, [filter, ...filters.map(([, other]) => other)], { ascending, isStarted: true });
      expect({ name, scans: scans(plan(query)).filter((scan) => scan !== 'SCAN found') }).toEqual({
        name,
        scans: [],
      });
    }
  });
});

describe('query plan of a feed', () => {
  it('uses an index for each page of changes, and for the details of a change', () => {
    const prepared = jest.spyOn(database, 'prepare');
    new StatusChangeQueries(model.readModel);
    const queries = prepared.mock.calls.map(([sql]) => sql);
    prepared.mockRestore();
    expect(queries.length).toBeGreaterThan(3);
    for (const sql of queries) expect({ sql, ...costs(sql) }).toEqual({ sql, ...nothing });
  });
});

test.each(TIMELINE_SORTS.flatMap((sort) => [true, false].map((changed) => [sort, changed] as const)))(
  'timelines of narratives by %s look up what its claims have (changes only: %s)',
  (sort, changed) => {
    const details = scans(plan(timelineSql(sort, changed))).filter((detail) => detail !== 'SCAN m');
    expect(details).toEqual([]);
  },
);
