import { MAX_SCANNED, scan } from '../../src/feeds/feed.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const none = () => false;
const any = () => true;
const small = () => 1;

describe('scan()', () => {
  it('ends at the limit and returns whether there are more items', () => {
    expect(scan(numbers(5), any, small, 3)).toEqual({ taken: [0, 1, 2], last: 2, more: true });
    expect(scan(numbers(3), any, small, 3)).toEqual({ taken: [0, 1, 2], last: 2, more: false });
    expect(scan([], any, small, 3)).toEqual({ taken: [], last: undefined, more: false });
  });

  it('skips unmatched items up to the scan limit', () => {
    expect(scan(numbers(9), (n) => n === 4, small, 3)).toEqual({ taken: [4], last: 8, more: false });
    expect(scan(numbers(MAX_SCANNED), none, small, 3)).toEqual({ taken: [], last: MAX_SCANNED - 1, more: false });
    expect(scan(numbers(MAX_SCANNED + 1), none, small, 3)).toEqual({ taken: [], last: MAX_SCANNED - 1, more: true });
  });

  it('limits the size of a page, but returns at least one item', () => {
    const sizeOf = () => 100_000;
    expect(scan(numbers(9), any, sizeOf, 9)).toEqual({ taken: [0, 1, 2], last: 2, more: true });
    expect(scan(numbers(9), any, () => 10_000_000, 9)).toEqual({ taken: [0], last: 0, more: true });
  });

  it('reads one item beyond the limit at most', () => {
    let reads = 0;
    const rows = (function* () {
      for (;;) yield (reads += 1);
    })();
    scan(rows, any, small, 3);
    expect(reads).toBe(4);
  });
});
