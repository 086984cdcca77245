import { setTimeout as pause } from 'node:timers/promises';
import { collect } from '../../event-log/contract/support.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { deleteReadModels, recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
const path = '/v1/claims/talks/entries';
const USER = { name: 'ledger', password: 'correct-horse' };

describe('ledger without its event store', () => {
  let store: FakeServer;
  let ledger: TestLedger;
  beforeEach(async () => {
    store = await FakeServer.start();
    ledger = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url, CLAIM_LEDGER_READING: 'closed' });
    await recordSmallLedger(ledger);
  });
  afterEach(async () => {
    await ledger.stop();
    store.stop();
  });

  const get = (address: string) => ledger.write('get', address);
  const write = (key: string) => ledger.post(path, entry).set('Idempotency-Key', key);
  const untilNotReady = async (): Promise<void> => {
    while ((await get('/readyz')).status === 200) await pause(20);
  };
  const written = async (): Promise<number> => {
    const log = await ledger.openLog();
    const { length } = await collect(log.readStream('claim-talks'));
    await log.close();
    return length;
  };

  it('serves stale reads, rejects writes, and becomes ready again by itself', async () => {
    const before = Date.parse((await get('/v1/status').expect(200)).body.recordedUntil as string);
    expect(Date.now() - before).toBeLessThan(3_000);
    store.stop();
    const stopped = Date.now();
    const refused = write('refused').expect(503);
    const refusal = refused.then((answer) => answer);
    await untilNotReady();
    expect(Date.now() - stopped).toBeLessThan(5_000);
    expect((await get('/readyz').expect(503).expect('Retry-After', '1')).body).toMatchObject({
      type: 'urn:claim-ledger:problem:not-ready',
      log: 'unreachable',
      caughtUp: false,
    });
    await get('/livez').expect(200);

    await pause(1_500);
    const read = await get('/v1/claims/talks').expect(200);
    expect(read.body).toMatchObject({ id: 'talks', revision: 0 });
    expect(Date.parse(String(read.headers['ledger-recorded-until']))).toBeLessThanOrEqual(stopped + 500);
    const { recordedUntil, lag } = (await get('/v1/status').expect(200)).body as { recordedUntil: string; lag: number };
    expect(recordedUntil).toBe(read.headers['ledger-recorded-until']);
    expect(lag).toBeGreaterThan(1);
    expect((await get('/metrics').expect(200)).text).toContain('\nclaim_ledger_log_reachable 0\n');

    const { body, headers } = await refusal;
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:log-unavailable', status: 503 });
    expect(headers['retry-after']).toBe('1');
    const began = performance.now();
    await write('refused').expect(503);
    // After one request has timed out, the next ones don't wait.
    expect(performance.now() - began).toBeLessThan(6_000);

    store = await store.restart();
    await ledger.ready();
    expect(await written()).toBe(1);
    expect((await write('refused').expect(201)).body).toMatchObject({ revision: 1, projected: true });
    const after = await get('/v1/claims/talks').expect(200);
    expect(Date.parse(String(after.headers['ledger-recorded-until']))).toBeGreaterThan(stopped + 1_500);
    const status = async () => (await get('/v1/status').expect(200)).body as { lag: number; caughtUp: boolean };
    while ((await status()).lag > 0) await pause(20);
    expect((await status()).caughtUp).toBe(true);
  });

  it('detects an event store that does not respond', async () => {
    store.faults.read = () => ({ after: 0, with: 'silence' });
    await untilNotReady();
    expect((await get('/readyz').expect(503)).body).toMatchObject({ log: 'unreachable' });
    await get('/v1/claims/talks').expect(200);
    delete store.faults.read;
    await ledger.ready();
  });

  it('reports an unknown outcome of a write, and recognizes its retry', async () => {
    store.faults.append = (stream) => (stream === 'claim-talks' ? 'lost' : undefined);
    const { body, headers } = await write('lost').expect(503);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:outcome-unknown' });
    expect(headers['retry-after']).toBe('1');
    delete store.faults.append;
    expect((await write('lost').expect(201)).body).toMatchObject({ revision: 1 });
    expect(await written()).toBe(2);
  });

  it('starts and serves its read model', async () => {
    const { position } = (await write('before').expect(201)).body as { position: string };
    let began = 0;
    await ledger.restart(() => {
      store.stop();
      began = performance.now();
    });
    await get('/livez').expect(200);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect((await get('/readyz').expect(503)).body).toMatchObject({ log: 'unreachable', caughtUp: false });
    expect((await write('down').expect(503)).body).toMatchObject({
      type: 'urn:claim-ledger:problem:log-unavailable',
    });
    // Keys can't be read yet.
    await get('/v1/claims/talks').expect(503);

    store = await store.restart();
    await ledger.ready();
    expect((await get(`/v1/claims/talks?waitFor=${position}`).expect(200)).body).toMatchObject({ revision: 1 });
    expect((await write('down').expect(201)).body).toMatchObject({ revision: 2, projected: true });
  });

  it('does not start without a read model', async () => {
    await expect(
      ledger.restart((folder) => {
        deleteReadModels(folder);
        store.stop();
      }),
    ).rejects.toThrow(/can't be used: .*ECONNREFUSED/);
    store = await store.restart();
    await ledger.restart();
    await ledger.ready();
  });

  it('rejects another ledger in the event store when that is back', async () => {
    const { port } = store;
    await ledger.restart(() => {
      store.stop();
    });
    store = await FakeServer.start({ port });
    const other = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
    expect((await write('elsewhere').expect(503)).body).toMatchObject({
      type: 'urn:claim-ledger:problem:log-unavailable',
      detail: expect.stringMatching(
        /^The event store has another log, \S+ instead of \S+\. Nothing is written to it\./,
      ) as string,
    });
    expect((await get('/readyz').expect(503)).body).toMatchObject({ ready: false });
    await other.stop();
  });
});

describe('ledger whose event store was emptied', () => {
  it('reports it, and creates no other ledger there, both at its start and while it runs', async () => {
    let store = await FakeServer.start();
    const { port } = store;
    const ledger = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
    await recordSmallLedger(ledger);
    const reason =
      /There is no ledger in the event store at \S+; the read model in this data folder was built from the log [0-9a-f-]{36}\./;
    const emptied = async (): Promise<void> => {
      store.stop();
      store = await FakeServer.start({ port });
    };
    const { store: held } = store;
    await expect(ledger.restart(emptied)).rejects.toThrow(reason);
    store.stop();
    store = await FakeServer.start({ port, store: held });
    await ledger.restart(() => {
      store.stop();
    });
    await emptied();
    const { body } = await ledger.post(path, entry).expect(503);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:log-unavailable' });
    expect(JSON.stringify(body)).not.toContain(String(port));
    await ledger.get('/v1/claims/talks').expect(200);
    expect(store.store.all).toEqual([]);
    await ledger.stop();
    store.stop();
  });
});

describe('ledger with open reading', () => {
  it('does not start if the event store rejects its user', async () => {
    let store = await FakeServer.start({ user: USER });
    const CLAIM_LEDGER_LOG = store.url.replace('127.0.0.1', 'localhost');
    const ledger = await TestLedger.start({ CLAIM_LEDGER_LOG });
    const { port } = store;
    await expect(
      ledger.restart(async () => {
        store.stop();
        store = await FakeServer.start({ port, store: store.store, user: { ...USER, password: 'another' } });
      }),
    ).rejects.toThrow(/rejects the user/);
    store.stop();
  });
});
