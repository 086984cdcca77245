import { boundedCache } from '../../src/lib/bounded-cache.js';
import { memorySize } from '../../src/lib/memory-size.js';

const text = (length: number) => ({ text: 'x'.repeat(length) });

describe('boundedCache', () => {
  it('evicts the least recently used values above the bound, however few they are', () => {
    const cache = boundedCache(30_000, memorySize);
    for (const key of ['a', 'b']) cache.set(key, text(10_000));
    cache.get('a');
    cache.set('c', text(10_000));
    expect([...cache.keys()].sort()).toEqual(['a', 'c']);
  });

  it('holds many small values', () => {
    const cache = boundedCache(30_000, memorySize);
    for (let n = 0; n < 100; n += 1) cache.set(`${n}`, text(10));
    expect(cache.size).toBe(100);
  });

  it('caches a value above the bound alone', () => {
    const cache = boundedCache(30_000, memorySize);
    cache.set('small', text(10));
    cache.set('large', text(100_000));
    expect([...cache.keys()]).toEqual(['large']);
    cache.set('small', text(10));
    expect([...cache.keys()]).toEqual(['small']);
  });
});
