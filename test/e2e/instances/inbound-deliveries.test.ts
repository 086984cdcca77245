import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { claim, deliver } from '../../support/deliveries.js';
import { TestLedger } from '../api/test-ledger.js';

it('records a delivery once that a sender sends to two instances concurrently', async () => {
  const store = await FakeServer.start();
  const first = await TestLedger.start({
    CLAIM_LEDGER_LOG: store.url,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const second = await TestLedger.startAnotherInstance(first);
  const secret = 'a-secret-of-the-sender';
  const mapping = { kind: 'commands' };
  await first.post('/v1/integrations', { id: 'desk', verification: 'bearer', secret, mapping }).expect(201);

  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const headers = { Authorization: `Bearer ${secret}`, 'Idempotency-Key': `k${n}` };
    const answers = await Promise.all(
      [first, second].map((ledger) => deliver(ledger, 'desk', headers, claim(`claim-${n}`))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 202]);
    const [one, other] = answers.map(({ body }) => (body as { id: string }).id);
    expect(one).toBe(other);
    ids.push(one ?? '');
  }
  for (const ledger of [first, second]) {
    let processed: string[] = [];
    while (processed.length < ids.length) {
      const { body } = await ledger.write('get', '/v1/integrations/desk/deliveries?status=processed').expect(200);
      processed = (body as { items: { id: string }[] }).items.map(({ id }) => id);
    }
    expect(processed.sort()).toEqual(ids.sort());
  }
  const log = await first.openLog();
  const types: string[] = [];
  for await (const { stream, type } of log.readAll()) if (/^(delivery|claim)-/.test(stream)) types.push(type);
  await log.close();
  expect(types.sort()).toEqual(
    ['ClaimRegistered', 'DeliveryProcessed', 'DeliveryReceived'].flatMap((type) => ids.map(() => type)),
  );
  await second.stop();
  await first.stop();
  store.stop();
});
