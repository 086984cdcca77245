import { setImmediate as turn } from 'node:timers/promises';
import { BoundedQueue } from '../../src/lib/bounded-queue.js';

/** Adds items of these sizes when there is room, and returns the added ones. */
function adding(queue: BoundedQueue<number>, sizes: readonly number[]): number[] {
  const added: number[] = [];
  void (async () => {
    for (const size of sizes) {
      if (!(await queue.hasRoom())) return;
      queue.add(size, size);
      added.push(size);
    }
    queue.end();
  })();
  return added;
}

describe('BoundedQueue', () => {
  it('limits the number of items', async () => {
    const queue = new BoundedQueue<number>({ items: 2, bytes: 1_000 });
    const added = adding(queue, [1, 2, 3, 4]);
    await turn();
    expect(added).toEqual([1, 2]);
    const taken: number[] = [];
    for await (const item of queue) {
      taken.push(item);
      await turn();
      expect(added.length - taken.length).toBeLessThanOrEqual(1);
    }
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('limits the bytes, which only the last item may exceed', async () => {
    const added = adding(new BoundedQueue<number>({ items: 100, bytes: 10 }), [4, 4, 40, 1]);
    await turn();
    expect(added).toEqual([4, 4, 40]);
  });

  it('yields queued items after close()', async () => {
    const queue = new BoundedQueue<number>({ items: 2, bytes: 1_000 });
    const added = adding(queue, [1, 2, 3]);
    await turn();
    queue.close();
    queue.end();
    const taken: number[] = [];
    for await (const item of queue) taken.push(item);
    expect({ taken, added }).toEqual({ taken: [1, 2], added: [1, 2] });
  });
});
