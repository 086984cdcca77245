import type { Database, Statement } from 'better-sqlite3';
import type { Keyset } from './keyset.js';

/**
 * One thing that a list asks of its rows, as SQL over a table under the alias `x`. Parameters are named; `@at` is the
 * moment of recorded time that the list is as of.
 */
export type Criterion = (x: string) => {
  readonly from: string;
  /** The column that holds the row's lasting number. */
  readonly number: string;
  readonly where: string;
};

/** For a table with spans of recorded time. */
export const inForce = (x: string): string => `${x}.recordedFrom <= @at AND @at < ${x}.recordedTo`;

interface Numbered {
  readonly number: number;
}

/**
 * Finds the numbers of rows that fit all criteria, in their order, a page at a time. The first criterion is walked
 * along its index in the order of numbers, the others are looked up for each: so put the one that fits least first.
 */
export class NumberFinder {
  private readonly statements = new Map<string, Statement<[Record<string, string | number>], Numbered>>();

  constructor(private readonly database: Database) {}

  find(
    criteria: readonly Criterion[],
    parameters: Readonly<Record<string, string>>,
    { from, at, limit, oldestFirst = false }: FindOptions,
  ): Numbered[] {
    const sql = numbersQuery(criteria, oldestFirst);
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.database.prepare(sql)));
    const start = oldestFirst ? -1 : Number.MAX_SAFE_INTEGER;
    return statement.all({ ...parameters, at, limit, after: from?.number ?? start });
  }
}

export interface FindOptions {
  readonly from: Keyset | undefined;
  readonly at: string;
  readonly limit: number;
  readonly oldestFirst?: boolean;
}

export function numbersQuery(criteria: readonly Criterion[], oldestFirst: boolean): string {
  const [driver, ...others] = criteria.map((criterion, index) => criterion(`x${index}`));
  if (!driver) throw new TypeError('A list needs a criterion.');
  const lookups = others.map(({ from, number, where }) => {
    return `AND EXISTS (SELECT 1 FROM ${from} WHERE ${number} = ${driver.number} AND ${where})`;
  });
  const [order, beyond] = oldestFirst ? ['ASC', '>'] : ['DESC', '<'];
  return `SELECT ${driver.number} AS number FROM ${driver.from}
    WHERE ${driver.where} AND ${driver.number} ${beyond} @after ${lookups.join(' ')}
    ORDER BY ${driver.number} ${order} LIMIT @limit`;
}
