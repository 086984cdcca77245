import { appendTo } from '../../../src/lib/collections.js';

/** As `Map.groupBy`, which Node 20 doesn't have. */
export function grouped<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) appendTo(groups, keyOf(item), item);
  return groups;
}
