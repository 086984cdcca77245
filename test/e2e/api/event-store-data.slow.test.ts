import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { StoredEvents } from '../../event-log/eventstoredb/fake/stored-events.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

/** Only what an event store's operator can do to its data; `outage.test.ts` is about a store that is away. */
describe('An event store whose data changes while an instance runs', () => {
  let server: FakeServer;
  let ledger: TestLedger;
  const start = async () => {
    server = await FakeServer.start();
    ledger = await TestLedger.start({ CLAIM_LEDGER_LOG: server.url });
    await recordSmallLedger(ledger);
  };
  afterEach(async () => {
    await ledger.stop();
    server.stop();
  });

  const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
  const record = (claim = 'talks') => ledger.post(`/v1/claims/${claim}/entries`, entry);
  const claim = (id: string) =>
    ledger.put(`/v1/claims/${id}`, { text: `${id} holds.`, language: 'en', kind: 'factual' });
  const readyz = async () => (await ledger.get('/readyz')).body as { ready: boolean; failure?: string; log: string };
  const notReady = async (failure: RegExp) => {
    let view = await readyz();
    while (!failure.test(view.failure ?? '')) view = await readyz();
    expect(view).toMatchObject({ ready: false, log: 'unreachable' });
    expect((await ledger.get('/v1/status').expect(200)).body).toMatchObject({
      failure: expect.stringMatching(failure) as string,
    });
  };
  const comeBackWith = async (store: StoredEvents) => {
    server.stop();
    server = await FakeServer.start({ port: server.port, store });
  };

  it('is not ready and writes nothing until the data are back', async () => {
    await start();
    const whole = server.store;
    await comeBackWith(new StoredEvents());
    await notReady(
      /^The event store no longer has the log [0-9a-f-]{36}\. Nothing is written to it\. Restore its data\.$/,
    );
    for (const refused of [await record(), await claim('rain')]) {
      expect([refused.status, refused.body]).toMatchObject([
        503,
        {
          type: 'urn:claim-ledger:problem:log-unavailable',
          detail: expect.stringContaining('no longer has the log') as string,
        },
      ]);
    }
    expect(server.store.all).toEqual([]);
    await ledger.get('/v1/claims/talks').expect(200);
    await comeBackWith(whole);
    await ledger.ready();
    await record().expect(201);
  });

  it('parks a stream that was deleted permanently, and serves all others', async () => {
    await start();
    await claim('rain').expect(201);
    server.store.delete('claim-talks', 'any', true);
    await claim('snow').expect(201);
    await ledger.ready();
    const parked = [
      {
        stream: 'claim-talks',
        revision: Number.MAX_SAFE_INTEGER,
        error: 'The stream was deleted permanently in the event store.',
        since: expect.any(String) as string,
      },
    ];
    const status = async () =>
      (await ledger.get('/v1/status').expect(200)).body as { parked: unknown; failure?: string };
    expect(await status()).toMatchObject({ parked });
    expect((await status()).failure).toBeUndefined();
    expect((await record()).body).toMatchObject({ status: 410, type: 'urn:claim-ledger:problem:stream-deleted' });
    await record('rain').expect(201);
    expect((await ledger.post('/v1/parked/retry', {}).expect(201)).body).toEqual({ parked });
    await ledger.get('/v1/claims/snow').expect(200);
    await ledger.get('/v1/events?limit=200').expect(200);
    const exported = await ledger.write('get', '/v1/export').buffer(true).expect(200);
    expect(exported.status).toBe(200);
    // The restart verifies the checkpoint, which may be the deletion itself.
    server.store.delete('claim-snow', 'any', true);
    await ledger.restart();
    await ledger.ready();
    expect((await status()).parked).toHaveLength(2);
    await ledger.post('/v1/read-model/rebuild', {}).expect(202);
    const rebuilt = async () =>
      ((await ledger.get('/v1/status')).body as { rebuild?: { state: string } }).rebuild?.state === 'done';
    while (!(await rebuilt())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await status()).parked).toHaveLength(2);
    await record('rain').expect(201);
  });

  it('says that the access to $all was withdrawn, and continues once it is granted', async () => {
    await start();
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const failureMetrics = async () => {
      const { text } = await ledger.write('get', '/metrics').expect(200);
      return text.split('\n').filter((line) => line.startsWith('claim_ledger_log_failure{') && line.endsWith(' 1'));
    };
    expect(await failureMetrics()).toEqual([]);
    server.faults.read = (stream) => (stream === '$all' ? { after: 0, with: 'denied' } : undefined);
    await notReady(
      /^The event store denies access: the user must be allowed to read \$all, .* Nothing is written to it\.$/,
    );
    expect(await failureMetrics()).toEqual(['claim_ledger_log_failure{reason="access-denied"} 1']);
    await notReady(/denies access/);
    const reports = logged.mock.calls.filter(([message]) => message === "The log can't be used.");
    expect(reports).toEqual([["The log can't be used.", expect.stringContaining('denies access') as string]]);
    logged.mockRestore();
    delete server.faults.read;
    await ledger.ready();
    expect(await failureMetrics()).toEqual([]);
    await record().expect(201);
  });
});
