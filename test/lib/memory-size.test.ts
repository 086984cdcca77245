import { memorySize } from '../../src/lib/memory-size.js';

describe('memorySize', () => {
  it('counts texts, members and items at every depth', () => {
    const empty = memorySize({ list: [] });
    expect(memorySize({ list: ['x'.repeat(1_000)] }) - empty).toBeGreaterThan(1_000);
    expect(memorySize({ list: Array.from({ length: 100 }, () => ({})) }) - empty).toBeGreaterThan(100 * 40);
  });

  it('counts letters outside Latin twice or more', () => {
    expect(memorySize('ж'.repeat(1_000))).toBeGreaterThan(2_000);
  });

  it('counts nothing for what has no memory of its own', () => {
    expect([null, undefined, true, 7].map(memorySize)).toEqual([0, 0, 0, 0]);
  });
});
