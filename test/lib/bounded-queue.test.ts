import { setImmediate as turn } from 'node:timers/promises';
import { BoundedQueue } from '../../src/lib/bounded-queue.js';

/** Adds things of these sizes as soon as there is room, and says which have been added. */
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

describe('What is under way', () => {
  it('is bounded by how many it is', async () => {
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

  it('is bounded by its bytes, of which the last may be too many', async () => {
    const added = adding(new BoundedQueue<number>({ items: 100, bytes: 10 }), [4, 4, 40, 1]);
    await turn();
    expect(added).toEqual([4, 4, 40]);
  });

  it('may still be taken when no more is wanted', async () => {
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
