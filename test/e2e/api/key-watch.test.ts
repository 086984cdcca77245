import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { SseClient } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('a response that is under way when its key is revoked or expires', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    // Nothing is sent meanwhile: no heartbeat ends a stream.
    ledger = await TestLedger.start({ CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '600000', CLAIM_LEDGER_READING: 'closed' });
    await recordSmallLedger(ledger);
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  const create = async (fields: object = {}) => {
    const asked = { principal: 'desk', scopes: ['read', 'record', 'admin'], ...fields };
    const { body } = await ledger.post('/v1/keys', asked).expect(201);
    const key = body.key as string;
    return { id: body.id as string, key, headers: { Authorization: `Bearer ${key}` } };
  };
  const revoke = (id: string) => ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);

  it.each([
    ['/v1/events', 'ClaimReported', 'tass'],
    ['/v1/changes', 'ClaimDenied', 'nato'],
  ])('is ended: a quiet stream of %s', async (path, type, actor) => {
    const [mine, other] = [await create(), await create()];
    const streams = await Promise.all([
      SseClient.open(ledger.url + path, mine.headers),
      SseClient.open(ledger.url + path, mine.headers),
    ]);
    const stays = await SseClient.open(ledger.url + path, other.headers);
    await revoke(mine.id);
    await Promise.all(streams.map((stream) => stream.end()));
    await expect(SseClient.open(ledger.url + path, mine.headers)).rejects.toMatchObject({ status: 401 });
    await ledger.post('/v1/claims/talks/entries', { type, by: [actor], basis: 'none-given' }).expect(201);
    await stays.waitUntil(() => stays.messages.length > 0);
    expect(stays.ended).toBe(false);
    expect(streams.map(({ messages }) => messages.length)).toEqual([0, 0]);
    stays.close();
  });

  it('is ended: a quiet stream whose key expires', async () => {
    const { headers } = await create({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
    const stream = await SseClient.open(`${ledger.url}/v1/events`, headers);
    await stream.end();
    await expect(SseClient.open(`${ledger.url}/v1/events`, headers)).rejects.toMatchObject({ status: 401 });
  });

  it('is reset: an import, of which nothing further is recorded', async () => {
    const { id, headers } = await create();
    const sent = httpRequest(`${ledger.url}/v1/import`, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    });
    const failed = once(sent, 'error');
    const line = (actor: string) =>
      `${JSON.stringify({ type: 'ActorRegistered', actor, kind: 'person', name: actor })}\n`;
    sent.write(line('before'));
    const exists = async (actor: string) => (await ledger.write('get', `/v1/actors/${actor}`)).status === 200;
    while (!(await exists('before'))) await new Promise((resolve) => setTimeout(resolve, 20));
    await revoke(id);
    await failed;
    sent.end(line('after'));
    await ledger.ready();
    expect(await exists('after')).toBe(false);
  });

  it('is reset: an export that its client reads slowly', async () => {
    const lines = Array.from({ length: 4_000 }, (_, n) => ({
      ...{ type: 'ActorRegistered', actor: `a-${n}`, kind: 'person', name: 'x'.repeat(180) },
    }));
    await ledger.import(lines);
    const { id, headers } = await create();
    const sent = httpRequest(`${ledger.url}/v1/export`, { agent: false, headers });
    sent.end();
    const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    response.pause();
    await revoke(id);
    const ended = new Promise<string>((resolve) => {
      response.on('error', () => {
        resolve('reset');
      });
      response.on('end', () => {
        resolve('whole');
      });
    });
    // The first parts are buffered on their way: they are read once the server has ended the response.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    response.resume();
    expect(await ended).toBe('reset');
  });
});
