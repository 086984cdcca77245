import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describe('ledger with open reading', () => {
  it('serves reads from its start without its event store', async () => {
    let store = await FakeServer.start();
    const ledger = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
    await recordSmallLedger(ledger);
    const recorded = (await ledger.get('/v1/status').expect(200)).body.lastEventAt as string;
    await ledger.restart(() => {
      store.stop();
    });
    for (const path of ['/v1/claims/talks', '/v1/claims', '/v1/claims/talks/history', '/v1/events']) {
      const { headers } = await ledger.get(path).expect(200);
      expect(headers['ledger-recorded-until']).toBe(recorded);
    }
    expect((await ledger.get('/readyz').expect(503)).body).toMatchObject({
      log: 'unreachable',
      recordedUntil: recorded,
      failure: "The log can't be reached; the server's own log says why.",
    });
    // A key that can't be looked up doesn't prevent the read.
    await ledger.write('get', '/v1/claims/talks').expect(200);
    store = await store.restart();
    await ledger.ready();
    await ledger.stop();
    store.stop();
  });
});
