import request from 'supertest';
import type { RedactionRequestView } from '../../../src/erasure/redaction.views.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';

const SECRET = 'Zzyzx';

const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };

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

it('redacts what is read from the log at an instance that has read it before', async () => {
  const store = await FakeServer.start();
  const first = await TestLedger.start({
    CLAIM_LEDGER_LOG: store.url,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  try {
    const { body: key } = await first.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
    const integration = { id: 'wire', name: SECRET, verification: 'bearer', mapping: { kind: 'commands' } };
    await first.post('/v1/integrations', integration).expect(201);
    const second = await TestLedger.startAnotherInstance(first);
    try {
      const nameAtSecond = async () =>
        (await second.write('get', '/v1/integrations/wire').expect(200)).body.name as string;
      expect(await nameAtSecond()).toBe(SECRET);
      const target = { stream: 'integrations', revision: 0 };
      const { body: asked } = await first.post('/v1/redactions', { ...target, ...why }).expect(201);
      const id = asked.id as string;
      await request(first.url)
        .post(`/v1/redactions/${id}/approve`)
        .set('Authorization', `Bearer ${key.key as string}`)
        .expect(201);
      for (;;) {
        const { erasure } = (await second.write('get', `/v1/redactions/${id}`).expect(200))
          .body as RedactionRequestView;
        if (erasure?.copies === 'erased') break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await nameAtSecond()).toBe('[redacted]');
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    store.stop();
  }
});
