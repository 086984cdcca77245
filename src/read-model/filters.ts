import type { Database, Statement } from 'better-sqlite3';
import { firstPositionAfter } from './event-table.js';
import type { FoundRows, PageStart, RowOrdinal } from './pagination.js';

/**
 * One filter of a list, as SQL over a table under the alias `x`. Parameters are named; `@at` is the moment of recorded
 * time as of which the list is read.
 */
export type RowFilter = (x: string) => RowFilterSql;

export interface RowFilterSql {
  readonly from: string;
  /** The column that holds the row's ordinal, which never changes. */
  readonly number: string;
  /** The condition that an index answers. */
  readonly where: string;
  /** A further condition, checked for each row that the index finds. */
  readonly holds?: string;
  /** SQL that checks the row with this ordinal, if the condition isn't to be evaluated by `from` and `where`. */
  readonly lookup?: (number: string) => string;
  /**
   * How the index can be walked. `ordered`: in the order of ordinals. `unordered`: in another one, so it is walked only
   * if the rows are few. `never`: the filter only has a `lookup`. Default: `ordered`.
   */
  readonly walk?: 'ordered' | 'unordered' | 'never';
  /** Where several rows share an ordinal: the column that orders them, which has the ordinal above so many low bits. */
  readonly packed?: PackedColumn;
}

/** A column of integers that hold an ordinal in their upper bits, and distinguish rows of that ordinal in the lower. */
export interface PackedColumn {
  readonly column: string;
  readonly lowBits: number;
}

/**
 * The items of a table of versions whose ids are in the JSON list `@ids`. All versions of an item have its number, so one
 * of them is enough to find it: a narrative may have tens of thousands.
 */
export const withIds =
  (table: string): RowFilter =>
  (x) => ({
    from: `${table} ${x}`,
    number: `${x}.number`,
    where: `${x}.position IN (SELECT (SELECT number FROM ${table} WHERE id = value LIMIT 1) FROM json_each(@ids))`,
    walk: 'unordered',
    lookup: (number) =>
      `SELECT 1 FROM ${table} ${x} WHERE ${x}.position = ${number} AND ${x}.id IN (SELECT value FROM json_each(@ids))`,
  });

/** All items of a table of versions that were registered by then, by their first versions. */
export const registeredIn =
  (table: string): RowFilter =>
  (x) => ({
    from: `${table} ${x}`,
    number: `${x}.number`,
    where: `${x}.position = ${x}.number`,
    holds: `${x}.recordedFrom <= @at`,
    lookup: (number) => `SELECT 1 FROM ${table} ${x} WHERE ${x}.position = ${number} AND ${x}.recordedFrom <= @at`,
  });

/** The ids of a query, which separates them by commas, as the parameter of `withIds`. */
export const idList = (ids: string): string => JSON.stringify([...new Set(ids.split(','))]);

/** For a table with intervals of recorded time. */
export const validAtSql = (x: string): string => `${x}.recordedFrom <= @at AND @at < ${x}.recordedTo`;

export interface FindOptions {
  readonly from: PageStart | undefined;
  readonly at: string;
  readonly limit: number;
  readonly oldestFirst?: boolean;
  /** The maximum number of rows examined for one page; each takes some microseconds. */
  readonly maxScanned?: number;
}

/** Fewer rows than this are few: they may be counted, or sorted, for every page. */
const FEW = 1_000;
export const MAX_SCANNED = 4_000;

export type Parameters = Readonly<Record<string, string | number>>;

/**
 * Finds the ordinals of rows that pass all filters, in order, one page at a time. It walks the index of one filter in
 * the order of ordinals, and looks each of its rows up in the others. It examines a limited number of rows, however few
 * of them pass: then the page ends early.
 */
export class FilteredRowFinder {
  private readonly statements = new Map<string, Statement<[Parameters], RowOrdinal>>();
  private firstAfter: ((at: string) => number | undefined) | undefined;

  constructor(private readonly database: Database) {}

  /** @param criteria the most selective first; the last one is the filter that every row passes */
  find(criteria: readonly RowFilter[], parameters: Readonly<Record<string, string>>, options: FindOptions): FoundRows {
    const { from, at, limit, oldestFirst = false, maxScanned = MAX_SCANNED } = options;
    const given = { ...parameters, at };
    const after = from?.number ?? (oldestFirst ? -1 : this.endOf(at));
    const [driver, ...others] = this.chosenFirst(criteria, given);
    if (!driver) throw new TypeError('A list needs a criterion.');
    const everywhere = oldestFirst ? Number.MAX_SAFE_INTEGER : -1;
    for (const window of [4 * limit, maxScanned]) {
      const last = this.statement(windowQuery(driver, oldestFirst)).get({ ...given, after, skip: window - 1 })?.number;
      const query = this.statement(numbersQuery([driver, ...others], oldestFirst));
      const rows = query.all({ ...given, after, last: last ?? everywhere, limit });
      if (rows.length === limit || last === undefined) return { rows };
      if (window >= maxScanned) return { rows, beyond: { number: last } };
    }
    throw new RangeError('A list looks at one row at least.');
  }

  /** Ordinals are positions of events: those from this one on were recorded later. */
  private endOf(at: string): number {
    this.firstAfter ??= firstPositionAfter(this.database);
    return this.firstAfter(at) ?? Number.MAX_SAFE_INTEGER;
  }

  /** Puts the filter with the fewest rows first, if they can be counted quickly. */
  private chosenFirst(criteria: readonly RowFilter[], given: Parameters): readonly RowFilter[] {
    const [only] = criteria;
    if (only && criteria.length <= 2 && walkOf(only) === 'ordered') return criteria;
    const chosen = this.fewest(criteria.slice(0, -1), given) ?? criteria.find((each) => walkOf(each) === 'ordered');
    return criteria.toSorted((a, b) => Number(b === chosen) - Number(a === chosen));
  }

  /** The filter with the fewest rows; undefined if each has many. */
  fewest(criteria: readonly RowFilter[], given: Parameters): RowFilter | undefined {
    const counted = criteria
      .filter((criterion) => walkOf(criterion) !== 'never')
      .map((criterion) => ({ criterion, count: this.count(criterion, given) }));
    const [fewest] = counted.sort((a, b) => a.count - b.count);
    return fewest && fewest.count < FEW ? fewest.criterion : undefined;
  }

  private count(criterion: RowFilter, given: Parameters): number {
    const { from, where } = criterion('x');
    const sql = `SELECT count(*) AS number FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${FEW})`;
    return this.statement(sql).get(given)?.number ?? 0;
  }

  private statement(sql: string): Statement<[Parameters], RowOrdinal> {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}

/** How the filter's index can be walked. */
export const walkOf = (criterion: RowFilter): NonNullable<RowFilterSql['walk']> => criterion('x').walk ?? 'ordered';

/** The ordinal at which this many rows of the filter were passed; nothing if there are fewer. */
export function windowQuery(criterion: RowFilter, oldestFirst: boolean): string {
  const filter = criterion('x0');
  const { from, number, where } = filter;
  return `SELECT ${number} AS number FROM ${from} WHERE ${where} AND ${isBeyond(filter, oldestFirst)}
    ORDER BY ${orderOf(filter, oldestFirst)} LIMIT 1 OFFSET @skip`;
}

export function numbersQuery(criteria: readonly RowFilter[], oldestFirst: boolean): string {
  const [driver, ...others] = criteria.map((criterion, index) => criterion(`x${index}`));
  if (!driver) throw new TypeError('A list needs a criterion.');
  const lookups = others.map((other) => `AND EXISTS (${lookupOf(other, driver.number)})`);
  return `SELECT ${driver.packed ? 'DISTINCT' : ''} ${driver.number} AS number FROM ${driver.from}
    WHERE ${allOf(driver)} AND ${isBeyond(driver, oldestFirst)} AND ${isUpTo(driver, oldestFirst)} ${lookups.join(' ')}
    ORDER BY ${orderOf(driver, oldestFirst)} LIMIT @limit`;
}

export const lookupOf = (criterion: RowFilterSql, number: string): string =>
  criterion.lookup?.(number) ??
  `SELECT 1 FROM ${criterion.from} WHERE ${criterion.number} = ${number} AND ${allOf(criterion)}`;

export const allOf = ({ where, holds }: RowFilterSql): string =>
  holds === undefined ? where : `${where} AND ${holds}`;

const orderOf = ({ number, packed }: RowFilterSql, oldestFirst: boolean): string =>
  `${packed?.column ?? number} ${oldestFirst ? 'ASC' : 'DESC'}`;

/** Rows after those with the ordinal `@after`. */
function isBeyond({ number, packed }: RowFilterSql, oldestFirst: boolean): string {
  if (!packed) return `${number} ${oldestFirst ? '>' : '<'} @after`;
  return oldestFirst
    ? `${packed.column} > ${lastOf('@after', packed)}`
    : `${packed.column} < ${firstOf('@after', packed)}`;
}

/** Rows up to those with the ordinal `@last`. */
function isUpTo({ number, packed }: RowFilterSql, oldestFirst: boolean): string {
  if (!packed) return `${number} ${oldestFirst ? '<=' : '>='} @last`;
  return oldestFirst
    ? `${packed.column} <= ${lastOf('@last', packed)}`
    : `${packed.column} >= ${firstOf('@last', packed)}`;
}

/** The least and the greatest value of a packed column with this ordinal. A larger ordinal than fits means the largest. */
export const firstOf = (number: string, { lowBits }: PackedColumn): string =>
  `(min(${number}, ${2 ** (63 - lowBits) - 1}) << ${lowBits})`;
export const lastOf = (number: string, packed: PackedColumn): string =>
  `(${firstOf(number, packed)} | ${2 ** packed.lowBits - 1})`;
