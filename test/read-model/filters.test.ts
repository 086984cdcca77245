import Database from 'better-sqlite3';
import fc from 'fast-check';
import { VersionWriter } from '../../src/projections/version-writer.js';
import { FilteredRowFinder, idList, registeredIn, type RowFilter, withIds } from '../../src/read-model/filters.js';

const NUMBERS = 2_500;

/** Each set contains the numbers that leave the rest when divided by the divisor. */
const sets: Readonly<Record<string, readonly [divisor: number, rest: number]>> = {
  even: [2, 0],
  odd: [2, 1],
  seventh: [7, 3],
  rare: [900, 5],
  late: [600, 599],
};

const isIn = (name: string, number: number): boolean => {
  const [divisor, rest] = sets[name] ?? [1, 0];
  return number % divisor === rest;
};

const member =
  (name: string, unordered: boolean): RowFilter =>
  (x) => ({
    from: `members ${x}`,
    number: `${x}.number`,
    where: `${x}.name = '${name}'`,
    ...(unordered && {
      walk: 'unordered',
      lookup: (number: string) => `SELECT 1 FROM members ${x} WHERE ${x}.name = '${name}' AND ${x}.number = ${number}`,
    }),
  });

/** As `member`, with three rows for each number. */
const packed =
  (name: string): RowFilter =>
  (x) => ({
    from: `packed_members ${x}`,
    number: `(${x}.packed >> 20)`,
    where: `${x}.name = '${name}'`,
    packed: { column: `${x}.packed`, lowBits: 20 },
  });

const outside =
  (name: string): RowFilter =>
  (x) => ({
    from: '',
    number: '',
    where: '',
    walk: 'never',
    lookup: (number) =>
      `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM members ${x} WHERE ${x}.name = '${name}' AND ${x}.number = ${number})`,
  });

const every: RowFilter = (x) => ({ from: `numbers ${x}`, number: `${x}.number`, where: 'TRUE' });

describe('FilteredRowFinder', () => {
  const database = new Database(':memory:');
  const finder = new FilteredRowFinder(database);

  beforeAll(() => {
    database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, recordedAt TEXT NOT NULL);
      CREATE TABLE numbers (number INTEGER PRIMARY KEY);
      CREATE TABLE members (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID;
      CREATE TABLE packed_members (name TEXT, packed INTEGER, PRIMARY KEY (name, packed)) WITHOUT ROWID`);
    const putNumber = database.prepare('INSERT INTO numbers VALUES (?)');
    const putMember = database.prepare('INSERT INTO members VALUES (?, ?)');
    database.transaction(() => {
      for (let number = 1; number <= NUMBERS; number += 1) {
        putNumber.run(number);
        for (const name of Object.keys(sets)) if (isIn(name, number)) putMember.run(name, number);
      }
      database.exec(`INSERT INTO packed_members SELECT name, number << 20 | low FROM members
        CROSS JOIN (SELECT 0 AS low UNION SELECT 7 UNION SELECT ${2 ** 20 - 1})`);
    })();
  });

  /** Returns the rows of all pages, and the number of pages. */
  function readAll(criteria: readonly RowFilter[], limit: number, maxScanned: number, oldestFirst: boolean) {
    const found: number[] = [];
    let after: number | undefined;
    for (let pages = 1; ; pages += 1) {
      const from = after === undefined ? undefined : { number: after, at: '' };
      const { rows, beyond } = finder.find(criteria, {}, { from, at: '', limit, maxScanned, oldestFirst });
      expect(rows.length).toBeLessThanOrEqual(limit);
      found.push(...rows.map(({ number }) => number));
      after = rows.length === limit ? rows.at(-1)?.number : beyond?.number;
      if (after === undefined) return { found, pages };
    }
  }

  it('returns each matching row once and in order, whatever the page and scan limits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...Object.keys(sets)), { maxLength: 3 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        (names, unordered, limit, maxScanned, oldestFirst) => {
          const criteria = [...names.map((name, index) => member(name, unordered && index === 0)), every];
          const expected: number[] = [];
          for (let number = 1; number <= NUMBERS; number += 1) {
            if (names.every((name) => isIn(name, number))) expected.push(number);
          }
          if (!oldestFirst) expected.reverse();
          expect(readAll(criteria, limit, maxScanned, oldestFirst).found).toEqual(expected);
        },
      ),
    );
  });

  it.each([
    [false, 1],
    [true, 7],
    [false, 60],
  ])('returns each number once where several rows have it, oldest first: %s, in pages of %i', (oldestFirst, limit) => {
    const expected = Array.from({ length: NUMBERS }, (_, index) => index + 1).filter(
      (number) => isIn('even', number) && isIn('seventh', number),
    );
    if (!oldestFirst) expected.reverse();
    for (const maxScanned of [3, 10, 4_000]) {
      const criteria = [packed('even'), packed('seventh'), every];
      expect(readAll(criteria, limit, maxScanned, oldestFirst).found).toEqual(expected);
    }
  });

  it('excludes rows by a filter that is only looked up', () => {
    const { found } = readAll([packed('rare'), outside('odd'), every], 10, 4_000, true);
    expect(found).toEqual([5, 905, 1805].filter((number) => isIn('even', number)));
    expect(readAll([outside('even'), every], 500, 4_000, true).found).toHaveLength(NUMBERS / 2);
  });

  it('ends a page at the scan limit even without a match', () => {
    const { found, pages } = readAll([member('even', false), member('odd', false), every], 10, 250, false);
    expect({ found, pages }).toEqual({ found: [], pages: NUMBERS / 2 / 250 + 1 });
  });

  it('skips, newest first, the rows that were recorded later', () => {
    database.exec(`INSERT INTO events SELECT number, iif(number <= 1200, '2024-01-01', '2024-01-02') FROM numbers`);
    const options = { from: undefined, at: '2024-01-01', limit: 3, maxScanned: 5 };
    const { rows } = finder.find([every], {}, options);
    database.exec('DELETE FROM events');
    expect(rows.map(({ number }) => number)).toEqual([1200, 1199, 1198]);
  });

  it('scans the rows of the most selective filter, whatever the order of filters', () => {
    const { found, pages } = readAll([member('even', false), member('rare', false), every], 10, 40, false);
    expect({ found, pages }).toEqual({ found: [], pages: 1 });
  });

  it('avoids an index in another order for a filter that matches many rows', () => {
    const { pages } = readAll([member('even', true), every], 10, 40, false);
    expect(pages).toBe(NUMBERS / 2 / 10 + 1);
    expect(readAll([member('late', true), every], 10, 40, false).pages).toBe(1);
  });
});

describe('registeredIn and withIds', () => {
  const database = new Database(':memory:');
  const finder = new FilteredRowFinder(database);
  const find = (criteria: readonly RowFilter[], at: string, limit = 10, ids = '') => {
    const { rows, beyond } = finder.find(criteria, { ids: idList(ids) }, { from: undefined, at, limit, maxScanned: 5 });
    return { numbers: rows.map(({ number }) => number), beyond };
  };

  beforeAll(() => {
    database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, recordedAt TEXT NOT NULL);
      ${VersionWriter.schema('item_versions')}`);
    const put = database.prepare(`INSERT INTO item_versions VALUES (?, ?, ?, 0, ?, ?, '{}')`);
    const day = (index: number) => `2026-01-${`${index}`.padStart(2, '0')}`;
    put.run(1, 1, 'plain', day(1), '9999');
    // One item with a version a day, and another one that is registered meanwhile.
    for (let version = 2; version <= 20; version += 1) put.run(version, 2, 'busy', day(version), day(version + 1));
    put.run(30, 30, 'late', day(20), '9999');
  });

  it('takes an item with many versions for one row', () => {
    expect(find([registeredIn('item_versions')], '2026-01-20')).toEqual({ numbers: [30, 2, 1], beyond: undefined });
    expect(find([registeredIn('item_versions')], '2026-01-20', 2)).toEqual({ numbers: [30, 2], beyond: undefined });
  });

  it('finds items by any of their versions, and as of moments from their registration on', () => {
    const named = [withIds('item_versions'), registeredIn('item_versions')];
    expect(find(named, '2026-01-20', 10, 'late,busy,nobody').numbers).toEqual([30, 2]);
    expect(find(named, '2026-01-10', 10, 'late,busy').numbers).toEqual([2]);
    expect(find(named, '2026-01-01', 10, 'late,busy').numbers).toEqual([]);
  });
});
