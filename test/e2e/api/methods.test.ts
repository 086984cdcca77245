import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('all requests', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${ledger.url}${path}`, { method, headers: { authorization: `Bearer ${ledger.key}`, ...headers } });

  it('keep their request id, or receive one, with any status', async () => {
    for (const path of ['/v1/claims/talks', '/v1/claims/no-such', '/v1/nonsense', '/v1/claims/%zz', '/livez']) {
      const { headers } = await ledger.get(path).set('X-Request-Id', 'job-17');
      expect([path, headers['x-request-id']]).toEqual([path, 'job-17']);
      const made = await ledger.get(path).set('X-Request-Id', 'two words');
      expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
    const { headers } = await ledger.post('/v1/actors', { kind: 'person' }).set('X-Request-Id', 'job-18').expect(422);
    expect(headers['x-request-id']).toBe('job-18');
  });

  it('return the position of the read model when they read', async () => {
    for (const path of ['/v1/claims/talks', '/v1/claims', '/v1/claims/no-such', '/v1/nonsense', '/readyz']) {
      const { headers } = await ledger.get(path);
      expect([path, headers['ledger-position']]).toEqual([
        path,
        expect.stringMatching(/^\d{20}-[0-9a-f]{8}@[0-9a-f-]{36}$/),
      ]);
    }
  });

  it.each<[string, string, string]>([
    ['DELETE', '/v1/claims/talks', 'GET, HEAD, PUT'],
    ['PATCH', '/v1/claims/talks?x=1', 'GET, HEAD, PUT'],
    ['PUT', '/v1/claims', 'GET, HEAD, POST'],
    ['GET', '/v1/claims/talks/entries', 'POST'],
    ['OPTIONS', '/v1/actors/tass/events', 'POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['PROPFIND', '/v1/claims/no-such', 'GET, HEAD, PUT'],
  ])('%s %s returns the allowed methods', async (method, path, allowed) => {
    const response = await send(method, path);
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
    expect(await response.json()).toMatchObject({
      type: 'urn:claim-ledger:problem:method-not-allowed',
      instance: path.split('?')[0],
    });
  });

  it('return 404 for an unknown route with any method', async () => {
    for (const method of ['GET', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const { status, headers } = await send(method, '/v1/claims/talks/nonsense');
      expect([method, status, headers.get('allow')]).toEqual([method, 404, null]);
    }
  });

  it('return only headers for HEAD', async () => {
    const whole = await send('GET', '/v1/claims/talks');
    const head = await send('HEAD', '/v1/claims/talks');
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-type', 'content-length', 'ledger-position']) {
      expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
      expect(head.headers.get(name)).not.toBeNull();
    }
    expect((await send('HEAD', '/v1/claims/no-such')).status).toBe(404);
    expect((await send('HEAD', '/v1/claims/talks/entries')).status).toBe(405);
  });

  it('are rejected before they execute if they accept no available media type', async () => {
    const refused = await send('GET', '/v1/claims/talks', { accept: 'text/html' });
    expect(refused.status).toBe(406);
    expect(await refused.json()).toMatchObject({ type: 'urn:claim-ledger:problem:not-acceptable' });
    const body = { kind: 'person', name: 'X' };
    await ledger.put('/v1/actors/x', body).set('Accept', 'text/html;q=1, application/json;q=0').expect(406);
    await ledger.get('/v1/actors/x').expect(404);
    await ledger.put('/v1/actors/x', body).set('Accept', 'text/html, application/*;q=0.5').expect(201);
    expect((await send('GET', '/metrics', { accept: 'text/plain;version=0.0.4' })).status).toBe(200);
    expect((await send('POST', '/v1/import', { accept: 'application/json' })).status).toBe(406);
  });

  it('are rejected with NDJSON where one object is expected', async () => {
    const { body } = await ledger
      .write('post', '/v1/claims/talks/entries')
      .set('Idempotency-Key', 'lines')
      .type('application/x-ndjson')
      .send('{}\n{}')
      .expect(415);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:unsupported-media-type' });
  });
});

describe('rate limit', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '5' });
  });
  afterEach(() => ledger.stop());

  it('returns the remaining requests, then the time to wait', async () => {
    for (let left = 4; left >= 0; left--) {
      const { headers } = await ledger.get('/v1/nonsense').expect(404);
      expect(headers['ratelimit-policy']).toBe('"requests";q=5;w=60');
      expect(headers.ratelimit).toMatch(new RegExp(`^"requests";r=${left};t=(60|5\\d)$`));
    }
    const { body, headers } = await ledger.get('/v1/claims').expect(429);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:too-many-requests', status: 429 });
    expect(Number(headers['retry-after'])).toBeGreaterThan(50);
    expect(headers['x-request-id']).toBeDefined();
  });

  it('counts by key or, without a valid key, by address', async () => {
    const put = (name: string) => ledger.put('/v1/actors/x', { kind: 'person', name });
    for (let time = 0; time < 5; time++) await put('X').expect(time === 0 ? 201 : 200);
    await put('Y').expect(429);
    for (let time = 0; time < 5; time++) {
      const forged = `Bearer clk_00000000000${time}_${'x'.repeat(43)}`;
      await put('X').set('Authorization', forged).expect(401);
    }
    await ledger.get('/v1/claims').expect(429);
  });

  it('counts each key by itself, at its own rate', async () => {
    const create = async (fields: object) =>
      (await ledger.post('/v1/keys', { principal: 'desk', scopes: ['read'], ...fields }).expect(201)).body
        .key as string;
    const [slow, fast, other] = [
      await create({ ratePerMinute: 2 }),
      await create({ ratePerMinute: 7 }),
      await create({}),
    ];
    const ask = (key: string) => ledger.get('/v1/claims').set('Authorization', `Bearer ${key}`);
    for (const [key, rate] of [[slow, 2] as const, [fast, 7] as const, [other, 5] as const]) {
      for (let left = rate - 1; left >= 0; left -= 1) {
        const { headers } = await ask(key).expect(200);
        expect(headers['ratelimit-policy']).toBe(`"requests";q=${rate};w=60`);
        expect(headers.ratelimit).toContain(`r=${left};`);
      }
      expect((await ask(key).expect(429)).body.detail).toContain(`The limit is ${rate} requests per minute.`);
    }
  });

  it.each([0, 1_000_001, 1.5, '7'])('is not set to %j for a key', async (ratePerMinute) => {
    const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['read'], ratePerMinute }).expect(422);
    expect(body.errors[0].pointer).toBe('/ratePerMinute');
  });

  it('does not apply to probes and metrics', async () => {
    for (let time = 0; time < 7; time++) {
      for (const path of ['/livez', '/readyz', '/metrics']) await ledger.get(path).expect(200);
    }
  });
});

it('rate limit: sends no headers if it is disabled', async () => {
  const ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
  const { headers } = await ledger.get('/v1/claims').expect(200);
  expect(headers.ratelimit).toBeUndefined();
  const asked = { principal: 'desk', scopes: ['read'], ratePerMinute: 1 };
  const { body } = await ledger.post('/v1/keys', asked).expect(201);
  const ask = () => ledger.get('/v1/claims').set('Authorization', `Bearer ${body.key as string}`);
  await ask().expect(200);
  await ask().expect(429);
  await ledger.stop();
});
