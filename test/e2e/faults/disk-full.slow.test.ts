import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { collect } from '../../event-log/contract/support.js';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { itOnSmallDisk, removeDisks, SmallDisk } from '../../support/small-disk.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import type { InstanceStatus } from '../../../src/operations/operations.views.js';
import { type Answer, FaultyServer } from './support.js';

const LEFT = 'the disk reported an error. Check the disk, its free space and its quotas; it then continues by itself.';
afterAll(() => {
  cleanUp();
  removeDisks();
});

const lastAt = ({ body }: Answer): string | undefined =>
  (body as unknown as Pick<InstanceStatus, 'log'>).log.appendFailure?.lastAt;

async function metricsOf({ server, folder }: FaultyServer): Promise<string> {
  const key = readFileSync(join(folder, 'admin.key'), 'utf8').trim();
  return (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text();
}

it('records nothing by halves while the log has no room, and continues by itself', async () => {
  const folder = await newFolder();
  const ledger = await FaultyServer.withClaim(folder);
  ledger.limitFiles(4_096);
  const refused = await ledger.deny('talks', 'first');
  expect(refused).toMatchObject({ status: 503, body: { type: 'urn:claim-ledger:problem:outcome-unknown' } });
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 0 } });
  // Reads are still answered, so a proxy must not take this instance away.
  expect(await ledger.get('/readyz')).toMatchObject({ status: 200, body: { ready: true, writable: false } });
  const refusedAt = lastAt(await ledger.get('/v1/status'));
  const reason = 'The disk that holds the event log reported an error.';
  // A check has failed, too.
  while (lastAt(await ledger.get('/v1/status')) === refusedAt) await pause(50);
  expect(await ledger.get('/v1/status')).toMatchObject({
    body: { log: { reachable: true, writable: false, appendFailure: { reason: expect.stringContaining(reason) } } },
  });
  const report = await run(['--data', folder, 'status']);
  expect([report.code, report.stdout]).toEqual([1, expect.stringMatching(/^recording +fails since .*disk/m)]);
  expect(await metricsOf(ledger)).toMatch(/^claim_ledger_appends_total\{outcome="unknown"\} [1-9]/m);
  expect(ledger.server.errors()).toContain(`Writing ${join(folder, 'log.sqlite')} failed: ${LEFT}`);
  const { body: begun } = await ledger.call('POST', '/v1/replays', {});
  const { body: replay } = await ledger.get(`/v1/replays/${String(begun['id'])}?wait=60`);
  expect(replay).toMatchObject({ status: 'failed', failure: `The replay can't be written: ${LEFT}` });

  ledger.limitFiles('unlimited');
  // The server finds out by itself, before anybody records something.
  while ((await ledger.get('/readyz')).body['writable'] !== true) await pause(50);
  expect(await ledger.deny('talks', 'first')).toMatchObject({ status: 201, body: { revision: 1, projected: true } });
  const { body: again } = await ledger.call('POST', '/v1/replays', {});
  expect(await ledger.get(`/v1/replays/${String(again['id'])}?wait=60`)).toMatchObject({
    body: { status: 'finished' },
  });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
  expect(await collect(log.readStream('claim-talks'))).toHaveLength(2);
  await log.close();
  expect((await run(['--data', folder, 'verify'])).stdout).toContain('all is well');
});

it('records and serves what it has while the read model has no room, and catches up by itself', async () => {
  const folder = await newFolder();
  const ledger = await FaultyServer.withClaim(folder);
  // The read model has grown further already, its log not.
  ledger.limitFiles(100_000);
  expect(await ledger.deny('talks', 'first')).toMatchObject({ status: 201, body: { revision: 1, projected: false } });
  const { body } = await ledger.untilReady(503);
  expect(body).toMatchObject({ log: 'reachable', failure: `The read model can't be written: ${LEFT}` });
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 0 } });
  expect((await run(['--data', folder, 'status'])).stdout).toContain(LEFT);
  while (!ledger.server.errors().includes(`${ledger.readModel} can't be written: ${LEFT}`)) await pause(20);

  ledger.limitFiles('unlimited');
  await ledger.untilReady();
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 1 } });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  expect((await run(['--data', folder, 'verify'])).stdout).toContain('all is well');
});

itOnSmallDisk('notices a full disk, and its end, while nobody records anything', async () => {
  const disk = await SmallDisk.mount(await newFolder(), 16 * 1024 ** 2);
  const ledger = await FaultyServer.withClaimOn(disk);
  const untilWritable = async (writable: boolean): Promise<void> => {
    while ((await ledger.get('/readyz')).body['writable'] !== writable) await pause(50);
  };
  const { body: before } = await ledger.get('/v1/status');
  disk.fill();
  await untilWritable(false);
  const { body: found } = await ledger.get('/v1/status');
  const reason = 'The disk that holds the event log is full, so nothing can be recorded. Retry later.';
  expect(found['log']).toMatchObject({ reachable: true, writable: false, appendFailure: { appends: 0, reason } });
  expect(found['position']).toBe(before['position']);
  const report = await run(['--url', ledger.server.url, 'status']);
  expect([report.code, report.stdout]).toEqual([1, expect.stringMatching(/^recording +would fail since .* is full/m)]);
  expect(await metricsOf(ledger)).toContain('\nclaim_ledger_log_writable 0\n');
  expect(await ledger.get('/readyz')).toMatchObject({ status: 200, body: { ready: true } });

  disk.free();
  await untilWritable(true);
  expect(await ledger.deny('talks', 'first')).toMatchObject({ status: 201, body: { revision: 1, projected: true } });
  expect(ledger.server.errors()).toContain('Appends to the log would fail.');
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
});
