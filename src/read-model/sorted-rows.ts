import type { Database, Statement } from 'better-sqlite3';
import {
  allOf,
  FilteredRowFinder,
  type FindOptions,
  lookupOf,
  MAX_SCANNED,
  type Parameters,
  type RowFilter,
} from './filters.js';
import type { FoundRows, RowOrdinal } from './pagination.js';

/** A sort key of a list, as SQL over a table under the alias `x`. `@at` is the moment as of which the list is read. */
export type RowSort = (x: string) => RowSortSql;

interface RowSortSql {
  /** A table with an index on the value, then the ordinal. */
  readonly from: string;
  /** The column that holds the row's ordinal. */
  readonly number: string;
  /** The column that holds the value, a number or a text. */
  readonly value: string;
  /** The condition that the index answers. */
  readonly where: string;
  /** The condition that the row has this value at `@at`. */
  readonly holds: string;
  /** SQL for the value of the row with this ordinal; null for a row that isn't in the sorted list. */
  readonly lookup: (number: string) => string;
}

export interface SortOptions extends Omit<FindOptions, 'oldestFirst'> {
  /** Default: the greatest value first. */
  readonly ascending?: boolean;
}

type SortedRow = Required<RowOrdinal>;

/**
 * Finds the ordinals of rows that pass all filters, sorted by a value, one page at a time. If a filter has few rows, it
 * sorts these. Otherwise it walks the index of the sort key, and looks each row up in the filters. It examines a limited
 * number of rows, however few of them pass: then the page ends early.
 */
export class SortedRowFinder {
  private readonly statements = new Map<string, Statement<[Parameters], SortedRow>>();
  private readonly filters: FilteredRowFinder;

  constructor(private readonly database: Database) {
    this.filters = new FilteredRowFinder(database);
  }

  /** @param criteria without the filter that every row passes */
  find(
    sort: RowSort,
    criteria: readonly RowFilter[],
    parameters: Readonly<Record<string, string>>,
    options: SortOptions,
  ): FoundRows {
    const { from, at, limit, ascending = false, maxScanned = MAX_SCANNED } = options;
    const start = from?.value === undefined ? undefined : { value: from.value, number: from.number };
    const given = { ...parameters, at, limit, ...start };
    const bounds = { ascending, isStarted: start !== undefined };
    const few = this.filters.fewest(criteria, { ...parameters, at });
    if (few) {
      const others = criteria.filter((criterion) => criterion !== few);
      return { rows: this.statement(sortQuery(sort, [few, ...others], bounds)).all(given) };
    }
    for (const window of [4 * limit, maxScanned]) {
      const last = this.statement(sortWindowQuery(sort, bounds)).get({ ...given, skip: window - 1 });
      const query = this.statement(sortWalkQuery(sort, criteria, { ...bounds, isBounded: last !== undefined }));
      const rows = query.all({ ...given, ...(last && { lastValue: last.value, lastNumber: last.number }) });
      if (rows.length === limit || last === undefined) return { rows };
      if (window >= maxScanned) return { rows, beyond: last };
    }
    throw new RangeError('A list looks at one row at least.');
  }

  private statement(sql: string): Statement<[Parameters], SortedRow> {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}

interface Bounds {
  readonly ascending: boolean;
  readonly isStarted: boolean;
}

/** Sorts the rows of the first filter. */
export function sortQuery(sort: RowSort, criteria: readonly RowFilter[], bounds: Bounds): string {
  const [driver, ...others] = criteria.map((criterion, index) => criterion(`x${index}`));
  if (!driver) throw new TypeError('A list needs a criterion.');
  const lookups = others.map((other) => `AND EXISTS (${lookupOf(other, driver.number)})`);
  return `SELECT number, value FROM (
      SELECT number, (${sort('s').lookup('found.number')}) AS value FROM (
        SELECT DISTINCT ${driver.number} AS number FROM ${driver.from} WHERE ${allOf(driver)} ${lookups.join(' ')}) found)
    WHERE value IS NOT NULL AND ${isBeyond('value', 'number', bounds)} ${orderAndLimit('value', 'number', bounds)}`;
}

/** The row at which this many rows of the index were passed; nothing if there are fewer. */
export function sortWindowQuery(sort: RowSort, bounds: Bounds): string {
  const { from, number, value, where } = sort('s');
  return `SELECT ${number} AS number, ${value} AS value FROM ${from} WHERE ${where}
    AND ${isBeyond(value, number, bounds)} ${orderOf(value, number, bounds)} LIMIT 1 OFFSET @skip`;
}

/** Walks the index of the sort key. */
export function sortWalkQuery(
  sort: RowSort,
  criteria: readonly RowFilter[],
  bounds: Bounds & { readonly isBounded: boolean },
): string {
  const { from, number, value, where, holds } = sort('s');
  const lookups = criteria.map((criterion, index) => `AND EXISTS (${lookupOf(criterion(`x${index}`), number)})`);
  const isWithin = bounds.isBounded
    ? `(${value}, ${number}) ${bounds.ascending ? '<=' : '>='} (@lastValue, @lastNumber)`
    : 'TRUE';
  return `SELECT ${number} AS number, ${value} AS value FROM ${from}
    WHERE ${where} AND ${isBeyond(value, number, bounds)} AND ${isWithin} AND ${holds} ${lookups.join(' ')}
    ${orderAndLimit(value, number, bounds)}`;
}

const isBeyond = (value: string, number: string, { ascending, isStarted }: Bounds): string =>
  isStarted ? `(${value}, ${number}) ${ascending ? '>' : '<'} (@value, @number)` : 'TRUE';

function orderOf(value: string, number: string, { ascending }: Bounds): string {
  const direction = ascending ? 'ASC' : 'DESC';
  return `ORDER BY ${value} ${direction}, ${number} ${direction}`;
}

const orderAndLimit = (value: string, number: string, bounds: Bounds): string =>
  `${orderOf(value, number, bounds)} LIMIT @limit`;
