import { once } from 'node:events';
import { get } from 'node:http';
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

  it('ends when the client disconnects', async () => {
    const call = get(`${ledger.url}/v1/export`, { headers: { authorization: `Bearer ${ledger.key}` } });
    await once(call, 'response');
    call.destroy();
    expect(await exported()).not.toBe('');
  });
});
