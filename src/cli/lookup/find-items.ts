import type { ApiClient, Query } from '../ledger/api-client.js';

/** What to find in a list of the API. */
export interface ItemQuery<Item> {
  /** The address of the list. */
  readonly path: string;
  /** Its filters. */
  readonly query: Query;
  /** Decides where the API has no filter for it. */
  readonly matches?: ((item: Item) => boolean) | undefined;
}

export interface FoundItems<Item> {
  /** The newest items that match, newest first. */
  readonly items: readonly Item[];
  /** Whether there are more than the limit. */
  readonly hasMore: boolean;
  /** Whether older items were not compared. */
  readonly isIncomplete: boolean;
  /** Parts of the search text without effect. */
  readonly ignored?: readonly string[];
}

/** Where the API has no filter, so many items are compared here, newest first. */
export const MAX_COMPARED = 10_000;

/** Titles aren't indexed: to find the one that a title means, so many items are compared. */
const MAX_TITLES = 2_000;

/** The newest items of a list of the API, newest first, to compare their titles. */
export const newestItems = async <Item>(client: ApiClient, path: string): Promise<readonly Item[]> =>
  (await findItems<Item>(client, { path, query: {} }, MAX_TITLES)).items;

/**
 * Requests pages until the limit is reached.
 *
 * @param onItems is called with what a page adds; false ends the search
 */
export async function findItems<Item>(
  client: ApiClient,
  { path, query, matches }: ItemQuery<Item>,
  limit: number,
  onItems: (items: readonly Item[]) => boolean = () => true,
): Promise<FoundItems<Item>> {
  const items: Item[] = [];
  let isIncomplete = false;
  let withoutEffect: Pick<FoundItems<Item>, 'ignored'> = {};
  for await (const page of client.pages<Item>(path, query, matches ? MAX_COMPARED : limit)) {
    withoutEffect = page.ignored ? { ignored: page.ignored } : {};
    const matching = matches ? page.items.filter(matches) : page.items;
    const added = matching.slice(0, limit - items.length);
    items.push(...added);
    if (!onItems(added) || added.length < matching.length)
      return { items, hasMore: true, isIncomplete: false, ...withoutEffect };
    isIncomplete = page.next !== undefined;
  }
  return matches
    ? { items, hasMore: false, isIncomplete }
    : { items, hasMore: isIncomplete, isIncomplete: false, ...withoutEffect };
}
