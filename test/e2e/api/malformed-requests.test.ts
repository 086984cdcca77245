import { recordSmallLedger, TestLedger } from './test-ledger.js';

interface Rejection {
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
}

describe('unusual requests', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const claim = { text: 'It rained.', language: 'en', kind: 'factual' };
  const codes = (body: unknown) => (body as Rejection).errors.map(({ pointer, code }) => `${pointer} ${code}`);

  it.each(['%00', 'Foo%20Bar', '..%2Fx', 'a%2Fb', '%0d%0aX:%20y', '%1b%5b2J', 'A', '%F0%9F%98%80'])(
    'register nothing with the id %s on any route',
    async (id) => {
      const routes = [
        ledger.put(`/v1/claims/${id}`, claim),
        ledger.post(`/v1/claims/${id}/entries`, { ...claim, type: 'ClaimRegistered' }),
        ledger.post(`/v1/actors/${id}/events`, { type: 'ActorRegistered', kind: 'person', name: 'X' }),
        ledger.post(`/v1/documents/${id}/events`, { type: 'DocumentRegistered', publisher: 'tass', title: 'X' }),
        ledger.post(`/v1/narratives/${id}/events`, { type: 'NarrativeRegistered', title: 'X' }),
      ];
      for (const route of routes) expect(codes((await route.expect(422)).body)).toEqual(['/id invalid-id']);
    },
  );

  it('are rejected for invalid numbers, with or without a key', async () => {
    const send = (headers: Record<string, string>) =>
      ledger
        .write('put', '/v1/claims/rain')
        .set({ 'Content-Type': 'application/json', ...headers })
        .serialize((given: unknown) => given as string)
        .send('{"text": 1e400}');
    for (const headers of [{}, { 'Idempotency-Key': 'a' }]) {
      expect(codes((await send(headers).expect(400)).body)).toEqual(['/text too-large']);
    }
    expect(
      await ledger.import(['{"type": "ClaimAsserted", "claim": "talks", "by": ["tass"], "basis": 1e400}']),
    ).toMatchObject([{ problem: { status: 400 } }, { summary: { refused: 1 } }]);
  });

  it('are rejected with one violation for thousands of unknown fields or list items', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, number) => [`k${number}`, 1]));
    expect(codes((await ledger.post('/v1/claims', { ...claim, ...many }).expect(422)).body)).toEqual([' too-many']);
    const by = Array.from({ length: 20_000 }, (_, number) => number);
    const { body } = await ledger.post('/v1/claims/talks/entries', { type: 'ClaimRepeated', by }).expect(422);
    expect(codes(body)).toEqual(['/by array-max-size']);
    const values = Array.from({ length: 200_000 }, () => 0);
    expect(codes((await ledger.post('/v1/claims', values).expect(400)).body)).toEqual([' too-many']);
  });

  it.each([{ toString: 1, valueOf: 1 }, [['ClaimDenied']], null, 7])(
    'are rejected with %j in place of a type',
    async (type) => {
      const { body } = await ledger.post('/v1/claims/talks/entries', [{ type, by: ['tass'] }]).expect(422);
      expect(codes(body)).toEqual(['/type unknown-type']);
      const reports = await ledger.import([{ type, claim: 'talks', by: ['tass'] }]);
      expect(reports).toMatchObject([{ problem: { status: 422 } }, { summary: { refused: 1 } }]);
    },
  );

  it('are rejected with null as a body that may be left out', async () => {
    await ledger.write('post', '/v1/replays').type('json').send('null').expect(422);
    await ledger.post('/v1/replays', {}).expect(202);
  });

  it('are rejected with lines where no lines are read', async () => {
    for (const route of ['/v1/claims', '/v1/replays', '/v1/keys']) {
      await ledger.write('post', route).type('application/x-ndjson').send('{}\n').expect(415);
    }
  });

  it('are rejected without a key before their body is read', async () => {
    const { body } = await ledger.post('/v1/claims', { broken: '\ud800' }).unset('Authorization').expect(401);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:unauthenticated' });
    await ledger.write('post', '/v1/claims').set('Authorization', 'Bearer x').type('text/xml').send('<x/>').expect(401);
  });

  it('are read when their body arrives byte by byte', async () => {
    const line = JSON.stringify({ type: 'ActorRegistered', actor: 'slow', kind: 'person', name: 'x'.repeat(20_000) });
    const bytes = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of Buffer.from(line)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    // Browsers, whose types these are, don't know `duplex`.
    const request = {
      method: 'POST',
      body: bytes,
      duplex: 'half',
      headers: { Authorization: `Bearer ${ledger.key}`, 'Content-Type': 'application/x-ndjson' },
    };
    const answer = await fetch(`${ledger.url}/v1/import`, request);
    expect(await answer.text()).toContain('"/name"');
  });

  it('are rejected for invalid positions and cursors', async () => {
    const { position } = (await ledger.get('/v1/status').expect(200)).body as { position: string };
    const beyond = `09007199254740993000-${position.split('-').slice(1).join('-')}`;
    await ledger.get(`/v1/events?after=${beyond}`).expect(400);
    await ledger.get(`/v1/claims?waitFor=${beyond}`).expect(400);
    const { next } = (await ledger.get('/v1/entries?limit=1').expect(200)).body as { next?: string };
    await ledger.post('/v1/claims/talks/entries', { type: 'ClaimRepeated', by: ['tass'] }).expect(201);
    const page = next ?? ((await ledger.get('/v1/entries?limit=1').expect(200)).body as { next: string }).next;
    const [list, number] = JSON.parse(Buffer.from(page.split('.')[0] ?? '', 'base64url').toString()) as unknown[];
    for (const forged of [
      [list, number, 'zzz'],
      [list, 0.5, '2026-01-01T00:00:00.000Z'],
      [list, 1e300, '2026-01-01T00:00:00.000Z'],
    ]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
      await ledger.get(`/v1/entries?limit=1&cursor=${cursor}.${position}`).expect(400);
      await ledger.get(`/v1/entries?limit=1&cursor=${cursor}`).expect(400);
    }
    const change = Buffer.from('changes zz 1 1 1').toString('base64url');
    await ledger.get(`/v1/changes?after=${change}.${position}`).expect(400);
  });

  it('find nothing since a time that lies after the year 9999 in UTC', async () => {
    expect((await ledger.get('/v1/claims?since=9999-12-31T23:59:59-14:00').expect(200)).body).toEqual({ items: [] });
  });
});
