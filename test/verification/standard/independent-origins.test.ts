import fc from 'fast-check';
import { buildActGraph } from '../../../src/verification/standard/act-graph.js';
import { IndependentOrigins } from '../../../src/verification/standard/independent-origins.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

const COUNT = 80;
const given = new PolicyInputBuilder().actor('outlet', 'vg');
for (let n = 0; n < COUNT; n += 1) given.reported(`r${String(n).padStart(2, '0')}`, 'vg');
const { acts } = buildActGraph(given.build());

function pairAmong(sets: readonly (readonly string[])[]): readonly string[] {
  const origins = new IndependentOrigins();
  for (const [n, actors] of sets.entries()) {
    const end = acts[n];
    if (end) origins.add(end, [`speaker-${n}`], () => actors);
  }
  return origins.disjoint(2).map(({ ref }) => ref);
}

function countAmong(sets: readonly (readonly string[])[]): number {
  const origins = new IndependentOrigins();
  for (const [n, actors] of sets.entries()) {
    const end = acts[n];
    if (end) origins.add(end, [`speaker-${n}`], () => actors);
  }
  return origins.count();
}

function firstPair(sets: readonly (readonly string[])[]): readonly string[] {
  for (const [n, one] of sets.entries()) {
    const other = sets.findIndex((set, index) => index > n && !set.some((actor) => one.includes(actor)));
    if (other >= 0) return [acts[n]?.ref ?? '', acts[other]?.ref ?? ''];
  }
  return [];
}

describe('IndependentOrigins', () => {
  it('counts those of which no two have a common actor', () => {
    expect(countAmong([])).toBe(0);
    expect(countAmong([['a'], ['a', 'b'], ['b', 'c'], ['d']])).toBe(3);
    expect(
      countAmong([
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'd'],
      ]),
    ).toBe(2);
    expect(
      countAmong([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'x'],
      ]),
    ).toBe(1);
  });

  it('counts two or more exactly if there are two, in any order', () => {
    const actors = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const sets = fc.array(fc.uniqueArray(actors, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sets, (all) => {
        expect(countAmong(all) >= 2).toBe(firstPair(all).length === 2);
        expect(countAmong(all.toReversed())).toBe(countAmong(all));
      }),
    );
  });

  it('finds the first two without a common actor', () => {
    const actors = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const sets = fc.array(fc.uniqueArray(actors, { minLength: 1, maxLength: 7 }), { maxLength: COUNT });
    fc.assert(
      fc.property(sets, (all) => {
        expect(pairAmong(all)).toEqual(firstPair(all));
      }),
    );
  });

  it('finds the two among many of which each two others share an actor', () => {
    const shared = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ];
    const sets = Array.from({ length: COUNT - 1 }, (_, n) => [`own-${n}`, ...(shared[n % 3] ?? [])]);
    expect(pairAmong(sets)).toEqual([]);
    // The second has no "a".
    expect(pairAmong([...sets, ['x', 'a']])).toEqual([acts[1]?.ref, acts[COUNT - 1]?.ref]);
  });
});
