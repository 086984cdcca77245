/** The first items of a result, and how many there are. */
export interface Found<Item> {
  readonly items: readonly Item[];
  /** The number of all items, of which at most `MAX_ITEMS` are here. */
  readonly total: number;
}

/** The most items of a result. */
export const MAX_ITEMS = 10_000;

/** The first of these, as `viewOf` shows them. */
export const found = <Each, Item>(all: readonly Each[], viewOf: (each: Each) => Item): Found<Item> => ({
  items: all.slice(0, MAX_ITEMS).map(viewOf),
  total: all.length,
});
