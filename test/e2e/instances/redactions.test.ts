import request from 'supertest';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';

const SECRET = 'Zzyzx';

it('redacts at every instance of a ledger in an event store, in its read model, its reads of the log and its exports', async () => {
  const store = await FakeServer.start();
  const first = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
  try {
    await recordSmallLedger(first);
    const denial = { type: 'ClaimDenied', id: 'e', by: ['nato'], basis: 'none-given', quote: { text: SECRET } };
    await first.post('/v1/claims/talks/entries', denial).expect(201);
    const { body: key } = await first.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
    const second = await TestLedger.startAnotherInstance(first);
    try {
      const paths = ['/v1/claims/talks/entries/e', '/v1/claims/talks/history', '/v1/export'];
      const texts = async (ledger: TestLedger) =>
        Promise.all(paths.map(async (path) => (await ledger.write('get', path).buffer(true)).text));
      for (const text of await texts(second)) expect(text).toContain(SECRET);

      const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
      const { body: asked } = await first.post('/v1/redactions', { entry: 'talks/e', ...why }).expect(201);
      const { body: approved } = await request(first.url)
        .post(`/v1/redactions/${asked.id as string}/approve`)
        .set('Authorization', `Bearer ${key.key as string}`)
        .expect(201);
      expect(approved.erasure.log).toBe('masked');
      const waitFor = encodeURIComponent(approved.position as string);
      await second.write('get', `/v1/claims/talks?waitFor=${waitFor}`).expect(200);
      for (const instance of [first, second]) {
        for (const text of await texts(instance)) {
          expect(text).not.toContain(SECRET);
          expect(text).toContain('[redacted]');
        }
      }
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    store.stop();
  }
});
