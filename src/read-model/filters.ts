import type { Database, Statement } from 'better-sqlite3';
import type { FoundRows, PageStart, RowOrdinal } from './pagination.js';

/**
 * One filter of a list, as SQL over a table under the alias `x`. Parameters are named; `@at` is the moment of recorded
 * time as of which the list is read.
 */
export type RowFilter = (x: string) => RowFilterSql;

interface RowFilterSql {
  readonly from: string;
  /** The column that holds the row's ordinal, which never changes. */
  readonly number: string;
  /** The condition that an index answers. */
  readonly where: string;
  /** A further condition, checked for each row that the index finds. */
  readonly holds?: string;
  /**
   * For a filter whose index yields rows in another order than that of their ordinals: SQL that checks one row. The
   * index itself is walked only if the rows are few.
   */
  readonly lookup?: (number: string) => string;
}

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
const MAX_SCANNED = 4_000;

type Parameters = Readonly<Record<string, string | number>>;

/**
 * Finds the ordinals of rows that pass all filters, in order, one page at a time. It walks the index of one filter in
 * the order of ordinals, and looks each of its rows up in the others. It examines a limited number of rows, however few
 * of them pass: then the page ends early.
 */
export class FilteredRowFinder {
  private readonly statements = new Map<string, Statement<[Parameters], RowOrdinal>>();

  constructor(private readonly database: Database) {}

  /** @param criteria the most selective first; the last one is the filter that every row passes */
  find(criteria: readonly RowFilter[], parameters: Readonly<Record<string, string>>, options: FindOptions): FoundRows {
    const { from, at, limit, oldestFirst = false, maxScanned = MAX_SCANNED } = options;
    const given = { ...parameters, at };
    const after = from?.number ?? (oldestFirst ? -1 : Number.MAX_SAFE_INTEGER);
    const [driver, ...others] = this.chosenFirst(criteria, given);
    if (!driver) throw new TypeError('A list needs a criterion.');
    const everywhere = oldestFirst ? Number.MAX_SAFE_INTEGER : -1;
    for (const window of [4 * limit, maxScanned]) {
      const last = this.statement(windowQuery(driver, oldestFirst)).get({ ...given, after, skip: window - 1 })?.number;
      const query = this.statement(numbersQuery([driver, ...others], oldestFirst));
      const rows = query.all({ ...given, after, last: last ?? everywhere, limit });
      if (rows.length === limit || last === undefined) return { rows };
      if (window >= maxScanned) return { rows, beyond: last };
    }
    throw new RangeError('A list looks at one row at least.');
  }

  /** Puts the filter with the fewest rows first, if they can be counted quickly. */
  private chosenFirst(criteria: readonly RowFilter[], given: Parameters): readonly RowFilter[] {
    const [only] = criteria;
    if (only && criteria.length <= 2 && only('x').lookup === undefined) return criteria;
    const counted = criteria.slice(0, -1).map((criterion) => ({ criterion, count: this.count(criterion, given) }));
    const [fewest] = counted.sort((a, b) => a.count - b.count);
    const chosen =
      fewest && fewest.count < FEW ? fewest.criterion : criteria.find((each) => each('x').lookup === undefined);
    return criteria.toSorted((a, b) => Number(b === chosen) - Number(a === chosen));
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

/** The ordinal at which this many rows of the filter were passed; nothing if there are fewer. */
export function windowQuery(criterion: RowFilter, oldestFirst: boolean): string {
  const { from, number, where } = criterion('x0');
  const [order, beyond] = direction(oldestFirst);
  return `SELECT ${number} AS number FROM ${from} WHERE ${where} AND ${number} ${beyond} @after
    ORDER BY ${number} ${order} LIMIT 1 OFFSET @skip`;
}

export function numbersQuery(criteria: readonly RowFilter[], oldestFirst: boolean): string {
  const [driver, ...others] = criteria.map((criterion, index) => criterion(`x${index}`));
  if (!driver) throw new TypeError('A list needs a criterion.');
  const lookups = others.map((other) => `AND EXISTS (${lookupOf(other, driver.number)})`);
  const [order, beyond, upTo] = direction(oldestFirst);
  return `SELECT ${driver.number} AS number FROM ${driver.from}
    WHERE ${allOf(driver)} AND ${driver.number} ${beyond} @after AND ${driver.number} ${upTo} @last ${lookups.join(' ')}
    ORDER BY ${driver.number} ${order} LIMIT @limit`;
}

const lookupOf = (criterion: RowFilterSql, number: string): string =>
  criterion.lookup?.(number) ??
  `SELECT 1 FROM ${criterion.from} WHERE ${criterion.number} = ${number} AND ${allOf(criterion)}`;

const allOf = ({ where, holds }: RowFilterSql): string => (holds === undefined ? where : `${where} AND ${holds}`);

const direction = (oldestFirst: boolean) =>
  oldestFirst ? (['ASC', '>', '<='] as const) : (['DESC', '<', '>='] as const);

/**
 * An FTS5 query for rows that contain all the words of this text, in any order. Every word is quoted, so that none is
 * read as an operator; a word that ends in `*` also matches longer ones. Undefined if the text contains no word.
 */
export function toFtsQuery(text: string): string | undefined {
  const words = text
    .replaceAll('\u0000', ' ')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return undefined;
  return words.map((word) => quote(word.replace(/\*+$/u, '')) + (word.endsWith('*') ? '*' : '')).join(' ');
}

const quote = (word: string): string => `"${word.replaceAll('"', '""')}"`;
