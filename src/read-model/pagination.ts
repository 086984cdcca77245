import { createHash } from 'node:crypto';
import { isInstant } from '../domain/recorded-time.js';

/** One page of a list. A page can be short, or empty, and still have a next one, if many rows had to be examined. */
export interface Page<Item> {
  /** The items of this page. */
  readonly items: readonly Item[];
  /**
   * Send it as `cursor` to get the next page; absent on the last page. Opaque, and valid only for the same list with
   * the same filters.
   */
  readonly next?: string;
  /** Parts of the search text without effect; absent if there are none. */
  readonly ignored?: readonly string[];
}

/** Which page of a list. */
export interface PageRequest {
  /** `next` of the page before; absent: the first page. */
  readonly cursor?: string | undefined;
  /** The maximum number of items, 1 to 200; default 50. */
  readonly limit?: number | undefined;
}

/** The cursor is damaged, or belongs to another list or other filters. */
export class CursorMismatchError extends Error {
  constructor() {
    super('The cursor belongs to another list.');
    this.name = new.target.name;
  }
}

export interface RowOrdinal {
  readonly number: number;
  /** In a sorted list: the value by which the row is sorted. Rows with equal values are sorted by ordinal. */
  readonly value?: SortValue;
}

export type SortValue = number | string;

/** Where a page begins: after this row, in a list as of this moment. */
export interface PageStart extends RowOrdinal {
  readonly at: string;
}

/** Rows that pass the filters, and where to continue if not all rows were examined. */
export interface FoundRows {
  readonly rows: readonly RowOrdinal[];
  readonly beyond?: RowOrdinal;
}

export const pageSize = ({ limit = 50 }: PageRequest): number => Math.min(Math.max(Math.trunc(limit), 1), 200);

/** Names a list and its filters. Equal filters yield equal names, whatever the order of their fields. */
export function listName(list: string, filters: object): string {
  const given = Object.entries(filters as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([list, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

export const encodeCursor = (list: string, { number, at, value }: PageStart): string =>
  Buffer.from(JSON.stringify([list, number, at, ...(value === undefined ? [] : [value])])).toString('base64url');

/** Throws a `CursorMismatchError` unless the cursor was encoded for this list. */
export function decodeCursor(list: string, cursor: string): PageStart {
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new CursorMismatchError();
  }
  if (!Array.isArray(fields)) throw new CursorMismatchError();
  const [name, number, at, value] = fields as readonly unknown[];
  if (name !== list || !Number.isSafeInteger(number) || !isInstant(at)) throw new CursorMismatchError();
  if (value === undefined) return { number: number as number, at };
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) throw new CursorMismatchError();
  return { number: number as number, at, value: value as SortValue };
}

/**
 * One page of rows that are read by ordinal. `read` returns up to one row more than the page takes: if it exists, there
 * is a next page. The whole list is as of the moment of its first page, so no row moves or appears between pages.
 */
export function page<Item>(
  list: string,
  request: PageRequest & { readonly at: string },
  read: (from: PageStart | undefined, at: string, limit: number) => FoundRows,
  item: (number: number, at: string) => Item,
): Page<Item> {
  const from = request.cursor === undefined ? undefined : decodeCursor(list, request.cursor);
  const at = from?.at ?? request.at;
  const size = pageSize(request);
  const { rows, beyond } = read(from, at, size + 1);
  const items = rows.slice(0, size).map(({ number }) => item(number, at));
  const next = rows.length > size ? rows[size - 1] : beyond;
  return next === undefined ? { items } : { items, next: encodeCursor(list, { ...next, at }) };
}

/**
 * One page of a list that is in memory, in an order in which further items follow. An item that the filter lets pass is
 * neither left out nor returned twice, whatever changes between two pages.
 *
 * @param at the present, an ISO instant
 */
export function pageOfAll<Item>(
  list: string,
  request: PageRequest & { readonly at: string },
  items: readonly Item[],
  passes: (item: Item) => boolean = () => true,
): Page<Item> {
  const passing = (from: PageStart | undefined, limit: number): RowOrdinal[] =>
    items
      .map((item, number) => ({ item, number }))
      .filter(({ item, number }) => number > (from?.number ?? -1) && passes(item))
      .slice(0, limit)
      .map(({ number }) => ({ number }));
  return page(
    list,
    request,
    (from, _at, limit) => ({ rows: passing(from, limit) }),
    (number) => items[number] as Item,
  );
}
