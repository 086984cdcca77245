import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { SECURITY_HEADERS } from '../../../src/http/security-headers.js';
import { SseClient } from '../../support/sse-client.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

type Headers = Readonly<Record<string, unknown>>;
const { version } = (await import('../../../package.json', { with: { type: 'json' } })).default;

describe('every response has the headers of security', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start({
      CLAIM_LEDGER_CORS_ORIGINS: 'https://example.org',
      CLAIM_LEDGER_RATE_PER_MINUTE: '0',
    });
    await recordSmallLedger(ledger);
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  /** @param own headers that the response has in place of those of all */
  function expectSecure(what: string, headers: Headers, own: readonly string[] = []): void {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      const found = headers[name.toLowerCase()];
      if (own.includes(name)) expect([what, name, found]).toEqual([what, name, expect.any(String)]);
      else expect([what, name, found]).toEqual([what, name, value]);
    }
    expect(String(headers['content-security-policy'])).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect([what, Object.keys(headers).filter((name) => /^(?:server|x-powered-by|via)$/.test(name))]).toEqual([
      what,
      [],
    ]);
    expect([what, JSON.stringify(headers).includes(version)]).toEqual([what, false]);
    expect([what, /fastify|nest|node/i.test(JSON.stringify(headers))]).toEqual([what, false]);
  }

  it.each<[string, number, Record<string, string>?]>([
    ['GET /', 200, { accept: 'application/json' }],
    ['GET /livez', 200],
    ['GET /readyz', 200],
    ['GET /metrics', 200],
    ['GET /openapi.json', 200],
    ['GET /docs/swagger-ui.css', 200],
    ['GET /v1/claims', 200],
    ['GET /v1/claims', 200, { accept: 'text/csv' }],
    ['HEAD /v1/claims/talks', 200],
    ['GET /v1/claims/nothing', 404],
    ['GET /nowhere', 404],
    ['GET /v1/keys', 401],
    ['POST /v1/claims', 401],
    ['POST /session', 403],
    ['DELETE /v1/claims/talks', 405],
    ['GET /v1/claims', 406, { accept: 'image/png' }],
    ['GET /v1/claims?limit=x', 400],
    ['GET /v1/claims/%ff', 400],
    ['GET /v1/claims/' + 'x'.repeat(300), 414],
    ['OPTIONS /v1/claims', 204, { origin: 'https://example.org', 'access-control-request-method': 'POST' }],
  ])('%s: %i %j', async (what, status, headers = {}) => {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(ledger.url + path, { method, headers });
    await response.arrayBuffer();
    expect(response.status).toBe(status);
    expectSecure(what, Object.fromEntries(response.headers));
  });

  it.each([
    ['/', ['Content-Security-Policy', 'Referrer-Policy']],
    ['/claims/talks', ['Content-Security-Policy', 'Referrer-Policy']],
    ['/nowhere', ['Content-Security-Policy', 'Referrer-Policy']],
    ['/docs', ['Content-Security-Policy']],
  ])('a page: %s', async (path, own) => {
    const response = await fetch(ledger.url + path, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    await response.arrayBuffer();
    expectSecure(path, Object.fromEntries(response.headers), own);
  });

  it('a response that is not modified', async () => {
    const { headers } = await ledger.get('/v1/claims/talks').expect(200);
    const again = await ledger.get('/v1/claims/talks').set('If-None-Match', String(headers.etag)).expect(304);
    expectSecure('304', again.headers);
  });

  it('a stream', async () => {
    const stream = await SseClient.open(`${ledger.url}/v1/events`);
    expectSecure('stream', stream.response.headers);
    stream.close();
  });

  it.each([
    ['no request at all', 'nonsense\r\n\r\n', 400],
    ['headers that are too long', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s', async (what, sent, status) => {
    const { port } = new URL(ledger.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(sent);
    const [head = ''] = (await text(socket)).split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    expect(first).toContain(String(status));
    const headers = lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 2),
    ]);
    expectSecure(what, Object.fromEntries(headers) as Headers);
  });
});
