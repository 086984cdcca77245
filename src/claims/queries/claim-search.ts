import { firstOf, lastOf, type RowFilter } from '../../read-model/filters.js';
import { ftsExpression, parseSearch, type SearchTerm } from '../../read-model/search-query.js';
import { packedRow } from '../projection/claim-search-index.js';
import { COLUMNS, type SearchField } from './search-fields.js';
import type { ClaimFilter } from './views.js';

/** What a list of claims is searched for. */
export interface ClaimSearch {
  readonly filters: readonly RowFilter[];
  /** Parameters of the filters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Each of these occurs in a claim that is found. */
  readonly terms: readonly SearchTerm[];
  /** Parts of the search text without effect. */
  readonly ignored: readonly string[];
}

/** Undefined without a search text. With one that has no effect, nothing is found: `terms` and `filters` are empty. */
export function claimSearch({ q, in: fields }: ClaimFilter): ClaimSearch | undefined {
  if (q === undefined || q.trim() === '') return undefined;
  const { required, excluded, ignored } = parseSearch(q);
  const expressions = (prefix: string, terms: readonly SearchTerm[]) =>
    terms.map((term, index) => [`${prefix}${index}`, inFields(ftsExpression(term), fields)] as const);
  const [found, missing] = [expressions('q', required), expressions('not', excluded)];
  return {
    filters: [...found.map(([name]) => hasTerm(name)), ...missing.map(([name]) => lacksTerm(name))],
    parameters: Object.fromEntries([...found, ...missing]),
    terms: required,
    ignored,
  };
}

/** Each term may occur in another text of the claim. */
export const hasTerm =
  (parameter: string): RowFilter =>
  (x) => ({
    from: `claim_search ${x}`,
    number: `(${x}.rowid >> ${packedRow(x).lowBits})`,
    where: `${x}.claim_search MATCH @${parameter}`,
    packed: packedRow(x),
    lookup: (number) => rowsOf(x, number, parameter),
  });

export const lacksTerm =
  (parameter: string): RowFilter =>
  (x) => ({
    ...{ from: '', number: '', where: '' },
    walk: 'never',
    lookup: (number) => `SELECT 1 WHERE NOT EXISTS (${rowsOf(x, number, parameter)})`,
  });

/** The FTS5 expression, for these fields only. */
export function inFields(expression: string, fields: readonly SearchField[] | undefined): string {
  return fields === undefined
    ? expression
    : `{${fields.flatMap((field) => COLUMNS[field]).join(' ')}} : (${expression})`;
}

const rowsOf = (x: string, number: string, parameter: string): string =>
  `SELECT 1 FROM claim_search ${x} WHERE ${x}.claim_search MATCH @${parameter}
   AND ${x}.rowid BETWEEN ${firstOf(number, packedRow(x))} AND ${lastOf(number, packedRow(x))}`;
