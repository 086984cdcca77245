import { Agent } from 'node:http';
import type { InboundDelivery } from '../../../src/deliveries/delivery.queries.js';
import type { IntegrationView } from '../../../src/webhooks/inbound/integrations/integration.views.js';
import { claim, deliver, github, standard } from '../../support/deliveries.js';
import { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await TestLedger.start({ CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') });
});
afterAll(() => ledger.stop());

const SECRET = 'a-secret-of-the-sender';
const bearer = { Authorization: `Bearer ${SECRET}` };
const create = async (id: string, body: object = {}) => {
  const fields = { id, verification: 'bearer', mapping: { kind: 'commands' }, secret: SECRET, ...body };
  const { body: created } = await ledger.post('/v1/integrations', fields).expect(201);
  return created.secret as string;
};
const view = async (id: string) =>
  (await ledger.write('get', `/v1/integrations/${id}`).expect(200)).body as IntegrationView;
const list = async (id: string, query = '') =>
  (await ledger.write('get', `/v1/integrations/${id}/deliveries${query}`).expect(200)).body.items as InboundDelivery[];
const get = async (id: string, delivery: string) =>
  (await ledger.write('get', `/v1/integrations/${id}/deliveries/${delivery}`)).body as InboundDelivery;
/** Resolves when the delivery has one of these statuses. */
const until = async (id: string, delivery: string, ...statuses: string[]): Promise<InboundDelivery> => {
  for (;;) {
    const found = await get(id, delivery);
    if (statuses.includes(found.status)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const act = (id: string, path: string, body: object = {}) => ledger.post(`/v1/integrations/${id}/${path}`, body);
const eventsOf = async (stream: string) => {
  const log = await ledger.openLog();
  const events = [];
  for await (const event of log.readStream(stream)) events.push(event);
  await log.close();
  return events;
};

describe('a delivery', () => {
  it('is accepted, recorded by the principal of the integration, and once if it is sent twice', async () => {
    await create('agency');
    const body = claim('agency-claim');
    const first = await deliver(ledger, 'agency', { ...bearer, 'Idempotency-Key': 'k1', 'X-Kind': 'claim' }, body);
    expect([first.status, first.body]).toEqual([202, { id: expect.any(String) as string, duplicate: false }]);
    const id = first.body.id as string;
    const done = await until('agency', id, 'processed');
    expect(done).toMatchObject({
      id,
      integration: 'agency',
      name: 'k1',
      contentType: 'application/json',
      size: body.length,
      attempts: 1,
      changedBy: 'integration-agency',
      recorded: { commands: 1, claims: ['agency-claim'] },
      headers: { 'x-kind': 'claim' },
      encoding: 'utf8',
      body,
    });
    expect(JSON.stringify(done)).not.toContain(SECRET);
    const again = await deliver(ledger, 'agency', { ...bearer, 'Idempotency-Key': 'k1' }, body);
    expect([again.status, again.body]).toEqual([200, { id, duplicate: true }]);
    expect(await list('agency')).toHaveLength(1);
    const [registered] = await eventsOf('claim-agency-claim');
    expect(registered?.metadata).toMatchObject({ recordedBy: 'integration-agency' });
    const { body: history } = await ledger.get('/v1/claims/agency-claim/history').expect(200);
    expect(JSON.stringify(history)).toContain('integration-agency');
  });

  it('is recorded once if it comes twice at the same time', async () => {
    await create('twice');
    const send = () => deliver(ledger, 'twice', { ...bearer, 'Idempotency-Key': 'k' }, claim('twice-claim'));
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    await until('twice', answers[0]?.body.id as string, 'processed');
    expect(await eventsOf('claim-twice-claim')).toHaveLength(1);
  });

  it('is rejected if another body comes under the same key', async () => {
    await create('reused');
    const headers = { ...bearer, 'Idempotency-Key': 'k' };
    await deliver(ledger, 'reused', headers, claim('reused-1')).expect(202);
    const { body } = await deliver(ledger, 'reused', headers, claim('reused-2')).expect(422);
    expect(body.type).toBe('urn:claim-ledger:problem:idempotency-key-reused');
  });

  it('is recognised by its bytes if nothing else names it', async () => {
    const secret = "It's a Secret to Everybody";
    await create('hub', { verification: 'github', secret });
    const body = claim('hub-claim');
    const send = (name: string) =>
      deliver(ledger, 'hub', { ...github(secret, body), 'X-GitHub-Delivery': name, 'X-GitHub-Event': 'x' }, body);
    const { body: first } = await send('1').expect(202);
    const { body: captured } = await send('2').expect(200);
    expect(captured).toEqual({ id: first.id, duplicate: true });
  });

  it.each([
    ['empty', '', /empty|JSON|command/i],
    ['not JSON', 'not json', /JSON/],
    ['JSON of another kind', '42', /command|object/i],
  ])('that is %s waits with the reason', async (what, body, reason) => {
    const id = what.replaceAll(' ', '-').toLowerCase();
    await create(id);
    const { body: accepted } = await deliver(ledger, id, bearer, body).expect(202);
    const failed = await until(id, accepted.id as string, 'failed');
    expect(failed.failure).toMatch(reason);
    expect((await view(id)).deliveries).toEqual({ waiting: 0, failed: 1 });
  });

  it.each([
    ['text', 'text/plain', 'utf8', Buffer.from('\uFEFF"quoted" é \u{1F4F0}\n')],
    ['no text', 'application/octet-stream', 'base64', Buffer.from([0xff, 0x00, 0xfe])],
    ['lines', 'application/x-ndjson', 'utf8', Buffer.from(`${claim('l1')}\n${claim('l2')}\n`)],
    ['markup', 'application/ld+json', 'utf8', Buffer.from('{"@type":"ClaimReview"}')],
    ['a long text', 'application/json', 'utf8', Buffer.from(JSON.stringify('€ '.repeat(60_000)))],
    ['text that takes more bytes in JSON', 'text/plain', 'base64', Buffer.alloc(250_000, '\u0001')],
  ])('of %s is kept byte for byte', async (what, type, encoding, bytes) => {
    const id = what.replaceAll(' ', '-').toLowerCase();
    await create(id);
    const { body } = await deliver(ledger, id, { ...bearer, 'Content-Type': type }, bytes).expect(202);
    const kept = (await until(id, body.id as string, 'failed', 'processed')) as InboundDelivery & {
      encoding: 'utf8';
      body: string;
    };
    expect([kept.encoding, kept.size]).toEqual([encoding, bytes.length]);
    expect(Buffer.from(kept.body, kept.encoding).equals(bytes)).toBe(true);
  });

  it('has at most 256 KiB, uncompressed', async () => {
    await create('large');
    const limit = 256 * 1024;
    for (const type of ['application/json', 'text/plain']) {
      const headers = { ...bearer, 'Content-Type': type };
      await deliver(ledger, 'large', headers, Buffer.alloc(limit + 1, 'x')).expect(413);
      await deliver(ledger, 'large', headers, Buffer.alloc(limit - type.length, 'x')).expect(202);
    }
    await deliver(ledger, 'large', { ...bearer, 'Content-Encoding': 'gzip' }, 'x').expect(415);
    while ((await list('large')).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

describe('a connection', () => {
  it('ends with a body that is too large to be read, so that the next delivery on it does not wait', async () => {
    await create('kept');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (id: string, bytes: number) => {
      const headers = { ...bearer, 'Content-Type': 'text/plain' };
      return deliver(ledger, id, headers, Buffer.alloc(bytes, 'x')).agent(agent).timeout(4_000);
    };
    for (const id of ['kept', 'unknown']) {
      const { status, headers } = await send(id, 900_000);
      expect([status, headers['connection']]).toEqual([413, 'close']);
    }
    expect((await send('kept', 10)).status).toBe(202);
    agent.destroy();
  });
});

describe('the door', () => {
  it.each([
    ['no secret', {}],
    ['another secret', { Authorization: 'Bearer another-secret' }],
    ['a secret in another form', { Authorization: `Basic ${SECRET}` }],
  ])('stays closed for %s, and says the same as for an unknown integration', async (_what, headers) => {
    await create(`closed-${_what.replaceAll(' ', '-')}`);
    const id = `closed-${_what.replaceAll(' ', '-')}`;
    const refused = await deliver(ledger, id, headers, claim('x')).expect(401);
    const unknown = await deliver(ledger, 'unknown', headers, claim('x')).expect(401);
    expect({ ...refused.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    expect(await list(id)).toEqual([]);
    expect((await view(id)).lastRefusal).toMatchObject({ header: 'authorization', count: 1 });
  });

  it('takes no key of the ledger in place of a secret', async () => {
    await create('keys');
    await deliver(ledger, 'keys', { Authorization: `Bearer ${ledger.key}` }, claim('x')).expect(401);
  });

  it('verifies Standard Webhooks over the bytes, within five minutes', async () => {
    const secret = await create('standard', { verification: 'standard-webhooks', secret: undefined });
    const body = claim('standard-claim');
    await deliver(ledger, 'standard', standard(secret, 'm1', `${body} `), body).expect(401);
    for (const [at, header] of [
      [Date.now() - 310_000, 'webhook-timestamp'],
      [Date.now() + 310_000, 'webhook-timestamp'],
    ] as const) {
      await deliver(ledger, 'standard', standard(secret, 'm1', body, at), body).expect(401);
      expect((await view('standard')).lastRefusal).toMatchObject({ header });
    }
    await deliver(ledger, 'standard', standard(secret, 'm1', body), body).expect(202);
    await deliver(ledger, 'standard', standard(secret, 'm1', body, Date.now() - 60_000), body).expect(200);
  });

  it('takes a rotated secret during its grace time only', async () => {
    const first = await create('rotated', { verification: 'standard-webhooks', secret: undefined });
    const body = claim('rotated-claim');
    const second = (await act('rotated', 'rotate', { graceHours: 1 }).expect(201)).body.secret as string;
    await deliver(ledger, 'rotated', standard(first, 'a', body), body).expect(202);
    await deliver(ledger, 'rotated', standard(second, 'b', body), body).expect(202);
    const third = (await act('rotated', 'rotate', { graceHours: 0 }).expect(201)).body.secret as string;
    await deliver(ledger, 'rotated', standard(second, 'c', body), body).expect(401);
    await deliver(ledger, 'rotated', standard(third, 'd', body), body).expect(202);
  });

  it('answers the handshake of CloudEvents', async () => {
    const answer = await fetch(`${ledger.url}/v1/integrations/any/deliveries`, {
      method: 'OPTIONS',
      headers: { 'WebHook-Request-Origin': 'sender.example' },
    });
    expect([answer.status, answer.headers.get('webhook-allowed-origin')]).toEqual([200, 'sender.example']);
  });
});

describe('an integration', () => {
  it('that is paused accepts what comes, and processes it in order when it is resumed', async () => {
    await create('paused');
    await act('paused', 'pause').expect(201);
    const lines = [claim('paused-claim'), amend('paused-claim', 'Two.'), amend('paused-claim', 'Three.')];
    for (const line of lines) await deliver(ledger, 'paused', bearer, line).expect(202);
    while ((await view('paused')).deliveries?.waiting !== 3) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await eventsOf('claim-paused-claim')).toHaveLength(0);
    await act('paused', 'resume').expect(201);
    for (const { id } of await list('paused')) {
      expect(await until('paused', id, 'processed', 'failed')).toMatchObject({ status: 'processed' });
    }
    const { body } = await ledger.get('/v1/claims/paused-claim').expect(200);
    expect(body.text).toBe('Three.');
  });

  it('that is removed accepts nothing, and drops what waits', async () => {
    await create('removed');
    await act('removed', 'pause').expect(201);
    const { body } = await deliver(ledger, 'removed', bearer, claim('removed-claim')).expect(202);
    while ((await view('removed')).deliveries?.waiting !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await ledger.write('delete', '/v1/integrations/removed').expect(201);
    await deliver(ledger, 'removed', bearer, claim('other')).expect(401);
    while ((await eventsOf(`delivery-${body.id as string}`)).at(-1)?.type !== 'DeliveryDropped')
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await eventsOf('claim-removed-claim')).toHaveLength(0);
  });

  it('records nothing that its scopes do not allow, until they do', async () => {
    await create('verdicts', { scopes: ['rate'] });
    const { body } = await deliver(ledger, 'verdicts', bearer, claim('verdict-claim')).expect(202);
    const failed = await until('verdicts', body.id as string, 'failed');
    expect(failed).toMatchObject({ command: 1, recorded: { commands: 0 } });
    expect(failed.failure).toContain('"record"');
    expect(await eventsOf('claim-verdict-claim')).toHaveLength(0);
    await ledger
      .write('patch', '/v1/integrations/verdicts')
      .send({ scopes: ['record'] })
      .expect(201);
    await act('verdicts', `deliveries/${body.id as string}/retry`).expect(201);
    expect(await until('verdicts', body.id as string, 'processed')).toMatchObject({ attempts: 2 });
  });

  it('retries all that failed after a change of the mapping, and records nothing twice', async () => {
    await create('repaired', { mapping: { kind: 'expression', expression: '$error("Not yet.")' } });
    for (const n of [1, 2, 3])
      await deliver(ledger, 'repaired', bearer, JSON.stringify({ id: `repaired-${n}` })).expect(202);
    while ((await view('repaired')).deliveries?.failed !== 3) await new Promise((resolve) => setTimeout(resolve, 20));
    const [newest] = await list('repaired', '?status=failed&limit=1');
    expect(newest?.failure).toContain('Not yet.');
    const expression =
      "{ 'type': 'ClaimRegistered', 'claim': payload.id, 'text': 'Repaired.', 'language': 'en', 'kind': 'factual' }";
    await ledger.write('patch', '/v1/integrations/repaired').send({ mapping: { kind: 'expression', expression } });
    await act('repaired', `deliveries/${newest?.id ?? ''}/drop`, { reason: 'A test.' }).expect(201);
    expect((await act('repaired', 'retry').expect(202)).body).toEqual({ deliveries: 2 });
    for (const { id } of (await list('repaired')).slice(1)) await until('repaired', id, 'processed');
    expect(await get('repaired', newest?.id ?? '')).toMatchObject({ status: 'dropped', dropReason: 'A test.' });
    expect((await act('repaired', 'retry').expect(202)).body).toEqual({ deliveries: 0 });
    const processed = await list('repaired', '?status=processed');
    await act('repaired', `deliveries/${processed[0]?.id ?? ''}/retry`).expect(201);
    await until('repaired', processed[0]?.id ?? '', 'processed');
    expect(await eventsOf('claim-repaired-1')).toHaveLength(1);
    expect(await eventsOf('claim-repaired-3')).toHaveLength(0);
  });

  it('drops only with a reason, and neither retries what was dropped nor drops what was recorded', async () => {
    await create('dropping');
    const { body } = await deliver(ledger, 'dropping', bearer, 'nonsense').expect(202);
    const path = `deliveries/${body.id as string}`;
    await until('dropping', body.id as string, 'failed');
    expect((await act('dropping', `${path}/drop`, {}).expect(422)).body.errors[0].pointer).toBe('/reason');
    await act('agency', `${path}/drop`, { reason: 'x' }).expect(404);
    await act('dropping', `${path}/drop`, { reason: 'x' }).expect(201);
    expect((await act('dropping', `${path}/retry`).expect(422)).body.errors[0].code).toBe('dropped');
    const [done] = await list('agency');
    const dropped = await act('agency', `deliveries/${done?.id ?? ''}/drop`, { reason: 'x' }).expect(422);
    expect(dropped.body.errors[0].code).toBe('processed');
  });

  it('shows what a payload would record, by its mapping or another one, and records nothing', async () => {
    await create('trying');
    const command = JSON.parse(claim('tried')) as object;
    const { body } = await act('trying', 'try', { payload: command }).expect(200);
    expect(body).toMatchObject({ commands: [{ command, wouldRecord: [{ type: 'ClaimRegistered' }] }], failures: [] });
    const mapping = { kind: 'expression', expression: '$error("No.")' };
    const { body: failed } = await act('trying', 'try', { payload: command, mapping }).expect(200);
    expect(failed.failures[0].message).toContain('No.');
    const { body: delivered } = await deliver(ledger, 'trying', bearer, claim('agency-claim')).expect(202);
    const { body: again } = await act('trying', 'try', { delivery: delivered.id }).expect(200);
    expect(again.commands).toHaveLength(1);
    expect((await act('trying', 'try', {}).expect(422)).body.errors[0].code).toBeDefined();
    await act('trying', 'try', { delivery: 'unknown' }).expect(404);
    await ledger.get('/v1/claims/tried').expect(404);
  });

  it('lists its deliveries in pages, and not those of another one', async () => {
    await create('pages');
    for (let n = 0; n < 5; n += 1) await deliver(ledger, 'pages', bearer, claim(`page-${n}`)).expect(202);
    while ((await list('pages')).length < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ledger.write('get', `/v1/integrations/pages/deliveries?limit=2${cursor}`).expect(200);
      seen.push(...(body.items as InboundDelivery[]).map(({ id }) => id));
      cursor = body.next === undefined ? '' : `&cursor=${body.next as string}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(5);
    await ledger.write('get', `/v1/integrations/agency/deliveries/${seen[0] ?? ''}`).expect(404);
    await ledger.write('get', '/v1/integrations/pages/deliveries?cursor=x').expect(400);
    await ledger.get('/v1/integrations/pages/deliveries').expect(401);
  });
});

it('keeps deliveries out of feeds, exports of claims and webhooks, and counts them', async () => {
  const { body: feed } = await ledger.get('/v1/events?limit=200').expect(200);
  expect(JSON.stringify(feed)).not.toContain('DeliveryReceived');
  expect(JSON.stringify(feed)).not.toContain('delivery.');
  const { text } = await ledger.get('/metrics').expect(200);
  expect(text).toMatch(/claim_ledger_inbound_deliveries_total\{outcome="accepted"\} \d+/);
  expect(text).toMatch(/claim_ledger_inbound_deliveries_failed \d+/);
});

it('processes what waited when the server starts again', async () => {
  await create('restarted');
  await act('restarted', 'pause').expect(201);
  const { body } = await deliver(ledger, 'restarted', bearer, claim('restarted-claim')).expect(202);
  await ledger.restart();
  await ledger.ready();
  expect(await get('restarted', body.id as string)).toMatchObject({ status: 'waiting' });
  await act('restarted', 'resume').expect(201);
  await until('restarted', body.id as string, 'processed');
});

const amend = (id: string, text: string) => JSON.stringify({ type: 'ClaimAmended', claim: id, text });
