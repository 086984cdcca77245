import { runKilledDispatcher } from '../../support/killed-dispatcher.js';
import { cleanUp } from '../../support/run-cli.js';

afterAll(cleanUp);

/** Repeatable numbers in [0, 1): the generator mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it('delivers everything at least once, with the same id, when the server is killed while receivers fail', async () => {
  const { recorded, taken, idsByEntry, orders } = await runKilledDispatcher({
    kills: 2,
    entries: 5,
    random: randomFrom(1),
  });
  for (const entries of taken) expect([...new Set(entries)].sort()).toEqual([...recorded].sort());
  for (const order of orders) expect(order.taken).toEqual(order.recorded);
  expect([...idsByEntry.values()].map(({ size }) => size)).toEqual(recorded.map(() => 1));
});
