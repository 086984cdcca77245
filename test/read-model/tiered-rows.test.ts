import Database from 'better-sqlite3';
import fc from 'fast-check';
import { FilteredRowFinder, type RowFilter } from '../../src/read-model/filters.js';
import type { RowOrdinal } from '../../src/read-model/pagination.js';
import { findByTier } from '../../src/read-model/tiered-rows.js';

const NUMBERS = 500;
const TIERS = 3;
const tierOf = (number: number): number => (number * 7919) % (TIERS + 1);
const isEven = (number: number): boolean => number % 2 === 0;

const tier = (index: number): RowFilter => {
  return (x) => ({ from: `rows ${x}`, number: `${x}.number`, where: 'TRUE', holds: `${x}.tier = ${index}` });
};
const even: RowFilter = (x) => ({ from: `rows ${x}`, number: `${x}.number`, where: 'TRUE', holds: `${x}.even = 1` });

describe('findByTier', () => {
  const database = new Database(':memory:');
  const finder = new FilteredRowFinder(database);
  beforeAll(() => {
    database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, recordedAt TEXT NOT NULL);
      CREATE TABLE rows (number INTEGER PRIMARY KEY, tier INTEGER, even INTEGER)`);
    const put = database.prepare('INSERT INTO rows VALUES (?, ?, ?)');
    for (let number = 1; number <= NUMBERS; number += 1) put.run(number, tierOf(number), Number(isEven(number)));
  });

  it('returns each row of a tier once, tier by tier and the latest first, whatever the page and scan limits', () => {
    const tiers = Array.from({ length: TIERS }, (_, index) => [tier(index), even]);
    const expected = Array.from({ length: NUMBERS }, (_, index) => NUMBERS - index)
      .filter((number) => isEven(number) && tierOf(number) < TIERS)
      .toSorted((a, b) => tierOf(a) - tierOf(b));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (limit, maxScanned) => {
        const found: number[] = [];
        for (let after: RowOrdinal | undefined; ;) {
          const from = after && { ...after, at: '' };
          const { rows, beyond } = findByTier(finder, tiers, {}, { from, at: '', limit, maxScanned });
          expect(rows.length).toBeLessThanOrEqual(limit);
          found.push(...rows.map(({ number }) => number));
          after = rows.length === limit ? rows.at(-1) : beyond;
          if (after === undefined) break;
        }
        expect(found).toEqual(expected);
      }),
    );
  });
});
