import type { InboundDelivery } from '../../../src/deliveries/delivery.queries.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { claim, deliver } from '../../support/deliveries.js';
import { TestLedger } from '../api/test-ledger.js';

it('accepts and records the same delivery once, at whichever instances it comes', async () => {
  const store = await FakeServer.start();
  const settings = {
    CLAIM_LEDGER_LOG: store.url,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const first = await TestLedger.start(settings);
  const secret = 'a-secret-of-the-sender';
  const fields = { id: 'desk', verification: 'bearer', mapping: { kind: 'commands' }, secret };
  await first.post('/v1/integrations', fields).expect(201);
  const second = await TestLedger.startAnotherInstance(first);
  const send = (ledger: TestLedger, n: number) =>
    deliver(ledger, 'desk', { Authorization: `Bearer ${secret}`, 'Idempotency-Key': `k${n}` }, claim(`claim-${n}`));
  for (let n = 0; n < 5; n += 1) {
    const answers = await Promise.all([send(first, n), send(second, n)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 202]);
    expect(answers[0].body.id).toBe(answers[1].body.id);
  }
  let processed: readonly InboundDelivery[] = [];
  while (processed.length < 5) {
    const { body } = await second.write('get', '/v1/integrations/desk/deliveries?status=processed').expect(200);
    processed = body.items as readonly InboundDelivery[];
  }
  // Whichever instance accepted it, both can retry it, at the same time.
  const retry = (ledger: TestLedger) =>
    ledger.post(`/v1/integrations/desk/deliveries/${processed[0]?.id ?? ''}/retry`, {});
  await Promise.all([retry(first), retry(second)]);
  const log = await first.openLog();
  const types: string[] = [];
  for await (const { type } of log.readStream('claim-claim-4')) types.push(type);
  await log.close();
  expect(types).toEqual(['ClaimRegistered']);
  await second.stop();
  await first.stop();
  store.stop();
});
