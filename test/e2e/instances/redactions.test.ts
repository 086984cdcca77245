import request from 'supertest';
import type { RedactionRequestView } from '../../../src/erasure/redaction.views.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { findMentions } from '../../support/mentions.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

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

it('puts a webhook whose filter was redacted at another instance on hold where it is sent', async () => {
  const store = await FakeServer.start();
  const receiver = await WebhookReceiver.start();
  const first = await TestLedger.start({
    CLAIM_LEDGER_LOG: store.url,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  });
  try {
    await recordSmallLedger(first);
    const { body: key } = await first.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
    const deny = (id: string) =>
      first
        .post('/v1/claims/talks/entries', { type: 'ClaimDenied', id, by: ['nato'], basis: 'none-given' })
        .expect(201);
    const isSent = (path: string, id: string) =>
      receiver.until(() => receiver.deliveries.some((sent) => sent.path === path && sent.body.includes(`"${id}"`)));
    const filter = { topics: [SECRET, 'ukraine'] };
    await first.post('/v1/webhooks', { id: 'filtered', url: `${receiver.url}/filtered`, filter }).expect(201);
    await first.post('/v1/webhooks', { id: 'all', url: `${receiver.url}/all` }).expect(201);
    await deny('before');
    await isSent('/hook/filtered', 'before');
    const second = await TestLedger.startAnotherInstance(first);
    try {
      const [found] = await findMentions(second, [SECRET]);
      const { body: asked } = await second.post('/v1/redactions', { ...found?.request, ...why }).expect(201);
      const id = asked.id as string;
      await request(second.url)
        .post(`/v1/redactions/${id}/approve`)
        .set('Authorization', `Bearer ${key.key as string}`)
        .expect(201);
      for (const instance of [first, second]) {
        for (;;) {
          const { body } = await instance.write('get', `/v1/redactions/${id}`);
          if ((body as RedactionRequestView).erasure?.copies === 'erased') break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const { body } = await instance.write('get', '/v1/webhooks/filtered').expect(200);
        expect(body).toMatchObject({ status: 'paused', filter: { topics: ['[redacted]', 'ukraine'] } });
      }
      await deny('held');
      await isSent('/hook/all', 'held');
      const sent = receiver.deliveries.filter(({ path }) => path === '/hook/filtered');
      expect(sent.filter(({ body }) => body.includes('"held"'))).toEqual([]);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
    await receiver.stop();
    store.stop();
  }
});
