import { runKilledDispatcher } from '../../support/killed-dispatcher.js';
import { cleanUp } from '../../support/run-cli.js';

afterAll(cleanUp);

it('delivers everything at least once through 50 kills at random moments', async () => {
  // Two ledgers at the same time, since starting again takes longest.
  const plan = { kills: 25, entries: 7, random: Math.random };
  const runs = await Promise.all([runKilledDispatcher(plan), runKilledDispatcher(plan)]);
  expect(runs.reduce((kills, run) => kills + run.killed, 0)).toBe(50);
  for (const { recorded, taken, idsByEntry, orders } of runs) {
    for (const entries of taken) expect([...new Set(entries)].sort()).toEqual([...recorded].sort());
    for (const order of orders) expect(order.taken).toEqual(order.recorded);
    expect([...idsByEntry.values()].every(({ size }) => size === 1)).toBe(true);
  }
});
