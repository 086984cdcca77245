/** A page of a feed, and where to continue. */
export interface FeedPage<Item> {
  readonly items: readonly FeedItem<Item>[];
  /** After everything examined, whether or not it matched; undefined as long as the feed is empty. */
  readonly cursor: string | undefined;
  /** Whether there is more to examine now. */
  readonly more: boolean;
}

export interface FeedItem<Item> {
  readonly item: Item;
  /** After this item. */
  readonly cursor: string;
}

/** A cursor in the format of its feed. */
export interface CheckedCursor {
  readonly cursor: string;
  /** The position at which it was issued: the log must still have that event. */
  readonly position: string;
}

/** Stands for the cursor before the first item. */
export const BEGINNING = 'beginning';

/**
 * An endless list of items that can be read from any cursor on. Cursors are public: they carry the log's id, never
 * expire, and are valid with any filter.
 */
export interface Feed<Item, Filter> {
  /**
   * The validated cursor; for `beginning`, the one before the first item. Throws a `ForeignPositionError` for a cursor
   * of another log, a `BadRequestError` or a `CursorMismatchError` for one of another feed.
   * @param name of the parameter or header that contained it
   */
  checked(cursor: string, name: string): CheckedCursor;
  /** After the last item. */
  head(): string | undefined;
  /**
   * At most `limit` matching items, after examining a bounded number of others; without a cursor from the beginning.
   */
  read(after: string | undefined, filter: Filter, limit: number): FeedPage<Item>;
  /** When a passing date will add an item although nothing is recorded: epoch milliseconds, if ever. */
  nextAt(): number | undefined;
}

/** The maximum number of rows examined in one turn: some 10 ms. */
export const MAX_SCANNED = 2_000;
/** A page ends with the item that reaches this size, which bounds a single read. */
const MAX_BYTES = 256 * 1024;

/** Builds a page from these rows. `rows` must offer `MAX_SCANNED + 1` if there are as many. */
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
