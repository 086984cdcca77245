import { runKilledDispatcher } from '../../support/killed-dispatcher.js';
import { cleanUp } from '../../support/run-cli.js';

afterAll(cleanUp);

it('delivers everything at least once through 25 kills at random moments', async () => {
  const { recorded, taken, idsByEntry, orders } = await runKilledDispatcher({
    kills: 25,
    entries: 12,
    random: Math.random,
  });
  for (const entries of taken) expect([...new Set(entries)].sort()).toEqual([...recorded].sort());
  for (const order of orders) expect(order.taken).toEqual(order.recorded);
  expect([...idsByEntry.values()].every(({ size }) => size === 1)).toBe(true);
});
