import fc from 'fast-check';
import { alternate, isMet, median, quantile } from '../../bench/figures.js';

describe('alternate()', () => {
  it('warms up each side once, then measures both, each first every other time', async () => {
    const calls: string[] = [];
    const side = (name: string) => () => calls.push(name);
    await alternate(2, side('value'), side('yardstick'));
    expect(calls).toEqual(['value', 'yardstick', 'value', 'yardstick', 'yardstick', 'value']);
  });

  it('returns the same ratio on a machine whose speed varies', async () => {
    let calls = 0;
    const slowness = () => [1, 40, 3, 7, 90][Math.floor(calls++ / 2) % 5] ?? 1;
    const compared = await alternate(
      5,
      () => 6 * slowness(),
      () => 2 * slowness(),
    );
    expect(compared).toEqual({ value: 42, yardstick: 14, ratio: 3 });
  });
});

describe('isMet()', () => {
  it('compares the ratio with the bound, or the value if there is no ratio', () => {
    const figure = { name: 'a figure', value: 10, unit: 'ms' };
    expect(isMet(figure)).toBe(true);
    expect(isMet({ ...figure, bound: { most: 10 } })).toBe(true);
    expect(isMet({ ...figure, bound: { most: 9.9 } })).toBe(false);
    expect(isMet({ ...figure, ratio: 0.5, bound: { least: 0.6 } })).toBe(false);
    expect(isMet({ ...figure, ratio: 0.7, bound: { least: 0.6 } })).toBe(true);
    expect(isMet({ ...figure, ratio: 0.7, bound: { most: 1 } })).toBe(true);
  });
});

describe('quantile()', () => {
  it('returns one of the values, below or equal to which is the given part of them', () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (some, part) => {
        const found = quantile(some, part);
        expect(some).toContain(found);
        expect(some.filter((value) => value <= found).length).toBeGreaterThanOrEqual(part * some.length);
        expect(some.filter((value) => value < found).length).toBeLessThan(Math.max(1, part * some.length));
      }),
    );
  });
});

describe('median()', () => {
  it('returns the middle value, and throws for no values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(() => median([])).toThrow(RangeError);
  });
});
