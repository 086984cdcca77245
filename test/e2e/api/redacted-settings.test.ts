import request from 'supertest';
import type { InboundDeliveryDetails } from '../../../src/webhooks/inbound/deliveries/deliveries.views.js';
import type { IntegrationView } from '../../../src/webhooks/inbound/integrations/integration.views.js';
import type { WebhookView } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { deliver } from '../../support/deliveries.js';
import { findMentions } from '../../support/mentions.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const SECRET = 'Zzyzx';
const SENDER_SECRET = 'a-secret-of-the-sender';
const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };

let ledger: TestLedger;
let receiver: WebhookReceiver;
let counsel: string;
beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  ledger = await TestLedger.start({
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  });
  await recordSmallLedger(ledger);
  const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  counsel = body.key as string;
  await ledger.post('/v1/webhooks', { id: 'all', url: `${receiver.url}/all` }).expect(201);
});
afterAll(async () => {
  await ledger.stop();
  await receiver.stop();
});

const view = async <View>(path: string): Promise<View> => (await ledger.write('get', path).expect(200)).body as View;
const webhook = (id: string) => view<WebhookView>(`/v1/webhooks/${id}`);
const integration = () => view<IntegrationView>('/v1/integrations/wire');
const find = () => findMentions(ledger, [SECRET]);
/** Redacts all that is found, and returns the fields of each event. */
async function redactFound(): Promise<readonly (readonly string[])[]> {
  const found = await find();
  for (const { request: what } of found) {
    const { body } = await ledger.post('/v1/redactions', { ...what, ...why }).expect(201);
    await request(ledger.url)
      .post(`/v1/redactions/${body.id as string}/approve`)
      .set('Authorization', `Bearer ${counsel}`)
      .expect(201);
  }
  expect(await find()).toEqual([]);
  return found.map(({ request: what }) => what?.fields ?? []);
}
const deny = (id: string) =>
  ledger.post('/v1/claims/talks/entries', { type: 'ClaimDenied', id, by: ['nato'], basis: 'none-given' }).expect(201);
/** What the receiver got at this path. */
const sentTo = (path: string): string[] =>
  receiver.deliveries.filter((sent) => sent.path === `/hook/${path}`).map(({ body }) => body);
const isSent = (path: string, text: string) => receiver.until(() => sentTo(path).some((body) => body.includes(text)));
const codes = ({ body }: request.Response): unknown =>
  (body as { errors?: { code: string }[] }).errors?.map(({ code }) => code);

describe('a webhook', () => {
  it('whose filter was redacted is on hold until it has another one, and then sends what was recorded meanwhile', async () => {
    const filter = { topics: [SECRET, 'ukraine'], types: ['claim.denied'] };
    await ledger.post('/v1/webhooks', { id: 'filtered', url: `${receiver.url}/filtered`, filter }).expect(201);
    await deny('before');
    await isSent('filtered', 'before');

    expect(await redactFound()).toEqual([['/filter/topics/0']]);
    expect(await webhook('filtered')).toMatchObject({
      status: 'paused',
      reason: 'Its filter was redacted. Nothing is sent until a change of the webhook gives it another.',
      filter: { topics: ['[redacted]', 'ukraine'], types: ['claim.denied'] },
      redacted: [{ fields: ['/filter/topics/0'], ...why }],
    });
    await deny('held');
    await isSent('all', 'held');
    const actions = ['resume', 'test', 'replays', 'replays/count'];
    for (const action of actions) {
      expect(codes(await ledger.post(`/v1/webhooks/filtered/${action}`, {}).expect(422))).toEqual([
        'redacted-settings',
      ]);
    }
    const change = (changes: object) => ledger.write('patch', '/v1/webhooks/filtered').send(changes);
    const { body } = await change({ filter: { topics: ['[redacted]', 'ukraine'] } }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/filter', code: 'redacted' }]);
    await change({ description: 'Denials' }).expect(201);
    expect((await webhook('filtered')).status).toBe('paused');
    expect(sentTo('filtered')).toHaveLength(1);

    await change({ filter: { topics: ['ukraine'], types: ['claim.denied'] } }).expect(201);
    expect((await webhook('filtered')).status).toBe('active');
    await isSent('filtered', 'held');
    expect(sentTo('filtered')).toHaveLength(2);
  });

  it('whose template was redacted sends nothing by what is left of it', async () => {
    const template = `{ "${SECRET}": event.data.id }`;
    const body = { url: `${receiver.url}/template`, format: 'template', filter: { types: ['claim.denied'] } };
    await ledger.post('/v1/webhooks', { id: 'template', ...body, template }).expect(201);
    await deny('first');
    await isSent('template', `{"${SECRET}":"first"}`);

    expect(await redactFound()).toEqual([['/template']]);
    await deny('second');
    await isSent('all', 'second');
    expect(await webhook('template')).toMatchObject({ status: 'paused', template: '[redacted]' });
    await ledger.write('patch', '/v1/webhooks/template').send({ template: '{ "id": event.data.id }' }).expect(201);
    await isSent('template', 'second');
    expect(sentTo('template')).toEqual([`{"${SECRET}":"first"}`, '{"id":"second"}']);
  });
});

it('redacts what webhooks and integrations are called, and of the rest only what has words', async () => {
  const described = { description: `For ${SECRET}`, format: 'template', template: '{"text": headline}' };
  const filter = { topics: ['land'], claims: ['talks'] };
  await ledger.post('/v1/webhooks', { id: 'named', url: receiver.url, ...described, filter }).expect(201);
  const named = { id: 'named', name: `${SECRET} wire`, verification: 'bearer', mapping: { kind: 'commands' } };
  await ledger.post('/v1/integrations', named).expect(201);
  const [of] = await find();
  const fields = ['/filter/claims', '/url/box', '/template', '/filter/topics'];
  const { body } = await ledger.post('/v1/redactions', { ...of?.request, fields, ...why }).expect(422);
  expect(body.errors).toMatchObject([
    { pointer: '/fields/0', code: 'not-redactable' },
    { pointer: '/fields/1', code: 'not-redactable' },
  ]);
  expect(await redactFound()).toEqual([['/description'], ['/name'], ['/name']]);
  expect(await webhook('named')).toMatchObject({ ...described, description: '[redacted]', filter });
  const { name, status, mapping } = await view<IntegrationView>('/v1/integrations/named');
  expect([name, status, mapping]).toEqual(['[redacted]', 'active', named.mapping]);
});

describe('an integration', () => {
  const send = async (key: string, body: object) => {
    const headers = { Authorization: `Bearer ${SENDER_SECRET}`, 'Idempotency-Key': key };
    const { body: accepted } = await deliver(ledger, 'wire', headers, JSON.stringify(body));
    // What is accepted is durable, and readable a little later.
    await ledger.ready();
    return accepted as { id: string; duplicate: boolean };
  };
  const delivery = (id: string) => view<InboundDeliveryDetails>(`/v1/integrations/wire/deliveries/${id}`);
  const processed = async (id: string): Promise<InboundDeliveryDetails> => {
    for (;;) {
      const details = await delivery(id);
      if (details.status !== 'waiting') return details;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const post = (action: string, body: object = {}) => ledger.post(`/v1/integrations/wire/${action}`, body);

  it('whose mapping was redacted records nothing until it has another one', async () => {
    const expression = `{ "type": "ClaimReported", "claim": "talks", "id": id, "by": [by = "${SECRET}" ? "tass" : "nato"], "basis": "none-given" }`;
    const wire = { id: 'wire', verification: 'bearer', secret: SENDER_SECRET };
    await ledger
      .post('/v1/integrations', { ...wire, mapping: { kind: 'expression', expression: `payload.(${expression})` } })
      .expect(201);
    expect(await redactFound()).toEqual([['/mapping/expression']]);

    const payload = { id: 'reported', by: 'NATO' };
    const { id } = await send('one', payload);
    expect(await integration()).toMatchObject({
      status: 'paused',
      reason: 'Its mapping was redacted. What comes in waits until a change of the integration gives it another.',
      mapping: { kind: 'expression', expression: '[redacted]' },
      redacted: [{ fields: ['/mapping/expression'], ...why }],
    });
    expect(codes(await post('resume').expect(422))).toEqual(['redacted-mapping']);
    expect(codes(await post('try', { payload }).expect(422))).toEqual(['redacted-mapping']);
    const mapping = {
      kind: 'expression',
      expression:
        'payload.{ "type": "ClaimReported", "claim": "talks", "id": id, "by": ["nato"], "basis": "none-given" }',
    };
    expect((await post('try', { payload, mapping }).expect(200)).body.failures).toEqual([]);
    const change = (changes: object) => ledger.write('patch', '/v1/integrations/wire').send(changes);
    const { body } = await change({ mapping: { kind: 'expression', expression: '[redacted]' } }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/mapping' }]);
    expect((await delivery(id)).status).toBe('waiting');

    await change({ mapping }).expect(201);
    expect((await processed(id)).recorded?.entries).toEqual(['talks/reported']);
    expect((await integration()).status).toBe('active');
  });

  it('shows nobody the names in the tables of its mapping that was redacted', async () => {
    const mapping = { kind: 'claimreview', language: 'en', actors: { [`${SECRET} Roe`]: 'person' }, publishers: {} };
    await ledger.post('/v1/integrations', { id: 'reviews', verification: 'github', mapping }).expect(201);
    expect(await redactFound()).toEqual([['/mapping/actors']]);
    expect((await view<IntegrationView>('/v1/integrations/reviews')).mapping).toEqual({
      ...mapping,
      actors: { '[redacted]': '[redacted]' },
    });
  });

  it('processes no delivery of which something was redacted, whichever part', async () => {
    const command = { type: 'ClaimReported', claim: 'talks', by: ['nato'], basis: 'none-given' };
    await ledger
      .write('patch', '/v1/integrations/wire')
      .send({ mapping: { kind: 'commands' } })
      .expect(201);
    const failed = await send(`${SECRET}-1`, { ...command, id: 'unknown', by: ['nobody'] });
    expect((await processed(failed.id)).status).toBe('failed');
    await post('pause').expect(201);
    const waiting = await send('two', { ...command, id: 'said', quote: { text: `${SECRET} was there.` } });

    expect(await redactFound()).toEqual([['/name'], ['/body', '/digest']]);
    expect(await delivery(failed.id)).toMatchObject({
      name: '[redacted]',
      status: 'failed',
      redacted: [{ revision: 0, fields: ['/name'], ...why }],
    });
    expect(codes(await post(`deliveries/${failed.id}/retry`).expect(422))).toEqual(['redacted']);
    expect(codes(await post('try', { delivery: failed.id }).expect(422))).toEqual(['redacted']);
    expect((await post('retry').expect(202)).body).toEqual({ deliveries: 0 });
    // Sent again, they are still the same deliveries.
    expect(await send(`${SECRET}-1`, { ...command, id: 'unknown', by: ['nobody'] })).toEqual({
      id: failed.id,
      duplicate: true,
    });
    expect((await send('two', { ...command, id: 'other' })).duplicate).toBe(true);

    await post('resume').expect(201);
    expect(await processed(waiting.id)).toMatchObject({
      status: 'failed',
      failure: expect.stringMatching(/^Parts of this delivery were redacted/) as string,
    });
    await post(`deliveries/${waiting.id}/drop`, { reason: 'Redacted' }).expect(201);
    await ledger.write('get', '/v1/claims/talks/entries/said').expect(404);
  });
});
