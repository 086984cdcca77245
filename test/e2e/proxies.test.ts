import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Agent, fetch } from 'undici';
import { formatApiKey, newApiKey } from '../../src/access/api-key.js';
import { PROXIES, type RunningProxy } from '../support/proxies.js';
import { recordSmallLedger, TestLedger } from './api/test-ledger.js';

jest.setTimeout(120_000);

const page = readFileSync(join(import.meta.dirname, '../../docs/how-to/run-behind-a-proxy.md'), 'utf8');
const WIDE = 200_000;

describe.each(PROXIES)('a ledger behind $name', ({ name, program, start }) => {
  it('has the file of deploy as the example of the page', () => {
    const file = { nginx: 'nginx/claim-ledger.conf', caddy: 'caddy/Caddyfile' }[name] ?? '';
    const text = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8');
    expect(page).toContain(`\n\`\`\`${name === 'nginx' ? 'nginx' : 'caddyfile'}\n${text}\`\`\`\n`);
  });

  if (program === undefined) {
    console.warn(`There is no ${name}: install its package. The tests of a ledger behind it need it.`);
    it.skip(`needs ${name}`, () => undefined);
    return;
  }

  let ledger: TestLedger;
  let proxy: RunningProxy;
  let agent: Agent;
  beforeAll(async () => {
    ledger = await TestLedger.start({
      CLAIM_LEDGER_TRUSTED_PROXIES: '127.0.0.1',
      CLAIM_LEDGER_KEY_ATTEMPTS_PER_MINUTE: '2',
      CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '200',
    });
    await recordSmallLedger(ledger);
    proxy = await start(ledger.url);
    agent = new Agent({ connect: { ca: proxy.ca } });
  });
  afterAll(async () => {
    await agent.destroy();
    await proxy.stop();
    await ledger.stop();
  });

  type Init = NonNullable<Parameters<typeof fetch>[1]>;
  const call = (path: string, init: Init = {}) => fetch(`${proxy.url}${path}`, { dispatcher: agent, ...init });
  const json = (headers: Record<string, string> = {}) => ({ 'Content-Type': 'application/json', ...headers });
  const admin = () => ({ Authorization: `Bearer ${ledger.key}` });

  it('is reached by TLS, which browsers are made to remember', async () => {
    const response = await call('/v1/claims/talks', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(response.headers.get('etag')).toMatch(/^"/);
    if (proxy.plainUrl === undefined) return;
    const plain = await fetch(`${proxy.plainUrl}/v1/claims?limit=1`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://localhost/v1/claims?limit=1']);
  });

  it('passes problem documents and long queries on', async () => {
    const missing = await call('/v1/claims/no-such');
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    const ids = Array.from({ length: 100 }, (_, index) => `no-such-claim-${index}-${'x'.repeat(40)}`);
    expect((await call(`/v1/claims?ids=${ids.join(',')}`)).status).toBe(200);
  });

  it('counts each client by its own address, and not by what the client says', async () => {
    const from = (localAddress: string) => new Agent({ localAddress, connect: { ca: proxy.ca, family: 4 } });
    const guess = async (dispatcher: Agent, forwardedFor: string) => {
      const headers = { Authorization: `Bearer ${formatApiKey(newApiKey())}`, 'X-Forwarded-For': forwardedFor };
      return (await call('/v1/keys', { dispatcher, headers })).status;
    };
    const [one, other] = [from('127.0.0.2'), from('127.0.0.3')];
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push(await guess(one, `192.0.2.${index}`));
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect(await guess(other, '192.0.2.1')).toBe(401);
    await Promise.all([one.destroy(), other.destroy()]);
  });

  it('keeps sessions of browsers in a secure cookie', async () => {
    const own = { 'Sec-Fetch-Site': 'same-origin', Origin: proxy.url };
    const login = await call('/session', {
      method: 'POST',
      headers: json(own),
      body: JSON.stringify({ key: ledger.key }),
    });
    expect(login.status).toBe(200);
    const [cookie = ''] = login.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-claim-ledger=.*; Secure$/);
    const headers = { ...own, Cookie: cookie.split(';', 1)[0] ?? '' };
    expect(await (await call('/v1/whoami', { headers })).json()).toMatchObject({ principal: { id: 'admin' } });
  });

  it('sends events of a live feed as they are recorded', async () => {
    const stopping = new AbortController();
    const response = await call('/v1/events', { headers: { Accept: 'text/event-stream' }, signal: stopping.signal });
    const decoder = new TextDecoder();
    const events = response.body?.[Symbol.asyncIterator]();
    let read = '';
    const readUntil = async (text: string) => {
      while (!read.includes(text)) {
        const next = await events?.next();
        if (next === undefined || next.done === true) throw new Error('The feed ended.');
        read += decoder.decode(next.value as Uint8Array, { stream: true });
      }
    };
    for (const id of ['first', 'second']) {
      const body = JSON.stringify({ kind: 'person', name: `Person ${id}` });
      const written = await call(`/v1/actors/live-${id}`, { method: 'PUT', headers: json(admin()), body });
      expect(written.status).toBe(201);
      await readUntil(`live-${id}`);
    }
    stopping.abort();
  });

  it('reads an import to its end, though its first line is rejected', async () => {
    const count = 100;
    async function* lines() {
      yield Buffer.from('{"type":"NoSuchType"}\n');
      for (let index = 0; index < count; index += 1) {
        const line = JSON.stringify({
          type: 'ActorRegistered',
          actor: `wide-${index}`,
          kind: 'person',
          name: `P${index}`,
        });
        yield Buffer.from(`${' '.repeat(WIDE)}${line}\n`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const headers = { ...admin(), 'Content-Type': 'application/x-ndjson' };
    const response = await call('/v1/import', { method: 'POST', headers, body: lines(), duplex: 'half' });
    const reports = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(reports[0]).toMatchObject({ line: 1, problem: expect.anything() as unknown });
    expect(reports.at(-1)).toMatchObject({
      summary: { lines: count + 1, recorded: count, refused: 1, complete: true },
    });
  });
});
