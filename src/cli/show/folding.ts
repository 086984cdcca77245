/** How many items of one list a report prints, unless all are wanted. */
const MAX_ITEMS = 10;

/** Says how many items are left out, and how to see them. */
export const leftOut = (left: number): string => `and ${left} more (--all prints them)`;

/** The first items of a list, and those that must be shown. If one would be left out alone, it is shown too. */
export function folded<Item>(
  items: readonly Item[],
  { all = false }: { readonly all?: boolean | undefined },
  isNeeded: (item: Item) => boolean = () => false,
): { readonly shown: readonly Item[]; readonly left: number } {
  if (all || items.length <= MAX_ITEMS + 1) return { shown: items, left: 0 };
  const shown = items.filter((item, index) => index < MAX_ITEMS || isNeeded(item));
  return { shown, left: items.length - shown.length };
}
