import { Random } from '../../../bench/workloads/random.js';
import { runKilledDispatcher } from '../../support/killed-dispatcher.js';
import { cleanUp } from '../../support/run-cli.js';

afterAll(cleanUp);

it('delivers everything at least once, with the same id, when the server is killed while receivers fail', async () => {
  const random = new Random(1);
  const { recorded, taken, idsByEntry, orders } = await runKilledDispatcher({
    kills: 2,
    entries: 5,
    random: () => random.next(),
  });
  for (const entries of taken) expect([...new Set(entries)].sort()).toEqual([...recorded].sort());
  for (const order of orders) expect(order.taken).toEqual(order.recorded);
  expect([...idsByEntry.values()].map(({ size }) => size)).toEqual(recorded.map(() => 1));
});
