import { hostname } from 'node:os';
import type { DeliveryViewPage } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

it('sends from one of several instances, and from another one after that one has stopped', async () => {
  const store = await FakeServer.start();
  const receiver = await WebhookReceiver.start();
  const settings = {
    CLAIM_LEDGER_LOG: store.url,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  };
  const first = await TestLedger.start(settings);
  await recordSmallLedger(first);
  const filter = { types: ['claim.denied'] };
  await first.post('/v1/webhooks', { id: 'desk', url: receiver.url, filter }).expect(201);
  const second = await TestLedger.startAnotherInstance(first);
  const deny = (ledger: TestLedger, id: string) =>
    ledger.post('/v1/claims/talks/entries', { id, type: 'ClaimDenied', by: ['nato'], basis: 'none-given' }).expect(201);
  await deny(second, 'd1');
  await deny(first, 'd2');
  await receiver.until(() => receiver.deliveries.length >= 2);
  const progressOf = async (ledger: TestLedger) => {
    const { body } = await ledger.write('get', '/v1/webhooks/desk').expect(200);
    return 'progress' in body;
  };
  expect([await progressOf(first), await progressOf(second)]).toEqual([true, false]);
  const listed = async (ledger: TestLedger) =>
    (await ledger.write('get', '/v1/webhooks/desk/deliveries').expect(200)).body as DeliveryViewPage;
  expect(await listed(second)).toEqual({ instance: { host: hostname(), sends: false }, items: [] });
  expect(await listed(first)).toMatchObject({ instance: { sends: true } });

  let delivered: readonly { readonly delivery: string }[] = [];
  while (delivered.length < 2) {
    const { body } = await first.write('get', '/v1/webhooks/desk/deliveries?status=delivered').expect(200);
    delivered = (body as { items: typeof delivered }).items;
  }
  // The newest first.
  const again = { delivery: delivered[1]?.delivery };
  const refused = await second.post('/v1/webhooks/desk/redeliver', again).expect(503);
  expect((refused.body as { detail: string }).detail).toMatch(/^Another instance of this ledger sends webhooks now/);
  await first.post('/v1/webhooks/desk/redeliver', again).expect(202);
  await receiver.until(() => receiver.deliveries.length >= 3);

  await second.post('/v1/webhooks/desk/pause', {}).expect(201);
  await deny(first, 'd3');
  await second.post('/v1/webhooks/desk/resume', {}).expect(201);
  await receiver.until(() => receiver.deliveries.length >= 4);

  await first.stop();
  await deny(second, 'd4');
  await receiver.until(() => receiver.deliveries.length >= 5);
  const entries = receiver.deliveries.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id);
  expect(entries).toEqual(['d1', 'd2', 'd1', 'd3', 'd4']);
  expect(await progressOf(second)).toBe(true);
  await second.stop();
  await receiver.stop();
  store.stop();
});
