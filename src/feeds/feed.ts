/** Some of a feed, and where to go on. */
export interface FeedPage<Item> {
  readonly items: readonly FeedItem<Item>[];
  /** Behind all that was looked at, whether it was wanted or not; undefined as long as there is nothing at all. */
  readonly cursor: string | undefined;
  /** Whether there is more to look at just now. */
  readonly more: boolean;
}

export interface FeedItem<Item> {
  readonly item: Item;
  /** Behind this one. */
  readonly cursor: string;
}

/** In place of a cursor: what lies before everything. */
export const BEGINNING = 'beginning';

/**
 * What can be read from some place on, for ever. Cursors are public: they carry the log's id, and are good whatever
 * is asked for.
 */
export interface Feed<Item, Filter> {
  /**
   * The cursor, or, for `beginning`, that before everything.
   * Throws a `ForeignPositionError` for a cursor of another log, a `BadRequestError` or a `CursorMismatchError` for one
   * of another feed.
   * @param name of the parameter or header that it came in
   */
  checked(cursor: string, name: string): string;
  /** Behind all there is now. */
  head(): string | undefined;
  /** At most so many items, and a bounded number of those that aren't wanted; from the beginning without a cursor. */
  read(after: string | undefined, filter: Filter, limit: number): FeedPage<Item>;
  /** When something will be there to be read though nothing is recorded: epoch milliseconds, if ever. */
  nextAt(): number | undefined;
}

/** So many rows are looked at in one turn: some 10 ms. */
export const MAX_SCANNED = 2_000;
/** A page ends with the item that reaches it: what a reader is given at once is bounded. */
const MAX_BYTES = 256 * 1024;

/** What of these rows goes on a page. `rows` must offer `MAX_SCANNED + 1` if there are as many. */
export function scan<Row>(
  rows: Iterable<Row>,
  wanted: (row: Row) => boolean,
  sizeOf: (row: Row) => number,
  limit: number,
): { readonly taken: readonly Row[]; readonly last: Row | undefined; readonly more: boolean } {
  const taken: Row[] = [];
  let last: Row | undefined;
  let scanned = 0;
  let bytes = 0;
  for (const row of rows) {
    if (scanned === MAX_SCANNED || taken.length === limit || bytes >= MAX_BYTES) return { taken, last, more: true };
    scanned += 1;
    last = row;
    if (!wanted(row)) continue;
    taken.push(row);
    bytes += sizeOf(row);
  }
  return { taken, last, more: false };
}
