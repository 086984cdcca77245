import type request from 'supertest';
import { SseClient } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const OWN = { 'Sec-Fetch-Site': 'same-origin' };
const SECURE = '__Host-claim-ledger';
/** What a browser sends with requests of other pages, or of none that it knows. */
const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ['without Sec-Fetch-Site', {}],
];

const cookiesOf = ({ headers }: request.Response): readonly string[] =>
  (headers as { readonly 'set-cookie'?: readonly string[] })['set-cookie'] ?? [];

describe('session', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  /** A request without a key in a header. */
  const bare = (method: 'get' | 'post' | 'delete', path: string) => ledger.write(method, path).unset('Authorization');
  const logIn = (key: string, headers: Readonly<Record<string, string>> = OWN) =>
    bare('post', '/session').set(headers).send({ key });
  const newKey = async (fields: object = {}) =>
    (await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record', 'read'], ...fields }).expect(201)).body as {
      readonly id: string;
      readonly key: string;
    };
  const withCookie = (test: request.Test, key: string, headers: Readonly<Record<string, string>> = OWN) =>
    test.set('Cookie', `theme=dark; ${SECURE}=${key}`).set(headers);
  const entries = '/v1/claims/talks/entries';
  const question = (id: string) => ({ type: 'ClaimQuestioned', id, by: ['tass'] });
  const isRecorded = async (id: string) => (await ledger.get(`${entries}/${id}`)).status === 200;

  it('begins with a key, which a cookie then has', async () => {
    const { key } = await newKey();
    const response = await logIn(key, { ...OWN, Origin: 'https://ledger.example' }).expect(200);
    expect(response.body).toMatchObject({ anonymous: false, principal: { id: 'desk' }, scopes: ['record', 'read'] });
    expect(response.headers['cache-control']).toBe('no-store');
    expect(cookiesOf(response)).toEqual([`${SECURE}=${key}; HttpOnly; SameSite=Strict; Path=/; Secure`]);
  });

  it.each([
    [undefined, true],
    ['https://localhost:4747', true],
    ['http://ledger.example', true],
    ['http://127.0.0.1.example', true],
    ['null', true],
    ['http://localhost:4747', false],
    ['http://127.0.0.1:4747', false],
    ['http://[::1]:4747', false],
  ])('of a page of %s has a secure cookie: %s', async (origin, isSecure) => {
    const [cookie] = cookiesOf(await logIn(ledger.key, { ...OWN, ...(origin && { Origin: origin }) }).expect(200));
    expect(cookie?.split('=', 1)[0]).toBe(isSecure ? SECURE : 'claim-ledger');
    expect(cookie?.endsWith('; Secure')).toBe(isSecure);
    expect(cookie).toContain('HttpOnly; SameSite=Strict; Path=/');
  });

  it.each(['same-origin', 'none'])('counts in requests of the ledger’s own pages (%s)', async (site) => {
    const { key } = await newKey();
    const headers = { 'Sec-Fetch-Site': site };
    const { body } = await withCookie(ledger.get('/v1/whoami'), key, headers).expect(200);
    expect(body).toMatchObject({ principal: { id: 'desk' } });
    await withCookie(bare('post', entries), key, headers)
      .send(question(`by-${site}`))
      .expect(201);
    const { body: entry } = await ledger.get(`${entries}/by-${site}`).expect(200);
    expect(entry).toMatchObject({ recordedBy: 'desk' });
  });

  it.each(FOREIGN)('doesn’t count in requests %s', async (site, headers) => {
    const { body } = await withCookie(ledger.get('/v1/whoami'), ledger.key, headers).expect(401);
    expect((body as { detail: string }).detail).toContain('Sec-Fetch-Site');
    await withCookie(ledger.get('/v1/claims'), ledger.key, headers).expect(200);
    await withCookie(ledger.get('/v1/keys'), ledger.key, headers).expect(401);
    const id = `foreign-${site.replace(/\W+/g, '-').toLowerCase()}`;
    await withCookie(bare('post', entries), ledger.key, headers).send(question(id)).expect(401);
    await withCookie(bare('delete', '/v1/webhooks/hook'), ledger.key, headers).expect(401);
    expect(await isRecorded(id)).toBe(false);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/x-ndjson',
  ])('doesn’t count in writes of %s, as forms send them', async (type) => {
    const sent = withCookie(bare('post', entries), ledger.key).set('Content-Type', type);
    const { body } = await sent.send(JSON.stringify(question('form'))).expect(401);
    expect((body as { detail: string }).detail).toContain('application/json');
    expect(await isRecorded('form')).toBe(false);
  });

  it('doesn’t count in a write without a body', async () => {
    await withCookie(bare('post', '/v1/parked/retry'), ledger.key).expect(401);
  });

  it('yields to a key in the header', async () => {
    const { key } = await newKey({ principal: 'other' });
    const sent = withCookie(ledger.get('/v1/whoami'), ledger.key).set('Authorization', `Bearer ${key}`);
    expect((await sent.expect(200)).body).toMatchObject({ principal: { id: 'other' } });
    await withCookie(ledger.get('/v1/keys'), ledger.key).set('Authorization', 'Bearer clk_wrong').expect(401);
  });

  it.each(['', 'theme=dark', `${SECURE}=`, `${SECURE}; =x; ;`])('isn’t there with the cookie “%s”', async (cookie) => {
    const { body } = await ledger.get('/v1/whoami').set(OWN).set('Cookie', cookie).expect(200);
    expect(body).toMatchObject({ anonymous: true });
  });

  it('takes the cookie without https on this machine only', async () => {
    const local = (host: string) =>
      ledger.get('/v1/whoami').set(OWN).set('Cookie', `claim-ledger=${ledger.key}`).set('Host', host).expect(200);
    expect((await local('localhost')).body).toMatchObject({ anonymous: false });
    expect((await local('ledger.example')).body).toMatchObject({ anonymous: true });
  });

  it.each(FOREIGN)('can’t be begun or ended by a request %s', async (_site, headers) => {
    for (const response of [await logIn(ledger.key, headers), await bare('delete', '/session').set(headers)]) {
      expect(response.status).toBe(403);
      expect(response.body).toMatchObject({ type: 'urn:claim-ledger:problem:foreign-page' });
      expect(cookiesOf(response)).toEqual([]);
    }
  });

  it('can’t be begun by a form', async () => {
    const sent = bare('post', '/session').set(OWN).type('application/x-www-form-urlencoded');
    const response = await sent.send(`key=${ledger.key}`).expect(415);
    expect(cookiesOf(response)).toEqual([]);
  });

  it.each([
    [{ key: `clk_${'0'.repeat(12)}_${'A'.repeat(43)}` }, 401],
    [{ key: 'secret; Path=/x' }, 401],
    [{ key: '' }, 422],
    [{}, 422],
  ])('can’t be begun with %j', async (body, status) => {
    const response = await bare('post', '/session').set(OWN).send(body).expect(status);
    expect(cookiesOf(response)).toEqual([]);
  });

  it('ends when it is deleted, in the browser', async () => {
    const response = await bare('delete', '/session').set(OWN).expect(204);
    expect(cookiesOf(response)).toEqual([
      `${SECURE}=; HttpOnly; SameSite=Strict; Path=/; Secure; Max-Age=0`,
      'claim-ledger=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0',
    ]);
    // What was read with the key must not be shown without it.
    expect(response.headers['clear-site-data']).toBe('"cache"');
  });

  it('ends with its key', async () => {
    const { id, key } = await newKey();
    await withCookie(ledger.get('/v1/whoami'), key).expect(200);
    await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);
    await withCookie(ledger.get('/v1/whoami'), key).expect(401);
    await withCookie(bare('post', entries), key).send(question('late')).expect(401);
    await logIn(key).expect(401);
    expect(await isRecorded('late')).toBe(false);
  });

  it('keeps shared caches from keeping what it was answered', async () => {
    const { headers } = await withCookie(ledger.get('/v1/claims?asOf=2020-01-01'), ledger.key).expect(200);
    expect(headers['cache-control']).toMatch(/^private, /);
  });
});

describe('session with closed reading', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed', CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '50' });
  });
  afterAll(() => ledger.stop());

  it('reads and follows feeds until its key is revoked', async () => {
    const made = await ledger.post('/v1/keys', { principal: 'reader', scopes: ['read'] }).expect(201);
    const { id, key } = made.body as { id: string; key: string };
    const headers = { Cookie: `${SECURE}=${key}`, ...OWN };
    await ledger.get('/v1/claims').expect(401);
    await ledger.get('/v1/claims').set(headers).expect(200);
    const client = await SseClient.open(`${ledger.url}/v1/events`, headers);
    await ledger.put('/v1/actors/tass', { kind: 'outlet', name: 'TASS' }).expect(201);
    await client.waitUntil(() => client.messages.length === 1);
    await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);
    await client.end();
    await expect(SseClient.open(`${ledger.url}/v1/events`, headers)).rejects.toMatchObject({ status: 401 });
  });
});

describe('session under a rate limit', () => {
  it('counts attempts to log in like requests with a wrong key', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '5' });
    const attempt = async () =>
      (await ledger.write('post', '/session').unset('Authorization').set(OWN).send({ key: 'guess' })).status;
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push(await attempt());
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    await ledger.stop();
  });
});
