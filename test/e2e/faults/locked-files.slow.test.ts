import { join } from 'node:path';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { FaultyServer, holdLock } from './support.js';

afterAll(cleanUp);

it('rejects writes while another process holds the log, and accepts them afterwards', async () => {
  const folder = await newFolder();
  const ledger = await FaultyServer.withClaim(folder);
  const release = await holdLock(join(folder, 'log.sqlite'));
  expect(await ledger.deny('talks', 'first')).toMatchObject({
    status: 503,
    body: {
      type: 'urn:claim-ledger:problem:log-unavailable',
      detail: 'Another process is using the event log, so nothing can be recorded now. Retry later.',
    },
  });
  expect(ledger.server.errors()).toContain(
    `${join(folder, 'log.sqlite')} can't be used now: another process is using a database file. End that process; it then continues by itself.`,
  );
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 0 } });
  await release();
  expect(await ledger.deny('talks', 'first')).toMatchObject({ status: 201, body: { revision: 1 } });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
});

it('serves what it has while another process holds the read model, and catches up afterwards', async () => {
  const folder = await newFolder();
  const ledger = await FaultyServer.withClaim(folder);
  const release = await holdLock(ledger.readModel);
  expect(await ledger.deny('talks', 'first')).toMatchObject({ status: 201, body: { projected: false } });
  let failure: unknown;
  while (failure === undefined) ({ failure } = (await ledger.untilReady(503)).body);
  expect(failure).toBe(
    "The read model can't be written: another process is using a database file. End that process; it then continues by itself.",
  );
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 0 } });
  await release();
  await ledger.untilReady();
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 1 } });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  expect((await run(['--data', folder, 'verify'])).stdout).toContain('all is well');
});
