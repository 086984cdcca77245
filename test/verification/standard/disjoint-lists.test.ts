import fc from 'fast-check';
import { firstDisjointLists } from '../../../src/verification/standard/disjoint-lists.js';

/** Every choice of so many places, in order. */
function* choices(places: number, count: number, from = 0): Iterable<readonly number[]> {
  if (count === 0) yield [];
  else
    for (let at = from; at < places; at += 1)
      for (const more of choices(places, count - 1, at + 1)) yield [at, ...more];
}

const areDisjoint = (lists: readonly (readonly string[])[]): boolean =>
  new Set(lists.flat()).size === lists.flat().length;

describe('firstDisjointLists()', () => {
  it('finds so many disjoint lists exactly if there are such', () => {
    const item = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const list = fc.uniqueArray(item, { maxLength: 4 }).map((items) => items.toSorted());
    const isSame = (one: readonly string[], other: readonly string[]) => one.length > 0 && one.join() === other.join();
    const given = fc.tuple(fc.uniqueArray(list, { maxLength: 10, comparator: isSame }), fc.integer({ min: 2, max: 5 }));
    fc.assert(
      fc.property(given, ([lists, count]) => {
        const chosen = firstDisjointLists(lists, count).map((place) => lists[place] ?? []);
        const exist = [...choices(lists.length, count)].some((places) =>
          areDisjoint(places.map((place) => lists[place] ?? [])),
        );
        expect(chosen.length).toBe(exist ? count : 0);
        expect(areDisjoint(chosen)).toBe(true);
      }),
    );
  });

  it('ends after a limited number of comparisons', () => {
    // Joint acts of each two of a hundred actors with a third one: no two of them are disjoint.
    const lists = Array.from({ length: 5_000 }, (_, n) => [`${n % 100}`, `of ${Math.floor(n / 100)}`, 'third']);
    expect(firstDisjointLists(lists, 3)).toEqual([]);
  });
});
