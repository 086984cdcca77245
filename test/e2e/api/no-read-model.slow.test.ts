import { copyFileSync as copy, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { READ_MODEL_SCHEMA } from '../../../src/read-model/read-model.js';
import { deleteReadModels, recordSmallLedger, TestLedger } from './test-ledger.js';

const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };

describe('ledger without a read model', () => {
  let ledger: TestLedger;
  /** Prevents rebuilds while it is held. */
  let lock: FolderLock;
  beforeEach(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_PROJECTION_WAIT_MS: '20000', CLAIM_LEDGER_READ_WAIT_MS: '20000' });
    await recordSmallLedger(ledger);
    await ledger.restart((folder) => {
      deleteReadModels(folder);
      lock = FolderLock.acquire(folder, 'rebuild');
    });
  });
  afterEach(async () => {
    lock.release();
    await ledger.stop();
  });

  it('returns 503 with a retry time for each read', async () => {
    for (const path of [
      '/v1/claims',
      '/v1/claims/talks',
      '/v1/claims/talks/history',
      '/v1/claims/talks/provenance',
      '/v1/actors',
      '/v1/actors/tass',
      '/v1/actors/tass/record',
      '/v1/documents',
      '/v1/documents/tass-story',
      '/v1/narratives',
      '/v1/entries',
      '/v1/claim-counts',
      '/v1/similar-claims?text=talks',
      '/v1/events',
      '/v1/changes',
      '/v1/events?after=beginning',
    ]) {
      const { body, headers, status, type } = await ledger.get(path);
      expect([path, status, type]).toEqual([path, 503, 'application/problem+json']);
      expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:no-read-model', status: 503 });
      expect(body.detail).toMatch(/^The ledger can't be read here yet: the read model is being built \(/);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(headers['ledger-position']).toBeUndefined();
    }
  });

  it('returns 503 for live feeds', async () => {
    for (const feed of ['/v1/events', '/v1/changes']) {
      await ledger
        .get(feed)
        .set('Accept', 'text/event-stream')
        .expect(503)
        .expect('Content-Type', /problem\+json/);
    }
  });

  it('accepts writes without waiting, which can be read later', async () => {
    const began = performance.now();
    const { body } = await ledger.post('/v1/claims/talks/entries', entry).expect(201);
    expect(body).toMatchObject({ revision: 1, projected: false });
    await ledger.put('/v1/actors/vg', { kind: 'outlet', name: 'VG' }).expect(201);
    const line = { ...entry, claim: 'talks' };
    const answers = await ledger.import([line, { ...line, by: ['nobody-known'] }]);
    expect(answers.at(-1)).toMatchObject({ summary: { recorded: 1, refused: 1, complete: true, projected: false } });
    await ledger.get(`/v1/claims/talks?waitFor=${body.position as string}`).expect(503);
    expect(performance.now() - began).toBeLessThan(10_000);
    lock.release();
    await ledger.ready();
    expect((await ledger.get('/v1/claims/talks').expect(200)).body).toMatchObject({ revision: 2 });
    await ledger.get('/v1/actors/vg').expect(200);
    expect((await ledger.post('/v1/claims/talks/entries', entry).expect(201)).body).toMatchObject({ projected: true });
  });

  it('is alive but not ready, and reports its progress', async () => {
    await ledger.get('/livez').expect(200);
    await ledger.get('/metrics').expect(200);
    await ledger.get('/openapi.json').expect(200);
    await ledger.write('get', '/v1/keys').expect(200);
    const none = { state: 'waiting', generation: 1, events: 0, eventsPerSecond: 0, position: null };
    while (!(await ledger.get('/v1/status')).body.rebuild?.head)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const { body: status } = await ledger.get('/v1/status').expect(200);
    expect(status).toEqual({
      log: { kind: expect.stringMatching(/^(file|event-store)$/) as unknown, reachable: true, writable: true },
      position: null,
      caughtUp: false,
      parked: [],
      readModel: { schemaVersion: READ_MODEL_SCHEMA, policy: 'standard/1', generation: null },
      rebuild: { ...none, head: expect.stringMatching(/^\d{20}$/) as unknown },
    });
    const { body: readiness } = await ledger.get('/readyz').expect(503);
    expect(readiness).toMatchObject({ ready: false, log: 'reachable', caughtUp: false, rebuild: none });
    lock.release();
    await ledger.ready();
    const { body: after } = await ledger.get('/v1/status').expect(200);
    expect(after).toMatchObject({ caughtUp: true, readModel: { generation: 1 }, rebuild: { state: 'done' } });
    expect((await ledger.get('/readyz').expect(200)).body).not.toHaveProperty('rebuild');
  });

  it('rebuilds a read model that is damaged, of another log, or unfinished and damaged', async () => {
    lock.release();
    await ledger.ready();
    const file = (folder: string) =>
      join(folder, readdirSync(folder).find((name) => /^read-model.*sqlite$/.test(name)) ?? '');
    await ledger.restart((folder) => {
      writeFileSync(file(folder), 'This is not a database. '.repeat(1000));
    });
    await ledger.ready();
    expect((await ledger.get('/v1/claims/talks').expect(200)).body).toMatchObject({ revision: 0 });
    const other = await TestLedger.start();
    try {
      await recordSmallLedger(other);
      await other.post('/v1/claims/talks/entries', [entry, entry]).expect(201);
      await other.restart(async (theirs) => {
        await ledger.restart((ours) => {
          copy(file(theirs), file(ours));
        });
      });
    } finally {
      await other.stop();
    }
    await ledger.ready();
    expect((await ledger.get('/v1/claims/talks').expect(200)).body).toMatchObject({ revision: 0 });
  });
});
