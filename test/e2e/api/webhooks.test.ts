import { verifyWebhook } from '../../../src/webhooks/signing/verify.js';
import type { DeliveryView, WebhookView } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: '0.02,0.05,0.1',
};

let ledger: TestLedger;
let receiver: WebhookReceiver;

beforeAll(async () => {
  ledger = await TestLedger.start(SETTINGS);
  await recordSmallLedger(ledger);
});
afterAll(() => ledger.stop());
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.stop());

const create = async (body: object = {}) => {
  const answer = await ledger.post('/v1/webhooks', { url: receiver.url, ...body }).expect(201);
  return answer.body as { id: string; secret: string; recorded: unknown[] };
};
const view = async (id: string) => {
  const { body } = await ledger.write('get', `/v1/webhooks/${id}`).expect(200);
  return body as WebhookView;
};
const remove = (id: string) => ledger.write('delete', `/v1/webhooks/${id}`).expect(201);
const act = (id: string, action: string, body: object = {}) => ledger.post(`/v1/webhooks/${id}/${action}`, body);
/** Resolves when what is read is as expected. */
const until = async <Read>(read: () => Promise<Read>, expected: unknown): Promise<Read> => {
  for (;;) {
    const found = await read();
    try {
      expect(found).toEqual(expected);
      return found;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
};
const untilView = (id: string, expected: object) => until(() => view(id), expect.objectContaining(expected));
/** What is shown of the deliveries of a webhook. */
const deliveriesOf = async (id: string, query = '') => {
  const { body } = await ledger.write('get', `/v1/webhooks/${id}/deliveries${query}`).expect(200);
  return (body as { items: DeliveryView[] }).items;
};
const active = async (body: object = {}) => {
  const created = await create(body);
  await untilView(created.id, { status: 'active' });
  return created;
};
const rebuild = async (): Promise<void> => {
  const generation = async () => (await ledger.get('/v1/status')).body.readModel.generation as number;
  const before = await generation();
  await ledger.post('/v1/read-model/rebuild', {}).expect(202);
  while ((await generation()) === before) await new Promise((resolve) => setTimeout(resolve, 20));
};
let count = 0;
const deny = async () => {
  count += 1;
  const id = `d${count}`;
  await ledger
    .post('/v1/claims/talks/entries', { id, type: 'ClaimDenied', by: ['nato'], basis: 'none-given' })
    .expect(201);
  return id;
};
const eventsOf = (received: WebhookReceiver) =>
  received.deliveries.map(({ body }) => JSON.parse(body) as { id: string; type: string; data: { id?: string } });

it('sends what is recorded after the receiver has agreed, signed', async () => {
  const { id, secret } = await create();
  const entry = await deny();
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(receiver.requests[0]?.method).toBe('OPTIONS');
  const [event, change] = eventsOf(receiver);
  expect(event).toMatchObject({ type: 'claim-ledger.claim.denied.v1', data: { id: entry } });
  expect(change).toMatchObject({ type: 'claim-ledger.claim.status-changed.v1', data: { after: { status: 'denied' } } });
  for (const { headers, body } of receiver.deliveries) {
    expect(verifyWebhook(headers, Buffer.from(body), [secret], Date.now())).toMatchObject({ isValid: true });
  }
  expect(receiver.deliveries.map(({ headers }) => headers['webhook-id'])).toEqual([event?.id, change?.id]);
  expect(await view(id)).toMatchObject({ id, url: receiver.url, status: 'active', secrets: [{}] });
  expect(JSON.stringify(await view(id))).not.toContain(secret);
  await remove(id);
});

it('sends what was recorded while it was paused, in the order of the log', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] }, order: 'ordered-per-claim' });
  await act(id, 'pause', { reason: 'maintenance' }).expect(201);
  expect(await view(id)).toMatchObject({ status: 'paused', reason: 'maintenance' });
  const entries = [await deny(), await deny(), await deny()];
  await act(id, 'resume').expect(201);
  await receiver.until(() => receiver.deliveries.length >= 3);
  expect(eventsOf(receiver).map(({ data }) => data.id)).toEqual(entries);
  await remove(id);
});

it('lists deliveries in pages', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  for (let n = 0; n < 3; n += 1) await deny();
  const page = async (query: string) =>
    (await ledger.write('get', `/v1/webhooks/${id}/deliveries?limit=2${query}`).expect(200)).body as {
      items: { delivery: string }[];
      next?: string;
    };
  await receiver.until(() => receiver.deliveries.length >= 3);
  let [first, rest] = [await page(''), [] as { delivery: string }[]];
  while (rest.length === 0) {
    first = await page('');
    if (first.next !== undefined) rest = (await page(`&cursor=${first.next}`)).items;
  }
  const sent = receiver.deliveries.map(({ headers }) => headers['webhook-id']);
  expect([...first.items, ...rest].map(({ delivery }) => delivery).sort()).toEqual(sent.sort());
  await remove(id);
});

it('tries again what failed, with the same id, and holds back only later events of the same claim', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] }, order: 'ordered-per-claim' });
  let failures = 2;
  receiver.answer = () => (failures-- > 0 ? { status: 500, body: 'not now' } : { status: 204 });
  const entries = [await deny(), await deny()];
  await receiver.until(() => receiver.deliveries.length >= 4);
  const events = eventsOf(receiver);
  expect(events.map(({ data }) => data.id)).toEqual([entries[0], entries[0], entries[0], entries[1]]);
  expect(new Set(receiver.deliveries.map(({ headers }) => headers['webhook-id']))).toEqual(
    new Set(events.map((event) => event.id)),
  );
  const first = async () => (await deliveriesOf(id)).find(({ delivery }) => delivery === events[0]?.id);
  const delivered = await until(first, expect.objectContaining({ status: 'delivered', claim: 'talks', attempts: 3 }));
  expect(delivered?.log).toMatchObject([{ status: 500, answer: 'not now' }, { status: 500 }, { status: 204 }]);
  await remove(id);
});

it('does not let an endpoint that never answers delay another one', async () => {
  const silent = await WebhookReceiver.start();
  silent.answer = () => new Promise<never>(() => undefined);
  const { id: stuck } = await create({ url: silent.url, filter: { types: ['claim.denied'] } });
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  await untilView(stuck, { status: 'active' });
  for (let n = 0; n < 20; n += 1) await deny();
  await receiver.until(() => receiver.deliveries.length >= 20);
  expect((await view(stuck)).progress?.pending).toBe(20);
  await remove(stuck);
  await remove(id);
  await silent.stop();
});

it('disables a webhook whose receiver is gone, and sends what it missed when it is resumed', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  receiver.answer = () => ({ status: 410 });
  const entry = await deny();
  await untilView(id, { status: 'disabled', disabledBecause: 'gone', reason: 'The receiver answered 410.' });
  expect(receiver.deliveries).toHaveLength(1);
  receiver.answer = () => ({ status: 204 });
  await act(id, 'resume').expect(201);
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(eventsOf(receiver)[1]?.data.id).toBe(entry);
  await remove(id);
});

it('disables a webhook that fails for the whole schedule of retries', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  receiver.answer = () => ({ status: 500 });
  await deny();
  await untilView(id, { status: 'disabled', disabledBecause: 'failing' });
  expect(receiver.deliveries).toHaveLength(4);
  await remove(id);
});

it('gives up a delivery that fails for the whole schedule while others succeed, and makes it again', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  const poisoned = `d${count + 1}`;
  receiver.answer = ({ body }) => ({ status: body.includes(`"id":"${poisoned}"`) ? 422 : 204 });
  await deny();
  await receiver.until(() => receiver.deliveries.length > 0);
  while ((await view(id)).abandoned === 0) {
    await deny();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [failed] = await until(() => deliveriesOf(id, '?status=failed'), [expect.anything()]);
  receiver.answer = () => ({ status: 204 });
  const before = receiver.deliveries.length;
  expect((await act(id, 'redeliver').expect(202)).body).toEqual({ deliveries: 1 });
  await receiver.until(() => receiver.deliveries.length > before);
  expect(receiver.deliveries.at(-1)?.headers['webhook-id']).toBe(failed?.delivery);
  await act(id, 'redeliver', { delivery: 'unknown' }).expect(404);
  await remove(id);
});

it('signs with both secrets after a rotation, until the older one ends', async () => {
  const { id, secret } = await active({ filter: { types: ['claim.denied'] } });
  /** Sends until a delivery is signed with exactly these. What is on its way was signed before. */
  const untilSignedWith = async (keys: readonly string[]): Promise<void> => {
    for (let isSo = false; !isSo;) {
      const before = receiver.deliveries.length;
      await deny();
      await receiver.until(() => receiver.deliveries.length > before);
      const { headers = {}, body = '' } = receiver.deliveries.at(-1) ?? {};
      const signed = headers['webhook-signature']?.split(' ').length;
      const isValid = (key: string) => verifyWebhook(headers, Buffer.from(body), [key], Date.now()).isValid;
      isSo = signed === keys.length && keys.every(isValid);
    }
  };
  await untilSignedWith([secret]);
  const rotated = (await act(id, 'rotate').expect(201)).body.secret as string;
  await untilSignedWith([secret, rotated]);
  const last = (await act(id, 'rotate', { graceHours: 0 }).expect(201)).body.secret as string;
  await untilSignedWith([last]);
  await remove(id);
});

it('shows the public key of an ed25519 webhook, by which its deliveries can be verified', async () => {
  const { id } = await active({ signature: 'ed25519', filter: { types: ['claim.denied'] } });
  const { publicKeys = [] } = await view(id);
  await deny();
  await receiver.until(() => receiver.deliveries.length === 1);
  const { headers = {}, body = '' } = receiver.deliveries[0] ?? {};
  expect(verifyWebhook(headers, Buffer.from(body), publicKeys, Date.now())).toMatchObject({ isValid: true });
  await remove(id);
});

it('sends nothing to a receiver that does not return the challenge, until it does', async () => {
  const { id } = await create({ handshake: 'challenge', filter: { types: ['claim.denied'] } });
  await untilView(id, { status: 'handshake-failed', reason: 'The receiver did not return the challenge.' });
  await deny();
  receiver.answer = ({ body }) => {
    const { data } = JSON.parse(body) as { data: { challenge?: string } };
    return { status: 200, body: data.challenge ?? '' };
  };
  await act(id, 'resume').expect(201);
  await receiver.until(() => receiver.deliveries.length >= 3);
  expect(eventsOf(receiver).map(({ type }) => type)).toEqual([
    'claim-ledger.webhook.challenge.v1',
    'claim-ledger.webhook.challenge.v1',
    'claim-ledger.claim.denied.v1',
  ]);
  await remove(id);
});

it('continues where it stopped after a restart, and repeats nothing after an orderly one', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  const entries = [await deny()];
  await receiver.until(() => receiver.deliveries.length === 1);
  await ledger.restart();
  await ledger.ready();
  entries.push(await deny());
  await receiver.until(() => receiver.deliveries.length === 2);
  expect(eventsOf(receiver).map(({ data }) => data.id)).toEqual(entries);
  await remove(id);
});

it('sends nothing again after a rebuild of the read model', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  const first = await deny();
  await receiver.until(() => receiver.deliveries.length === 1);
  await rebuild();
  const entry = await deny();
  await receiver.until(() => receiver.deliveries.length >= 2);
  expect(eventsOf(receiver).map(({ data }) => data.id)).toEqual([first, entry]);
  await remove(id);
});

it('sends nothing of a silent import, neither after a rebuild of the read model nor in a replay', async () => {
  const { id } = await active({ filter: { types: ['claim.registered', 'claim.denied', 'claim.status-changed'] } });
  const claim = { type: 'ClaimRegistered', claim: 'archived', text: 'Talks.', language: 'en', kind: 'factual' };
  const denial = { type: 'ClaimDenied', claim: 'archived', id: 'old', by: ['nato'], basis: 'none-given' };
  const { body: head } = await ledger.get('/v1/status');
  for (const query of ['?silent=true', '']) await ledger.import([{ ...claim, about: ['nato'] }, denial], query);
  const allOrNothing = '?silent=true&allOrNothing=true';
  expect(await ledger.import([{ ...denial, id: 'older' }], allOrNothing)).toMatchObject([{ summary: { recorded: 1 } }]);
  await rebuild();
  const { body: counted } = await act(id, 'replays/count', { from: head.position }).expect(200);
  expect(counted).toMatchObject({ count: 0 });
  const { body: feed } = await ledger.get('/v1/events?claim=archived&type=claim.denied').expect(200);
  expect(feed).toHaveLength(2);
  const entry = await deny();
  await receiver.until(() => receiver.deliveries.length > 0);
  expect(eventsOf(receiver)[0]?.data.id).toBe(entry);
  await remove(id);
});

it('counts and sends history again, in order, with the ids of before', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  const { body: head } = await ledger.get('/v1/status');
  const entries = [await deny(), await deny(), await deny()];
  await receiver.until(() => receiver.deliveries.length === 3);
  const ids = receiver.deliveries.map(({ headers }) => headers['webhook-id']).sort();
  const { body: counted } = await act(id, 'replays/count', { from: head.position }).expect(200);
  expect(counted).toEqual({ count: 3, seconds: 1 });
  await act(id, 'replays', { from: head.position, perSecond: 1_000 }).expect(201);
  await receiver.until(() => receiver.deliveries.length === 6);
  const again = receiver.deliveries.slice(3);
  expect(again.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id)).toEqual(entries);
  expect(again.map(({ headers }) => headers['webhook-id']).sort()).toEqual(ids);
  expect(again.every(({ headers }) => headers['ledger-replay'] !== undefined)).toBe(true);
  await untilView(id, { replays: [] });
  await remove(id);
});

it('changes a webhook only as it was seen, if the client says so', async () => {
  const { id } = await active();
  const tag = async () => (await ledger.write('get', `/v1/webhooks/${id}`).expect(200)).headers['etag'] as string;
  const change = (description: string, seen: string) =>
    ledger.write('patch', `/v1/webhooks/${id}`).send({ description }).set('If-Match', seen);
  const seen = await tag();
  await deny();
  await receiver.until(() => receiver.deliveries.length > 0);
  const { body } = await change('the desk', seen).expect(201);
  expect(body.revision).toBe((await view(id)).revision);
  const { body: problem } = await change('the night desk', seen).expect(412);
  expect(problem.detail).toContain(`but the target is at revision ${body.revision as number}`);
  await act(id, 'pause').set('If-Match', seen).expect(412);
  expect(await view(id)).toMatchObject({ description: 'the desk', status: 'active' });
  const { body: same } = await change('the desk', await tag()).expect(200);
  expect(same.revision).toBe(body.revision);
  await ledger.write('get', `/v1/webhooks/${id}`).set('If-None-Match', '"0-x"').expect(200);
  await remove(id);
});

it('tries again what a template can not be filled for, shows why, and sends other deliveries meanwhile', async () => {
  await ledger.restartWith({ ...SETTINGS, CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: '1,1,1' });
  const poisoned = `d${count + 1}`;
  const template = `event.data.id = "${poisoned}" ? $error("no field for it") : { "entry": event.data.id }`;
  const filter = { types: ['claim.denied'] };
  const { id } = await active({ filter, format: 'template', template });
  const { id: other } = await active({ filter });
  await deny();
  const failing = async () => (await deliveriesOf(id, '?limit=200')).find(({ log }) => log[0]?.failure !== undefined);
  const entries: string[] = [];
  // If no other delivery succeeds between its attempts, the webhook is disabled.
  while ((await failing())?.status !== 'failed') {
    // As few as one page of the list has.
    if (entries.length < 150) entries.push(await deny());
    await receiver.until(() => receiver.deliveries.length >= 2 * entries.length + 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await failing()).toMatchObject({ attempts: 4, claim: 'talks' });
  expect((await failing())?.log.map(({ failure }) => failure)).toEqual(
    Array.from({ length: 4 }, () => expect.stringContaining('no field for it') as string),
  );
  expect(await view(id)).toMatchObject({ status: 'active', abandoned: 1 });
  const bodies = receiver.deliveries.map(({ body }) => JSON.parse(body) as { entry?: string; data?: { id: string } });
  expect(bodies.flatMap(({ entry }) => entry ?? []).sort()).toEqual([...entries].sort());
  expect(bodies.flatMap(({ data }) => data?.id ?? []).sort()).toEqual([poisoned, ...entries].sort());
  await remove(id);
  await remove(other);
  await ledger.restartWith(SETTINGS);
});

it('sends one test, which is recorded nowhere', async () => {
  const { id } = await active({ filter: { types: ['claim.denied'] } });
  receiver.answer = () => ({ status: 202, body: 'thanks' });
  expect((await act(id, 'test').expect(200)).body).toMatchObject({ isDelivered: true, status: 202, answer: 'thanks' });
  expect(eventsOf(receiver)).toMatchObject([{ type: 'claim-ledger.webhook.test.v1' }]);
  expect((await ledger.write('get', `/v1/webhooks/${id}/deliveries`)).body.items).toEqual([]);
  await remove(id);
});

it('sends thin payloads without data', async () => {
  const { id } = await active({ payload: 'thin', filter: { types: ['claim.denied'] } });
  await deny();
  await receiver.until(() => receiver.deliveries.length === 1);
  const [event] = eventsOf(receiver);
  expect(event).toMatchObject({
    type: 'claim-ledger.claim.denied.v1',
    dataref: expect.stringMatching(/^\/v1\/claims\/talks\?asOf=20\d\d-[^:]+Z$/) as string,
  });
  expect(event).not.toHaveProperty('data');
  await remove(id);
});

it('encrypts with a new key, after which the old one is not needed', async () => {
  const { id, secret } = await active({ filter: { types: ['claim.denied'] } });
  const [old, next] = [SETTINGS.CLAIM_LEDGER_SECRETS_KEY, Buffer.alloc(32, 9).toString('base64')];
  await ledger.restartWith({ ...SETTINGS, CLAIM_LEDGER_SECRETS_KEY: `${next},${old}` });
  expect((await ledger.post('/v1/webhooks/reencrypt', {}).expect(200)).body).toEqual({ webhooks: 1 });
  await ledger.restartWith({ ...SETTINGS, CLAIM_LEDGER_SECRETS_KEY: next });
  await ledger.ready();
  await deny();
  await receiver.until(() => receiver.deliveries.length === 1);
  const { headers = {}, body = '' } = receiver.deliveries[0] ?? {};
  expect(verifyWebhook(headers, Buffer.from(body), [secret], Date.now())).toMatchObject({ isValid: true });
  await ledger.restartWith(SETTINGS);
  const { body: problem } = await act(id, 'rotate').expect(503);
  expect(problem.type).toBe('urn:claim-ledger:problem:secrets-key-missing');
  await remove(id);
});

describe('what is refused', () => {
  const rejected = async (body: object) => {
    const { body: problem } = await ledger.post('/v1/webhooks', { url: receiver.url, ...body }).expect(422);
    return (problem.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it('names every field', async () => {
    expect(
      await rejected({
        url: 'http://10.0.0.1/hook',
        handshake: 'none',
        template: '$',
        filter: {
          types: ['claim.denied', 'nonsense'],
          claims: ['talks', 'no-such'],
          actors: ['nobody'],
          narratives: ['none'],
          to: ['denied'],
        },
      }),
    ).toEqual([
      '/url unusable-url',
      '/template without-effect',
      '/handshake handshake-required',
      '/filter/types/1 unknown-type',
      '/filter/to without-effect',
      '/filter/claims/1 unknown-claim',
      '/filter/actors/0 unknown-actor',
      '/filter/narratives/0 unknown-narrative',
    ]);
    expect(await rejected({ format: 'template' })).toEqual(['/template missing']);
    expect(await rejected({ format: 'template', template: '(' })).toEqual(['/template invalid-template']);
    expect(await rejected({ from: 'yesterday' })).toEqual(['/from not-a-position']);
  });
  it('uses no id twice, even of one that was removed', async () => {
    await create({ id: 'desk' });
    expect(await rejected({ id: 'desk' })).toEqual(['/id id-taken']);
    await remove('desk');
    expect(await rejected({ id: 'desk' })).toEqual(['/id id-taken']);
    await ledger.write('get', '/v1/webhooks/desk').expect(404);
  });
  it('shows a secret once: a repeated request returns none', async () => {
    const send = () => ledger.post('/v1/webhooks', { url: receiver.url }).set('Idempotency-Key', 'once').expect(201);
    const { body: first } = await send();
    const { body: again } = await send();
    expect(first.secret).toMatch(/^whsec_/);
    expect(again).toMatchObject({ id: first.id, secret: null });
    await remove(first.id as string);
  });
  it('requires the scope webhooks', async () => {
    const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const answer = await ledger
      .get('/v1/webhooks')
      .set('Authorization', `Bearer ${String(body.key)}`)
      .expect(403);
    expect(answer.body.detail).toContain('"webhooks"');
  });
  it('is off without a key for secrets, and says how to turn it on', async () => {
    const off = await TestLedger.start();
    const { body } = await off.post('/v1/webhooks', { url: receiver.url }).expect(503);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:webhooks-off' });
    expect(body.detail).toContain('CLAIM_LEDGER_SECRETS_KEY');
    await off.stop();
  });
});
