import request from 'supertest';
import type { IntegrationView } from '../../../src/webhooks/inbound/integrations/integration.views.js';
import { TestLedger } from './test-ledger.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await TestLedger.start({ CLAIM_LEDGER_SECRETS_KEY: KEY });
});
afterAll(() => ledger.stop());

const commands = { verification: 'bearer', mapping: { kind: 'commands' } };
const create = (body: object) => ledger.post('/v1/integrations', { ...commands, ...body });
const view = async (id: string) =>
  (await ledger.write('get', `/v1/integrations/${id}`).expect(200)).body as IntegrationView;
/** Sends requests with a key that has only these scopes. */
const keyWith = async (...scopes: string[]) => {
  const { body } = await ledger.post('/v1/keys', { principal: `p-${scopes.join('-')}`, scopes }).expect(201);
  return (method: 'post' | 'patch' | 'get', path: string) =>
    request(ledger.url)
      [method](path)
      .set('Authorization', `Bearer ${body.key as string}`);
};

it('creates an integration, shows its secret once, and registers its principal', async () => {
  const { body } = await create({ id: 'desk', name: 'The desk' }).expect(201).expect('Cache-Control', 'no-store');
  expect(body).toMatchObject({ id: 'desk', address: '/v1/integrations/desk/deliveries' });
  expect(body.secret).toMatch(/^[\w-]{43}$/);
  const shown = await view('desk');
  expect(shown).toMatchObject({
    id: 'desk',
    name: 'The desk',
    status: 'active',
    verification: 'bearer',
    mapping: { kind: 'commands' },
    scopes: ['record'],
    principal: 'integration-desk',
    secrets: [{}],
  });
  const { body: list } = await ledger.write('get', '/v1/integrations').expect(200);
  expect(list).toEqual({ items: [shown] });
  expect(JSON.stringify(list)).not.toContain(body.secret);
  const { body: principals } = await ledger.write('get', '/v1/principals').expect(200);
  expect(principals.items).toContainEqual(expect.objectContaining({ id: 'integration-desk', name: 'The desk' }));
});

it('registers no principal for an integration that is rejected', async () => {
  await create({ id: 'taken' }).set('Idempotency-Key', 'first').expect(201);
  await create({ id: 'taken', name: 'Another name' }).set('Idempotency-Key', 'second').expect(422);
  await create({ id: 'never' }).set('If-Match', '"0"').expect(422);
  const { body } = await ledger.write('get', '/v1/principals').expect(200);
  expect(body.items).toContainEqual(expect.objectContaining({ id: 'integration-taken', name: 'taken' }));
  expect(JSON.stringify(body)).not.toContain('integration-never');
});

it('creates one integration for a request that is repeated, and does not show its secret again', async () => {
  const once = () => create({}).set('Idempotency-Key', 'k1').expect(201);
  const [first, second] = [(await once()).body, (await once()).body];
  expect(second).toMatchObject({ id: first.id, secret: null });
  expect(first.secret).not.toBeNull();
});

it('stores no secret in the log in clear', async () => {
  const secret = 'a secret of the sender';
  await create({ id: 'clear', verification: 'github', secret }).expect(201);
  const log = await ledger.openLog();
  const texts: string[] = [];
  for await (const event of log.readAll()) texts.push(JSON.stringify(event));
  await log.close();
  expect(texts.some((text) => text.includes('IntegrationCreated'))).toBe(true);
  expect(texts.some((text) => text.includes(secret))).toBe(false);
});

it.each([
  ['an unknown way to verify', { verification: 'none' }, '/verification'],
  ['no mapping', { mapping: undefined }, '/mapping'],
  ['an unknown mapping', { mapping: { kind: 'magic' } }, '/mapping'],
  ['a broken expression', { mapping: { kind: 'expression', expression: '(' } }, '/mapping'],
  ['a scope that no integration has', { scopes: ['admin'] }, '/scopes/0'],
  ['no scope', { scopes: [] }, '/scopes'],
  ['a short secret', { secret: 'short' }, '/secret'],
  ['a secret that no header can hold', { secret: 'sixteen spaces are in here' }, '/secret'],
  ['a secret of another kind', { verification: 'standard-webhooks', secret: 'x'.repeat(40) }, '/secret'],
  ['a private key', { verification: 'standard-webhooks', secret: `whsk_${'A'.repeat(43)}=` }, '/secret'],
  ['an id that is too long for its principal', { id: 'i'.repeat(53) }, '/id'],
  ['an id that is taken', { id: 'desk' }, '/id'],
  ['an unknown field', { magic: true }, '/magic'],
])('rejects %s, and names the field', async (_what, fields, pointer) => {
  const { body } = await create(fields).expect(422);
  expect(body.errors).toEqual([expect.objectContaining({ pointer })]);
});

it('gives no integration more than the key of who creates, changes or rotates it has', async () => {
  await create({ id: 'verdicts', scopes: ['record', 'rate'] }).expect(201);
  const limited = await keyWith('integrations', 'record');
  const rating = { ...commands, scopes: ['rate'] };
  expect((await limited('post', '/v1/integrations').send(rating).expect(403)).body.detail).toContain('"rate"');
  await limited('patch', '/v1/integrations/verdicts')
    .send({ mapping: { kind: 'cloudevents' } })
    .expect(403);
  await limited('post', '/v1/integrations/verdicts/rotate').send({}).expect(403);
  await limited('patch', '/v1/integrations/desk')
    .send({ scopes: ['rate'] })
    .expect(403);
  await limited('post', '/v1/integrations').send(commands).expect(201);
  await limited('post', '/v1/integrations/verdicts/pause').send({}).expect(201);
  const reader = await keyWith('record', 'rate');
  await reader('get', '/v1/integrations').expect(403);
});

it('changes, pauses, resumes and removes', async () => {
  await create({ id: 'other' }).expect(201);
  const act = (action: string, body = {}) => ledger.post(`/v1/integrations/other/${action}`, body);
  const mapping = { kind: 'expression', expression: 'payload' };
  await ledger.write('patch', '/v1/integrations/other').send({ mapping }).expect(201);
  await ledger.write('patch', '/v1/integrations/other').send({ mapping }).expect(200);
  await act('pause', { reason: 'flood' }).expect(201);
  expect(await view('other')).toMatchObject({ mapping, status: 'paused', reason: 'flood' });
  await act('resume').expect(201);
  expect((await view('other')).status).toBe('active');
  await ledger.write('delete', '/v1/integrations/other').expect(201);
  await ledger.write('get', '/v1/integrations/other').expect(404);
  expect((await create({ id: 'other' }).expect(422)).body.errors[0].code).toBe('id-taken');
});

it('shows until when an older secret is accepted', async () => {
  await create({ id: 'rotating', verification: 'standard-webhooks' }).expect(201);
  const rotate = (body: object) => ledger.post('/v1/integrations/rotating/rotate', body).expect(201);
  expect((await rotate({ graceHours: 1 })).body.secret).toMatch(/^whsec_/);
  const { body } = await rotate({ graceHours: 168, secret: `whpk_${Buffer.alloc(32, 1).toString('base64')}` });
  expect(body).toMatchObject({ secret: null, note: expect.stringContaining('you gave') as string });
  const { secrets } = await view('rotating');
  expect(secrets).toEqual([{}, { until: expect.any(String) as string }, { until: expect.any(String) as string }]);
  const [, hours = 0, hour = 0] = secrets.map(({ until }) => (Date.parse(until ?? '') - Date.now()) / 3_600_000);
  expect([Math.round(hours), Math.round(hour)]).toEqual([168, 1]);
});

it('encrypts secrets with a new key', async () => {
  const newer = Buffer.alloc(32, 8).toString('base64');
  await ledger.restartWith({ CLAIM_LEDGER_SECRETS_KEY: `${newer},${KEY}` });
  await ledger.ready();
  const { body } = await ledger.post('/v1/integrations/reencrypt', {}).expect(200);
  expect(body.integrations).toBeGreaterThan(0);
  expect((await ledger.post('/v1/integrations/reencrypt', {}).expect(200)).body).toEqual({ integrations: 0 });
});

it('says what to do without a key that encrypts secrets', async () => {
  const other = await TestLedger.start();
  const { body } = await other.write('get', '/v1/integrations').expect(503);
  expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:webhooks-off' });
  expect(body.detail).toContain('CLAIM_LEDGER_SECRETS_KEY');
  await other.stop();
});
