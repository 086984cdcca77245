import type { AggregateType } from '../domain/domain-event.js';
import { type RowFilter, validAtSql } from './filters.js';
import type { FoundRows, Page } from './pagination.js';
import { parseSearch, rowExpression } from './search-query.js';

/** The full-text index of a table of versions: the rowid is the position of the version. */
export const searchTable = (noun: AggregateType): string => `${noun}_search`;

/** What a list of registered things is searched for; every word is the beginning of a word. */
export interface VersionSearch {
  /** The FTS5 expression; undefined if the text has no effect. */
  readonly expression: string | undefined;
  /** Parts of the text without effect. */
  readonly ignored: readonly string[];
}

/** Undefined without a search text. */
export function versionSearch(q: string | undefined): VersionSearch | undefined {
  if (q === undefined || q.trim() === '') return undefined;
  const search = parseSearch(q, true);
  const expression = rowExpression(search);
  return { expression, ignored: expression === undefined ? [q] : search.ignored };
}

/** What `find` finds; nothing if the search text has no effect. */
export const rowsFound = (search: VersionSearch | undefined, find: () => FoundRows): FoundRows =>
  search && search.expression === undefined ? { rows: [] } : find();

/** The page, with what the search ignored. */
export const withIgnored = <Item>(found: Page<Item>, search: VersionSearch | undefined): Page<Item> =>
  search && search.ignored.length > 0 ? { ...found, ignored: search.ignored } : found;

/** What has a version at `@at` whose texts match `@q`. */
export const matchesSearch = (noun: AggregateType): RowFilter => {
  const [versions, search] = [`${noun}_versions`, searchTable(noun)];
  return (x) => ({
    from: `${search} ${x} CROSS JOIN ${versions} ${x}v ON ${x}v.position = ${x}.rowid`,
    number: `${x}v.number`,
    where: `${x}.${search} MATCH @q AND ${validAtSql(`${x}v`)}`,
    walk: 'unordered',
    lookup: (number) => `SELECT 1 FROM ${versions} ${x}v CROSS JOIN ${search} ${x} ON ${x}.rowid = ${x}v.position
      WHERE ${x}v.number = ${number} AND ${validAtSql(`${x}v`)} AND ${x}.${search} MATCH @q`,
  });
};
