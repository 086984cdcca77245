import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('Idempotency-Key', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
  const path = '/v1/claims/talks/entries';
  const send = (key: string, body: object = entry, to = path) => ledger.post(to, body).set('Idempotency-Key', key);
  const revision = async () =>
    ((await ledger.get('/v1/claims/talks').expect(200)).body as { revision: number }).revision;

  /** Sends a request and disconnects before the response. */
  const sendAndLeave = (key: string, afterMs: number) =>
    new Promise<void>((resolve) => {
      const headers = {
        authorization: `Bearer ${ledger.key}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      const leaving = request(`${ledger.url}${path}`, { method: 'POST', headers });
      leaving.on('error', () => undefined).on('close', resolve);
      leaving.end(JSON.stringify(entry), () => {
        setTimeout(() => leaving.destroy(), afterMs);
      });
    });

  it('recognizes a request whose path is written in another way', async () => {
    const before = await revision();
    await send('spelling').expect(201);
    await send('spelling', entry, '/v1/claims/%74alks/entries').expect(201);
    await send('spelling', entry, '/v1/claims/talks/entries/').expect(201);
    expect(await revision()).toBe(before + 1);
  });

  it.each([0, 1, 3, 10])(
    'returns the response that was lost when the client disconnected after %i ms',
    async (afterMs) => {
      const before = await revision();
      await sendAndLeave(`lost-${afterMs}`, afterMs);
      const { body } = await send(`lost-${afterMs}`).expect(201);
      expect(body).toMatchObject({ revision: before + 1 });
      await pause(20);
      expect(await revision()).toBe(before + 1);
    },
  );

  it('executes one of two concurrent requests and returns the same response to both', async () => {
    const before = await revision();
    const answers = await Promise.all([
      send('twice').expect(201),
      send('twice').expect(201),
      send('twice').expect(201),
    ]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await revision()).toBe(before + 1);
  });

  it('executes one of two concurrent requests with different bodies and rejects the other', async () => {
    const answers = await Promise.all([send('either'), send('either', { ...entry, basis: 'document' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('is separate for each route', async () => {
    const first = await send('route').expect(201);
    await ledger.put('/v1/claims/other', { text: 'Other.', language: 'en', kind: 'factual' }).expect(201);
    const second = await send('route', entry, '/v1/claims/other/entries').expect(201);
    expect(second.body).toMatchObject({ id: 'other', revision: 1 });
    expect((second.body as { recorded: unknown }).recorded).not.toEqual((first.body as { recorded: unknown }).recorded);
  });

  it('is not used by a rejected request, or one that changed nothing', async () => {
    const by = { ...entry, by: ['newcomer'] };
    await send('refused', by).expect(422);
    await ledger.put('/v1/actors/newcomer', { kind: 'person', name: 'N' }).expect(201);
    await send('refused', by).expect(201);

    const put = (name: string) =>
      ledger.put('/v1/actors/newcomer', { kind: 'person', name }).set('Idempotency-Key', 'nothing');
    expect((await put('N').expect(200)).body).toMatchObject({ position: null, recorded: [] });
    expect((await put('M').expect(409)).body).toMatchObject({ type: 'urn:claim-ledger:problem:already-exists' });
  });

  it.each(['', 'x'.repeat(256)])('rejects %j', async (key) => {
    await send(key).expect(400);
  });
});
