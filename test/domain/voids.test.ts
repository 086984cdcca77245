import fc from 'fast-check';
import { EntryVoids } from '../../src/domain/voids.js';

type Void = readonly [id: string, target: string];

const after = (...voids: readonly Void[]): EntryVoids => {
  const state = new EntryVoids();
  for (const [id, target] of voids) state.add(id, target);
  return state;
};

describe('EntryVoids', () => {
  it('reports the target, and all that the new void restores or voids again through it', () => {
    const state = new EntryVoids();
    expect(state.add('v1', 'a')).toEqual([{ entry: 'a', by: 'v1' }]);
    expect(state.add('v2', 'v1')).toEqual([
      { entry: 'v1', by: 'v2' },
      { entry: 'a', by: undefined },
    ]);
    expect(state.add('v3', 'v2')).toEqual([
      { entry: 'v2', by: 'v3' },
      { entry: 'v1', by: undefined },
      { entry: 'a', by: 'v1' },
    ]);
  });

  it('names the last effective void of an entry, and stops where nothing but that name changes', () => {
    const state = after(['v1', 'v0'], ['v0', 'a']);
    expect(state.add('v2', 'v0')).toEqual([{ entry: 'v0', by: 'v2' }]);
    expect(state.add('v3', 'v2')).toEqual([
      { entry: 'v2', by: 'v3' },
      { entry: 'v0', by: 'v1' },
    ]);
  });

  it('reports nothing of an entry that the last effective void still voids', () => {
    const state = after(['v1', 'a'], ['v2', 'v1'], ['v3', 'a']);
    expect(state.add('v4', 'v2')).toEqual([
      { entry: 'v2', by: 'v4' },
      { entry: 'v1', by: undefined },
    ]);
    expect(after(['v2', 'v1']).add('v1', 'a')).toEqual([]);
  });

  it('voids exactly the entries with an effective void, whatever the order of the voids', () => {
    const targets = fc.array(fc.nat(), { minLength: 1, maxLength: 10 });
    const shuffled = targets.chain((picks) => {
      const voids = picks.map((pick, index): Void => {
        const earlier = pick % (index + 1);
        return [`v${index}`, earlier === 0 ? 'a' : `v${earlier - 1}`];
      });
      return fc.tuple(fc.constant(voids), fc.shuffledSubarray(voids, { minLength: voids.length }));
    });
    fc.assert(
      fc.property(shuffled, ([voids, order]) => {
        const isVoided = (entry: string): boolean => voids.some(([id, target]) => target === entry && !isVoided(id));
        const state = after(...order);
        for (const entry of ['a', ...voids.map(([id]) => id)]) {
          expect([entry, state.isVoided(entry)]).toEqual([entry, isVoided(entry)]);
        }
      }),
    );
  });

  it('copies so that neither copy sees the voids of the other', () => {
    const original = after(['v1', 'a']);
    const copy = original.copy();
    copy.add('v2', 'v1');
    original.add('v3', 'b');
    expect([original.isVoided('a'), copy.isVoided('a')]).toEqual([true, false]);
    expect([original.isVoided('b'), copy.isVoided('b')]).toEqual([true, false]);
    original.add('v4', 'v1');
    original.add('v5', 'v4');
    expect(original.isVoided('v1')).toBe(false);
  });

  it('terminates when voids target each other in a cycle of any length', () => {
    for (const length of [1, 2, 3, 4, 5]) {
      const cycle = Array.from({ length }, (_, index): Void => [`v${index}`, `v${(index + 1) % length}`]);
      expect(() => after(...cycle, ['x', 'v0'], ['y', 'x'])).not.toThrow();
    }
  });
});
