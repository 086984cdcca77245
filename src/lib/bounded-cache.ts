import { LRUCache } from 'lru-cache';

/** What the cache itself needs for one value, without its key. */
const OVERHEAD_BYTES = 150;

export type BoundedCache<Value extends object | true> = LRUCache<string, Value>;

/**
 * Creates a cache of the most recently used values, bounded by their estimated memory. Evicting a value costs time and
 * changes nothing. A value above the bound is cached alone.
 *
 * The size of a value is estimated when it is added: delete a value before it changes, and add it again afterwards.
 *
 * @param onEvicted called with each value that is evicted
 */
export const boundedCache = <Value extends object | true>(
  maxBytes: number,
  sizeOf: (value: Value) => number,
  onEvicted?: (value: Value) => void,
): BoundedCache<Value> =>
  new LRUCache({
    maxSize: maxBytes,
    ...(onEvicted && {
      dispose: (value, _key, reason) => {
        if (reason === 'evict') onEvicted(value);
      },
    }),
    sizeCalculation: (value, key) => Math.min(maxBytes, OVERHEAD_BYTES + key.length + sizeOf(value)),
  });
