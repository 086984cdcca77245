/**
 * The most pairs of lists that are compared. Only thousands of joint acts of the same few actors need more; then the
 * answer may be that there are fewer disjoint lists than there are.
 */
const MAX_COMPARISONS = 100_000;

/**
 * The places of the first so many lists, no two of which have a common item; empty if there are no such. No two lists are
 * equal, and no list has an item twice.
 */
export function firstDisjointLists(lists: readonly (readonly string[])[], count: number): readonly number[] {
  // A list of one item is never a worse choice than another one with that item, and shares nothing with the rest.
  const single = new Set(lists.filter((list) => list.length === 1).flat());
  const simple: number[] = [];
  const rest: number[] = [];
  for (const [place, list] of lists.entries()) {
    if (list.length <= 1) simple.push(place);
    else if (!list.some((item) => single.has(item))) rest.push(place);
  }
  const further = new Search(lists, rest).disjoint(count - Math.min(simple.length, count));
  return further === undefined ? [] : [...simple.slice(0, count), ...further].sort((a, b) => a - b);
}

class Search {
  private comparisons = 0;

  constructor(
    private readonly lists: readonly (readonly string[])[],
    private readonly places: readonly number[],
  ) {}

  /** The first so many of the places, with no item among those taken; undefined if there are no such. */
  disjoint(count: number, from = 0, taken: readonly string[] = []): readonly number[] | undefined {
    if (count === 0) return [];
    for (let at = from; at + count <= this.places.length; at += 1) {
      if (this.comparisons >= MAX_COMPARISONS) return undefined;
      this.comparisons += 1;
      const place = this.places[at] ?? 0;
      const list = this.lists[place] ?? [];
      if (list.some((item) => taken.includes(item))) continue;
      const further = this.disjoint(count - 1, at + 1, [...taken, ...list]);
      if (further !== undefined) return [place, ...further];
    }
    return undefined;
  }
}
