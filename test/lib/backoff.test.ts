import { backoff } from '../../src/lib/backoff.js';

describe('backoff()', () => {
  it.each([
    [0, 100],
    [1, 200],
    [3, 800],
    [7, 10_000],
    [2_000, 10_000],
  ])('after %i failures returns at most %i ms, at least half of it, with jitter', (failures, most) => {
    const pauses = Array.from({ length: 200 }, () => backoff(failures));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(most);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(most / 2);
    expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(most / 4);
  });
});
