import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { collect } from '../../event-log/contract/support.js';
import { eventLines, exportText, readFromText } from '../../archive/export/support.js';
import { asText, recordSmallLedger, TestLedger } from './test-ledger.js';

describe('GET /v1/export', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.post('/v1/claims/talks/entries', { type: 'ClaimReported', by: ['tass'], basis: 'none-given' });
    // Waits for the recorded uses of keys; nothing is written from here on.
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterAll(() => ledger.stop());

  const exported = async (query: object = {}): Promise<string> => {
    const { body } = await asText(ledger.write('get', '/v1/export').query(query))
      .expect(200)
      .expect('Content-Type', /^application\/x-ndjson/)
      .expect('Cache-Control', 'no-store');
    return body as string;
  };

  it('exports the whole log, including keys', async () => {
    const text = await exported();
    const log = await ledger.openLog();
    expect(text).toBe(await exportText(log));
    expect((await collect(readFromText(text))).map(({ event }) => event)).toEqual(await collect(log.readAll()));
    expect(eventLines(text).map(({ storedtype }) => storedtype)).toContain('KeyCreated');
    await log.close();
  });

  it('exports events as the feed returns them', async () => {
    const { body: feed } = await ledger.get('/v1/events?limit=200').expect(200);
    const lines = eventLines(await exported()).filter(({ stream }) => stream !== 'access');
    expect(lines).toMatchObject(feed as object[]);
    expect(feed).toHaveLength(lines.length);
  });

  it('exports a selection', async () => {
    const { headers } = await ledger.get('/v1/claims/talks').expect(200);
    const position = headers['ledger-position'];
    expect(eventLines(await exported({ since: position }))).toEqual([]);
    expect(await exported({ until: position })).toContain('"storedtype":"ClaimReported"');
    expect(eventLines(await exported({ claim: 'talks' })).map(({ subject }) => subject)).toEqual(['talks', 'talks']);
    expect(eventLines(await exported({ until: '2020-01-01' }))).toEqual([]);
  });

  it('requires the scope "admin"', async () => {
    await ledger.get('/v1/export').expect(401);
    await ledger.get('/v1/export?claim=talks').expect(401);
    const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['read', 'record', 'rate'] });
    await request(ledger.url).get('/v1/export').set('Authorization', `Bearer ${body.key}`).expect(403);
  });

  it.each([
    ['until=2024', 400],
    ['since=soon', 400],
    ['claim=A%20B', 400],
    ['colour=red', 400],
    [`until=${'1'.padStart(20, '0')}-00000000@00000000-0000-4000-8000-000000000000`, 410],
    ['claim=nothing-of-that-name', 404],
    ['narrative=nothing-of-that-name', 404],
  ])('rejects ?%s with %i', async (query, status) => {
    const { body } = await ledger.write('get', `/v1/export?${query}`).expect(status);
    expect(body.title).toEqual(expect.any(String));
  });

  it('returns only headers for HEAD', async () => {
    const { text } = await request(ledger.url)
      .head('/v1/export')
      .set('Authorization', `Bearer ${ledger.key}`)
      .expect(200);
    expect(text).toBeUndefined();
  });

  it('disconnects stalled clients and limits concurrent exports', async () => {
    const large = await TestLedger.start({ CLAIM_LEDGER_LIVE_DRAIN_MS: '3000' });
    const unread: IncomingMessage[] = [];
    try {
      // Far more than the buffers between client and server hold.
      const quote = '\u{1f5de}'.repeat(5_000);
      const reports = await large.import([
        { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' },
        { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' },
        ...Array.from({ length: 900 }, () => ({
          ...{ type: 'ClaimReported', claim: 'rain', by: ['tass'], basis: 'none-given' },
          quote: { text: quote },
        })),
      ]);
      expect(reports.at(-1)).toMatchObject({ summary: { recorded: 902, refused: 0 } });
      const opened = async (): Promise<IncomingMessage> => {
        const call = get(`${large.url}/v1/export`, { headers: { authorization: `Bearer ${large.key}` }, agent: false });
        const [response] = (await once(call, 'response')) as [IncomingMessage];
        return response;
      };
      // On a busy machine the first may be disconnected before the fifth starts.
      let response = await opened();
      for (; response.statusCode === 200 && unread.length < 100; response = await opened()) unread.push(response);
      expect(response.statusCode).toBe(503);
      expect(unread.length).toBeGreaterThanOrEqual(4);
      expect(await json(response)).toMatchObject({ type: 'urn:claim-ledger:problem:too-many-exports' });
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
      const again = () => asText(large.write('get', '/v1/export'));
      for (let tries = 0; tries < 300 && (await again()).status === 503; tries += 1) await pause(50);
      expect((await again().expect(200)).body).toMatch(/\n$/);
      for (const response of unread) {
        await expect(finished(response.resume())).rejects.toThrow('aborted');
        expect(response.complete).toBe(false);
      }
    } finally {
      for (const response of unread) response.destroy();
      await large.stop();
    }
  });

  it('ends when the client disconnects', async () => {
    const call = get(`${ledger.url}/v1/export`, { headers: { authorization: `Bearer ${ledger.key}` } });
    await once(call, 'response');
    call.destroy();
    expect(await exported()).not.toBe('');
  });
});
