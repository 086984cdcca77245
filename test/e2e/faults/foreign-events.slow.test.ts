import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { FaultyServer } from './support.js';

afterAll(cleanUp);

it('parks the stream of an event of a newer release, and serves and records everything else', async () => {
  const folder = await newFolder();
  const before = await FaultyServer.withClaim(folder);
  await before.register('other');
  await before.server.stop();
  const log = SqliteEventLog.open(join(folder, 'log.sqlite'));
  const metadata = { schemaVersion: 999, recordedAt: new Date().toISOString(), recordedBy: 'admin' };
  await log.append('claim-talks', 'any', [{ id: randomUUID(), type: 'ClaimDenied', data: { id: 'new' }, metadata }]);
  await log.close();

  const ledger = await FaultyServer.start(folder);
  expect((await ledger.untilReady()).body).toMatchObject({ parked: 1 });
  expect(await ledger.deny('other', 'first')).toMatchObject({ status: 201, body: { projected: true } });
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 0 } });
  expect((await ledger.get('/v1/status')).body['parked']).toMatchObject([
    { stream: 'claim-talks', error: expect.stringContaining('has schema version 999') as string },
  ]);
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
});

it('does not start on a log of a newer format, and leaves it alone', async () => {
  const folder = await newFolder();
  await (await FaultyServer.withClaim(folder)).server.stop();
  const file = join(folder, 'log.sqlite');
  const database = new Database(file);
  database.exec('UPDATE event_log SET format = 2');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const bytes = readFileSync(file);
  const { code, stderr } = await run(['--data', folder, 'serve', '--port', '0']);
  expect([code, stderr]).toEqual([
    3,
    expect.stringContaining(`${file} has format 2; this program knows formats up to 1`),
  ]);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
