import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { RowFilter } from '../../src/read-model/filters.js';
import type { RowOrdinal } from '../../src/read-model/pagination.js';
import { type RowSort, SortedRowFinder } from '../../src/read-model/sorted-rows.js';

const NUMBERS = 3_000;
const valueOf = (number: number): number | undefined => (number % 10 === 0 ? undefined : (number * 7919) % 50);
const isIn: Readonly<Record<string, (number: number) => boolean>> = {
  even: (number) => number % 2 === 0,
  third: (number) => number % 3 === 0,
  rare: (number) => number % 97 === 0,
};

const member =
  (name: string): RowFilter =>
  (x) => ({ from: `members ${x}`, number: `${x}.number`, where: `${x}.name = '${name}'` });

/** Each number has a row that no longer holds, with another value. */
const sort: RowSort = (x) => ({
  from: `sorted ${x} INDEXED BY sorted_by_value`,
  number: `${x}.number`,
  value: `${x}.value`,
  where: `${x}.value IS NOT NULL`,
  holds: `${x}.holds = 1`,
  lookup: (number) => `SELECT value FROM sorted WHERE number = ${number} AND holds = 1`,
});

describe('SortedRowFinder', () => {
  const database = new Database(':memory:');
  const finder = new SortedRowFinder(database);

  beforeAll(() => {
    database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, recordedAt TEXT NOT NULL);
      CREATE TABLE sorted (number INTEGER, value INTEGER, holds INTEGER);
      CREATE INDEX sorted_by_value ON sorted (value, number);
      CREATE INDEX sorted_by_number ON sorted (number);
      CREATE TABLE members (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID`);
    const put = database.prepare('INSERT INTO sorted VALUES (?, ?, ?)');
    const putMember = database.prepare('INSERT INTO members VALUES (?, ?)');
    database.transaction(() => {
      for (let number = 1; number <= NUMBERS; number += 1) {
        put.run(number, valueOf(number) ?? null, 1);
        put.run(number, (number * 31) % 60, 0);
        for (const [name, has] of Object.entries(isIn)) if (has(number)) putMember.run(name, number);
      }
    })();
  });

  /** Returns the rows of all pages. */
  function readAll(names: readonly string[], limit: number, maxScanned: number, ascending: boolean): number[] {
    const found: number[] = [];
    for (let after: RowOrdinal | undefined; ;) {
      const from = after && { ...after, at: '' };
      const options = { from, at: '', limit, maxScanned, ascending };
      const { rows, beyond } = finder.find(sort, names.map(member), {}, options);
      expect(rows.length).toBeLessThanOrEqual(limit);
      found.push(...rows.map(({ number }) => number));
      after = rows.length === limit ? rows.at(-1) : beyond;
      if (after === undefined) return found;
    }
  }

  it('returns each matching row with a value once and in order, whatever the page and scan limits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...Object.keys(isIn)), { maxLength: 3 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        (names, limit, maxScanned, ascending) => {
          const expected = Array.from({ length: NUMBERS }, (_, index) => index + 1)
            .filter((number) => valueOf(number) !== undefined && names.every((name) => isIn[name]?.(number)))
            .sort((a, b) => (valueOf(a) ?? 0) - (valueOf(b) ?? 0) || a - b);
          if (!ascending) expected.reverse();
          expect(readAll(names, limit, maxScanned, ascending)).toEqual(expected);
        },
      ),
    );
  });

  it('ends a page at the scan limit, and returns where to continue', () => {
    const options = { from: undefined, at: '', limit: 90, maxScanned: 100 };
    const { rows, beyond } = finder.find(sort, [member('even')], {}, options);
    expect(rows.length).toBeLessThan(90);
    expect(beyond).toBeDefined();
  });
});
