import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { findItems } from '../../../src/cli/lookup/find-items.js';

/** A list of numbers, newest first, in pages of 10, and the limits of the pages that were requested. */
function numbers(count: number): { client: ApiClient; limits: number[] } {
  const limits: number[] = [];
  const client = {
    async *pages(_path: string, _query: object, limit: number) {
      limits.push(limit);
      await Promise.resolve();
      for (let first = 0; first < Math.min(limit, count); first += 10) {
        const end = Math.min(first + 10, limit, count);
        const items = Array.from({ length: end - first }, (_, index) => first + index);
        yield { items, ...(end < count && { next: 'cursor' }) };
      }
    },
  } as unknown as ApiClient;
  return { client, limits };
}
const list = { path: '/v1/numbers', query: {} };
const even = (number: number) => number % 2 === 0;

it('requests pages up to the limit, and reports whether there are more', async () => {
  const { client, limits } = numbers(25);
  expect(await findItems<number>(client, list, 15)).toMatchObject({ hasMore: true, isIncomplete: false });
  const all = await findItems<number>(client, list, 25);
  expect([all.items.length, all.hasMore]).toEqual([25, false]);
  expect(limits).toEqual([15, 25]);
});

it('compares items where the API has no filter, until one more than the limit matches', async () => {
  const { client } = numbers(100);
  const found = await findItems<number>(client, { ...list, matches: even }, 7);
  expect(found).toEqual({ items: [0, 2, 4, 6, 8, 10, 12], hasMore: true, isIncomplete: false });
  const all = await findItems<number>(client, { ...list, matches: even }, 50);
  expect([all.items.length, all.hasMore, all.isIncomplete]).toEqual([50, false, false]);
});

it('reports that older items were not compared', async () => {
  const { client } = numbers(10_001);
  const found = await findItems<number>(client, { ...list, matches: (number) => number === 10_000 }, 1);
  expect(found).toEqual({ items: [], hasMore: false, isIncomplete: true });
});

it('ends when the items are no longer wanted', async () => {
  const { client } = numbers(100);
  const pages: number[] = [];
  await findItems<number>(client, list, 100, (items) => pages.push(items.length) < 2);
  expect(pages).toEqual([10, 10]);
});

it('returns what the search ignored', async () => {
  const client = {
    async *pages() {
      await Promise.resolve();
      yield { items: [1], ignored: ['OR'] };
    },
  } as unknown as ApiClient;
  expect(await findItems(client, list, 5)).toMatchObject({ items: [1], ignored: ['OR'] });
});
