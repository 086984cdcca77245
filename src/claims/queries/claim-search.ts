import { firstOf, lastOf, type RowFilter, validAtSql } from '../../read-model/filters.js';
import { FOREVER } from '../../domain/recorded-time.js';
import {
  ftsExpression,
  inOneRow,
  inOrder,
  isMerged,
  parseSearch,
  type SearchTerm,
} from '../../read-model/search-query.js';
import { packedRow } from '../projection/claim-search-index.js';
import { COLUMNS, type SearchField } from './search-fields.js';
import type { ClaimFilter } from './views.js';

/** What a list of claims is searched for. */
export interface ClaimSearch {
  readonly filters: readonly RowFilter[];
  /**
   * The same in parts, for a list by relevance: filters of claims that are equally close to the search text, the closest
   * first. One part in other orders.
   */
  readonly tiers: readonly (readonly RowFilter[])[];
  /** Parameters of the filters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Each of these occurs in a claim that is found. */
  readonly terms: readonly SearchTerm[];
  /** Parts of the search text without effect. */
  readonly ignored: readonly string[];
}

/** Undefined without a search text. With one that has no effect, nothing is found: `terms` and `filters` are empty. */
export function claimSearch({ q, in: fields, asOf, sort }: ClaimFilter): ClaimSearch | undefined {
  if (q === undefined || q.trim() === '') return undefined;
  const { required, excluded, ignored } = parseSearch(q);
  const closest = sort === 'relevance' ? closestFirst(required, fields) : [];
  const expressions = (prefix: string, terms: readonly SearchTerm[]) =>
    terms.map((term, index) => [`${prefix}${index}`, inFields(ftsExpression(term), fields)] as const);
  const [found, missing] = [expressions('q', required), expressions('not', excluded)];
  const [has, lacks] = asOf === undefined ? [hasTerm, lacksTerm] : [hadTerm, lackedTerm];
  const hasAll = found.map(([name], index) => has(name, isMerged(required[index] ?? [])));
  const hasNone = missing.map(([name], index) => lacks(name, isMerged(excluded[index] ?? [])));
  const asSet = required.some(isMerged);
  // What is in one tier has all that the next one asks for.
  const tiers = [...closest.map((_expression, index) => [has(`tier${index}`, asSet)]), hasAll].map((filters, index) => [
    ...filters,
    ...(index > 0 ? [lacks(`tier${index - 1}`, asSet)] : []),
    ...hasNone,
  ]);
  return {
    filters: [...hasAll, ...hasNone],
    tiers,
    parameters: {
      ...Object.fromEntries([...found, ...missing]),
      ...Object.fromEntries(closest.map((expression, index) => [`tier${index}`, expression])),
    },
    terms: required,
    ignored,
  };
}

/**
 * What only the claims that are closest to a search text have, as FTS5 expressions, the closest first: all words next to
 * each other in the claim's own text or a topic; all of them there; all of them in one of its texts, such as a quote.
 * None of it depends on other claims, so the order as of a moment stays the same.
 */
function closestFirst(terms: readonly SearchTerm[], fields: readonly SearchField[] | undefined): readonly string[] {
  if (terms.length === 0) return [];
  const all = inOneRow(terms);
  const areSeveral = terms.length > 1;
  const own =
    fields === undefined || fields.includes('claims')
      ? [...(areSeveral ? [`${inOrder(terms)} AND ${all}`] : []), all]
      : [];
  return [
    ...own.map((expression) => inFields(expression, ['claims'])),
    ...(areSeveral && fields?.join() !== 'claims' ? [inFields(all, fields)] : []),
  ];
}

/**
 * Each term may occur in another text of the claim.
 *
 * @param asSet whether all claims that have it are found once: looking up a longer beginning of a word for one claim reads
 *   all words that begin so
 */
export const hasTerm =
  (parameter: string, asSet = false): RowFilter =>
  (x) => ({
    from: `claim_search ${x}`,
    number: `(${x}.rowid >> ${packedRow(x).lowBits})`,
    where: `${x}.claim_search MATCH @${parameter}`,
    packed: packedRow(x),
    lookup: (number) => rowsOf(x, number, parameter, asSet),
  });

export const lacksTerm = (parameter: string, asSet = false): RowFilter =>
  lacking((x, number) => rowsOf(x, number, parameter, asSet));

/** Like `hasTerm`, by the texts as they were at `@at`. */
export const hadTerm =
  (parameter: string, asSet = false): RowFilter =>
  (x) => ({
    from: `(${claimsAtSql(parameter)}) ${x}`,
    number: `${x}.claim`,
    where: 'TRUE',
    walk: 'unordered',
    lookup: (number) => rowsOfAt(number, parameter, asSet),
  });

export const lackedTerm = (parameter: string, asSet = false): RowFilter =>
  lacking((_x, number) => rowsOfAt(number, parameter, asSet));

const lacking =
  (rows: (x: string, number: string) => string): RowFilter =>
  (x) => ({
    ...{ from: '', number: '', where: '' },
    walk: 'never',
    lookup: (number) => `SELECT 1 WHERE NOT EXISTS (${rows(x, number)})`,
  });

/** The FTS5 expression, for these fields only. */
export function inFields(expression: string, fields: readonly SearchField[] | undefined): string {
  return fields === undefined
    ? expression
    : `{${fields.flatMap((field) => COLUMNS[field]).join(' ')}} : (${expression})`;
}

function rowsOf(x: string, number: string, parameter: string, asSet: boolean): string {
  const packed = packedRow(x);
  const found = `FROM claim_search ${x} WHERE ${x}.claim_search MATCH @${parameter}`;
  return asSet
    ? `SELECT 1 WHERE ${number} IN (SELECT ${x}.rowid >> ${packed.lowBits} ${found})`
    : `SELECT 1 ${found} AND ${x}.rowid BETWEEN ${firstOf(number, packed)} AND ${lastOf(number, packed)}`;
}

const rowsOfAt = (number: string, parameter: string, asSet: boolean): string =>
  asSet ? `SELECT 1 WHERE ${number} IN (${claimsAtSql(parameter)})` : rowsAtSql(parameter, number);

const claimsAtSql = (parameter: string): string =>
  `SELECT DISTINCT row >> ${packedRow('s').lowBits} AS claim FROM (${rowsAtSql(parameter)})`;

/**
 * SQL for the rows of the index, of all claims or of one, whose texts at `@at` matched: \`row\`. A row whose texts never
 * changed has had them since its claim or entry was recorded.
 */
export function rowsAtSql(parameter: string, number?: string): string {
  const { lowBits } = packedRow('s');
  const ofClaim = (column: string): string => {
    const packed = { column, lowBits };
    return number === undefined ? '' : `AND ${column} BETWEEN ${firstOf(number, packed)} AND ${lastOf(number, packed)}`;
  };
  const since = `coalesce(
    (SELECT recordedFrom FROM claim_text_versions WHERE row = s.rowid AND recordedTo = '${FOREVER}'),
    (SELECT recordedAt FROM entries WHERE claim = s.rowid >> ${lowBits} AND revision = s.rowid & ${2 ** lowBits - 1}))`;
  // The versions of one claim are few, and those of all claims are not.
  const versions =
    number === undefined
      ? 'past_claim_search p CROSS JOIN claim_text_versions v ON v.id = p.rowid'
      : 'claim_text_versions v CROSS JOIN past_claim_search p ON p.rowid = v.id';
  return `SELECT s.rowid AS row FROM claim_search s
    WHERE s.claim_search MATCH @${parameter} ${ofClaim('s.rowid')} AND ${since} <= @at
    UNION ALL SELECT v.row FROM ${versions}
    WHERE p.past_claim_search MATCH @${parameter} AND ${validAtSql('v')} ${ofClaim('v.row')}`;
}
