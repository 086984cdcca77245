import { ConfigError, configFrom } from '../../../src/config.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';
import { blockProjection } from '../../support/block-projection.js';

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Public routes, which return nothing about the content of the ledger. */
const OPEN = [
  '/',
  '/assets/:file',
  '/livez',
  '/readyz',
  '/openapi.json',
  '/docs',
  '/docs/:file',
  '/about/words',
  '/claims/new',
  '/actors/new',
  '/documents/new',
  '/narratives/new',
  '/login',
  '/me',
  '/session',
  '/v1/schemas/:type',
  '/v1/whoami',
];
/** Reads that require a scope of their own, whether reading is open or not. */
const SCOPES: Readonly<Record<string, string>> = {
  '/v1/keys': 'admin',
  '/v1/keys/:id': 'admin',
  '/v1/principals': 'admin',
  '/v1/audit': 'admin',
  '/v1/export': 'admin',
  '/v1/redactions': 'admin',
  '/v1/redactions/:id': 'admin',
  '/v1/integrations': 'integrations',
  '/v1/integrations/:id': 'integrations',
  '/v1/integrations/:id/deliveries': 'integrations',
  '/v1/integrations/:id/deliveries/:delivery': 'integrations',
  '/v1/webhooks': 'webhooks',
  '/v1/webhooks/:id': 'webhooks',
  '/v1/webhooks/:id/deliveries': 'webhooks',
};

/** Verifies senders itself, without keys of the ledger. */
const isDoor = ({ method, path }: Route): boolean =>
  path === '/v1/integrations/:id/deliveries' && (method === 'POST' || method === 'OPTIONS');

/** Returns every route of the server that takes keys, parsed from the tree that Fastify prints. */
function routesOf(ledger: TestLedger): Route[] {
  const parents: string[] = [];
  return ledger.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .filter((line: string) => line.trim() !== '')
    .flatMap((line: string) => {
      const [, indent = '', segment = '', methods] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? [];
      if (segment === '') throw new Error(`Not a route: ${line}`);
      const depth = indent.length / 4;
      const path = parents.slice(0, depth).join('') + segment;
      parents.splice(depth, Infinity, segment);
      return methods === undefined ? [] : methods.split(', ').map((method) => ({ method, path }));
    })
    .filter((route) => !isDoor(route));
}

describe('ledger with closed reading', () => {
  let ledger: TestLedger;
  let routes: readonly Route[];
  const keys = { read: '', others: '' };
  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed' });
    await recordSmallLedger(ledger);
    routes = routesOf(ledger);
    for (const [name, scopes] of [
      ['read', ['read']],
      ['others', ['record', 'rate']],
    ] as const) {
      const { body } = await ledger.post('/v1/keys', { principal: name, scopes }).expect(201);
      keys[name] = (body as { key: string }).key;
    }
  });
  afterAll(() => ledger.stop());

  /** Sends a request and returns the head of the response, since the body of a feed is endless. */
  const ask = async ({ method, path }: Route, key?: string) => {
    const ending = new AbortController();
    const url = `${ledger.url}${path.replace(/:\w+/g, 'talks')}`;
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const { status, headers: answered } = await fetch(url, { method, headers, signal: ending.signal });
    ending.abort();
    return [`${method} ${path}`, status, answered.get('www-authenticate')];
  };
  const isRead = ({ method }: Route) => method === 'GET' || method === 'HEAD';
  const named = ({ method, path }: Route) => `${method} ${path}`;

  it('returns no position without a key', async () => {
    for (const path of ['/', '/livez', '/readyz', '/docs', '/openapi.json', '/v1/whoami']) {
      const { headers } = await ledger.get(path).expect(200);
      expect([path, headers['ledger-position'], headers['ledger-recorded-until']]).toEqual([
        path,
        undefined,
        undefined,
      ]);
      await ledger.get(`${path}?waitFor=00000000000000000001`).expect(400);
    }
    const { headers } = await ledger.write('get', '/v1/claims/talks').expect(200);
    expect(headers['ledger-position']).toMatch(/^\d{20}-[0-9a-f]{8}@/);
    await ledger.write('get', `/v1/claims/talks?waitFor=${String(headers['ledger-position'])}`).expect(200);
  });

  it('returns without a key only whether it accepts requests', async () => {
    const view = { ready: true, log: 'reachable', writable: true, caughtUp: true };
    await ledger.get('/readyz').expect(200, view);
    const go = blockProjection(ledger);
    await ledger.post('/v1/claims/talks/entries', { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' });
    const { body } = await ledger.get('/readyz').expect(503);
    const { type, title, status, detail, instance, requestId, ...rest } = body as Record<string, unknown>;
    expect([type, title, status, detail, instance, requestId]).toContain(503);
    expect(rest).toEqual({ ...view, ready: false, caughtUp: false });
    const { body: known } = await ledger.write('get', '/v1/status').expect(200);
    expect(known).toMatchObject({
      failure: expect.any(String) as unknown,
      recordedUntil: expect.any(String) as unknown,
    });
    go();
    for (let answer = { status: 0 }; answer.status !== 200;) answer = await ledger.get('/readyz');
  });

  it('has all known routes', () => {
    expect(routes.map(named)).toEqual(
      expect.arrayContaining([
        'GET /v1/claims/:id/history',
        'HEAD /v1/claims',
        'GET /v1/status',
        'GET /metrics',
        'POST /v1/keys/:id/revoke',
        'PUT /v1/actors/:id',
        'GET /livez',
      ]),
    );
  });

  it('requires a key on every route except the public ones', async () => {
    for (const route of routes) {
      const [name, status, challenge] = await ask(route);
      if (OPEN.includes(route.path)) expect([name, status]).not.toEqual([name, 401]);
      else expect([name, status, challenge]).toEqual([name, 401, 'Bearer realm="claim-ledger"']);
    }
  });

  it('rejects reads with a key without the scope "read"', async () => {
    for (const route of routes.filter(isRead)) {
      if (OPEN.includes(route.path)) continue;
      const scope = SCOPES[route.path] ?? 'read';
      const challenge = `Bearer realm="claim-ledger", error="insufficient_scope", scope="${scope}"`;
      expect(await ask(route, keys.others)).toEqual([named(route), 403, challenge]);
    }
  });

  it('accepts reads with that scope, and rejects invalid keys', async () => {
    for (const route of routes.filter(isRead)) {
      if (OPEN.includes(route.path) || route.path in SCOPES) continue;
      const [name, status] = await ask(route, keys.read);
      expect([name, [401, 403].includes(Number(status))]).toEqual([name, false]);
    }
    expect(await ask({ method: 'GET', path: '/v1/claims' }, `${keys.read.slice(0, -4)}AAAA`)).toEqual([
      'GET /v1/claims',
      401,
      'Bearer realm="claim-ledger", error="invalid_token"',
    ]);
    const { body } = await ledger.get('/v1/claims/talks').set('Authorization', `Bearer ${keys.read}`).expect(200);
    expect(body).toMatchObject({ id: 'talks' });
  });
});

describe('ledger with open reading', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  it('requires a key only for writes and for routes about keys, webhooks and integrations', async () => {
    for (const { method, path } of routesOf(ledger)) {
      const ending = new AbortController();
      const url = `${ledger.url}${path.replace(/:\w+/g, 'talks')}`;
      const { status } = await fetch(url, { method, signal: ending.signal });
      ending.abort();
      const asks = path !== '/session' && ((method !== 'GET' && method !== 'HEAD') || path in SCOPES);
      expect([method, path, status === 401]).toEqual([method, path, asks]);
    }
  });

  it('rejects an unknown setting', () => {
    expect(configFrom({}).reading).toBe('open');
    expect(configFrom({ CLAIM_LEDGER_READING: '' }).reading).toBe('open');
    expect(() => configFrom({ CLAIM_LEDGER_READING: 'yes' })).toThrow(ConfigError);
  });
});
