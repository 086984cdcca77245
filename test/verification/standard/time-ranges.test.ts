import fc from 'fast-check';
import { TimeRanges } from '../../../src/verification/standard/time-ranges.js';

const moments = fc.oneof(fc.nat(9), fc.constantFrom(-Infinity, Infinity));
const ranges = fc
  .tuple(moments, moments)
  .map(([a, b]) => ({ earliest: Math.min(a, b), latest: Math.max(a, b) }))
  .filter(({ earliest, latest }) => earliest !== Infinity && latest !== -Infinity);

describe('TimeRanges', () => {
  it('finds what comparing each range finds', () => {
    fc.assert(
      fc.property(fc.array(ranges), ranges, (all, when) => {
        const overlapping = all.filter(({ earliest, latest }) => earliest <= when.latest && when.earliest <= latest);
        const partly = overlapping.filter(({ earliest, latest }) => earliest < when.earliest || latest > when.latest);
        const found = new TimeRanges(all);
        expect(found.someOverlaps(when)).toBe(overlapping.length > 0);
        expect(found.someOverlapsPartly(when)).toBe(partly.length > 0);
      }),
    );
  });
});
