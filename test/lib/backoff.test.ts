import { backoff } from '../../src/lib/backoff.js';

describe('The pause before another attempt', () => {
  it.each([
    [0, 100],
    [1, 200],
    [3, 800],
    [7, 10_000],
    [2_000, 10_000],
  ])(
    'after %i failures takes %i ms at the most, half of it at the least, and is not the same for all',
    (failures, most) => {
      const pauses = Array.from({ length: 200 }, () => backoff(failures));
      expect(Math.max(...pauses)).toBeLessThanOrEqual(most);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(most / 2);
      expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(most / 4);
    },
  );
});
