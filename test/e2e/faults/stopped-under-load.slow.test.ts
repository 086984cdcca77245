import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../../bench/workloads/random.js';
import { Caller } from '../../support/killed-server/caller.js';
import { faultsIn, recordedEntries } from '../../support/killed-server/recorded.js';
import { KilledServer } from '../../support/killed-server/server.js';
import { rebuiltRows, storedRows } from '../../support/read-model-rows.js';
import { cleanUp, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

it('stops in order under load: it exits with 0, and has what it acknowledged', async () => {
  const folder = await newFolder();
  const random = new Random(5);
  const server = new KilledServer(folder, { CLAIM_LEDGER_RATE_PER_MINUTE: '0' }, random);
  await server.start();
  const callers = Array.from({ length: 4 }, (_, n) => new Caller(server, `caller-${n}`, new Random(n)));
  await callers[0]?.call('PUT', '/v1/actors/nato', { kind: 'organization', name: 'NATO' });
  await callers[0]?.call('PUT', '/v1/actors/tass', { kind: 'outlet', name: 'TASS' });
  const loading = Promise.all(callers.map((caller) => caller.run()));
  for (let stops = 1; stops <= 3; stops += 1) {
    while (callers.some(({ sent }) => sent.filter(({ isAcknowledged }) => isAcknowledged).length < 5 * stops))
      await Promise.race([pause(5), loading]);
    if (stops === 3) for (const caller of callers) caller.stop();
    if (stops === 3) await loading;
    expect(await server.stop('SIGTERM')).toBe(0);
    // Neither a lock nor a write-ahead log is left.
    expect(readdirSync(folder).filter((name) => /-wal$|-shm$|^owner\.json$/.test(name))).toEqual([]);
    if (stops < 3) await server.start();
  }
  expect(storedRows(folder)).toEqual(await rebuiltRows(folder));
  const sent = callers.flatMap((caller) => caller.sent);
  expect(faultsIn(await recordedEntries(folder), sent)).toEqual({ lost: [], duplicated: [], torn: [], elsewhere: [] });
});
