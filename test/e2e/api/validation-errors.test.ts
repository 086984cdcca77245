import { connect } from 'node:net';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

describe('validation errors', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const head = async () => ((await ledger.get('/v1/status').expect(200)).body as { position: string }).position;
  let before: string;
  beforeEach(async () => (before = await head()));
  afterEach(async () => {
    expect(await head()).toBe(before);
  });

  const act = { type: 'ClaimAsserted', id: 'said', by: ['tass'], basis: 'none-given' };
  const entry = (change: object) => ledger.post('/v1/claims/talks/entries', { ...act, ...change });
  const raw = (body: string | Buffer, type = 'application/json') =>
    ledger
      .write('post', '/v1/claims/talks/entries')
      .set('Content-Type', type)
      .serialize((given: unknown) => given as string)
      .send(body as string);
  const pointers = (body: unknown) => (body as Answer).errors?.map(({ pointer, code }) => `${pointer} ${code}`);

  it.each<[string, object, string[]]>([
    ['an unknown field', { claimant: 'x' }, ['/claimant unknown-field']],
    ['a wrong type', { by: 'tass' }, ['/by is-array']],
    ['no maker', { by: [] }, ['/by array-min-size']],
    [
      'several bad fields',
      { basis: 'gossip', occurredAt: 'yesterday' },
      ['/occurredAt invalid-time', '/basis not-in-list'],
    ],
    ['an unknown actor', { by: ['tass', 'nobody'] }, ['/by/1 unknown-actor']],
    ['an unknown document', { document: 'no-such' }, ['/document unknown-document']],
    [
      'a citation of an entry that is not there',
      { cites: [{ entry: 'no-such', use: 'quotes' }] },
      ['/cites/0/entry unknown-entry'],
    ],
    [
      'a citation of an entry of a claim that is not there',
      { cites: [{ entry: 'a/b', use: 'quotes' }] },
      ['/cites/0/entry unknown-entry'],
    ],
    [
      'a citation of both an entry and an actor',
      { cites: [{ entry: 'a', actor: 'tass', use: 'quotes' }] },
      ['/cites/0 exactly-one-of', '/cites/0/entry unknown-entry'],
    ],
    ['an invalid id in a list', { by: ['tass', 'TASS', 'nobody'] }, ['/by/1 matches', '/by/2 unknown-actor']],
    [
      'an unknown actor and a bad field',
      { by: ['natto'], basis: 'gossip' },
      ['/basis not-in-list', '/by/0 unknown-actor'],
    ],
    ['an impossible date', { occurredAt: '2024-02-30' }, ['/occurredAt invalid-time']],
    ['a date in the future', { occurredAt: '2999' }, ['/occurredAt in-the-future']],
    ['an unknown type', { type: 'ClaimWhispered' }, ['/type unknown-type']],
    ['a clerical entry as a target', { type: 'ClaimDenied', of: 'registered' }, ['/of not-an-act']],
    [
      'an outcome of a claim that is not a forecast',
      { type: 'ForecastResolved', outcome: 'came-true', document: 'tass-story' },
      ['/type not-a-forecast'],
    ],
  ])('name the field for %s', async (_what, change, expected) => {
    const { body } = await entry(change)
      .expect(422)
      .expect('Content-Type', /^application\/problem\+json/);
    expect(pointers(body)).toEqual(expected);
  });

  it('name a missing field', async () => {
    const { basis: _basis, ...without } = act;
    const { body } = await ledger.post('/v1/claims/talks/entries', without).expect(422);
    expect(pointers(body)).toEqual(['/basis missing']);
  });

  it('are returned for an invalid id', async () => {
    const { body } = await ledger.put('/v1/actors/Not_A_Slug', { kind: 'person', name: 'X' }).expect(422);
    expect(pointers(body)).toEqual(['/id invalid-id']);
  });

  it.each<[string, string | Buffer, number]>([
    ['broken JSON', '{"type":', 400],
    ['an empty body', '', 400],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['a lone surrogate', JSON.stringify({ ...act, quote: { text: 'half \ud800' } }), 400],
    ['a body that is nested too deeply', `${'['.repeat(40)}${']'.repeat(40)}`, 400],
    ['a prototype', '{"__proto__": {"admin": true}}', 400],
    ['a body that is too large', `"${'x'.repeat(1_100_000)}"`, 413],
    ['a body that is not an object', '[1]', 400],
    ['null', 'null', 400],
    ['a name that is given twice', '{"type":"ClaimAsserted","by":["tass"],"basis":"none-given","by":["nato"]}', 400],
  ])('are problems for %s', async (_what, body, status) => {
    const answer = await raw(body)
      .expect(status)
      .expect('Content-Type', /^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status });
  });

  it('are returned for another media type', async () => {
    const { body } = await raw('<claim/>', 'text/xml').expect(415);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:unsupported-media-type' });
  });

  it('are returned for an event of more than 60,000 bytes', async () => {
    const cites = Array.from({ length: 100 }, () => ({ actor: 'tass', use: 'quotes' }));
    const text = 'x'.repeat(10_000);
    const { body } = await entry({
      cites,
      quote: { text: `${text.slice(1)}é` },
      wording: { text: '漢'.repeat(10_000), language: 'zh' },
      type: 'VerdictIssued',
      rating: 'false',
      rationale: '漢'.repeat(9_000),
      basis: 'reasoning',
    }).expect(422);
    expect(pointers(body)).toEqual([' event-too-large']);
    expect(body).toMatchObject({ detail: expect.stringContaining('The longest field is wording, with ') as unknown });
  });

  it('are 404 for an unknown resource or route', async () => {
    expect((await ledger.get('/v1/claims/no-such').expect(404)).body).toMatchObject({
      type: 'urn:claim-ledger:problem:not-found',
    });
    expect((await ledger.post('/v1/claims/no-such/entries', act).expect(404)).body).toMatchObject({
      type: 'urn:claim-ledger:problem:not-found',
    });
    expect((await ledger.get('/v1/nonsense').expect(404)).body).toMatchObject({
      type: 'urn:claim-ledger:problem:no-route',
    });
  });

  it.each([
    'limit=0',
    'limit=1000',
    'limit=x',
    'colour=red',
    'status=maybe',
    'cursor=abc',
    'status=denied&status=open',
  ])('are returned for a list with %s', async (query) => {
    await ledger
      .get(`/v1/claims?${query}`)
      .expect(400)
      .expect('Content-Type', /^application\/problem\+json/);
  });

  it.each([
    '/v1/claims/talks?valid=2024-01-01',
    '/v1/claims/talks/provenance?policies=x',
    '/v1/actors/tass?x=',
    '/v1/status?a=1',
  ])('are returned for the unknown parameter in %s', async (path) => {
    const { body } = await ledger.get(path).expect(400);
    expect(body).toMatchObject({ errors: [{ code: 'unknown-field' }] });
  });

  it('are returned for a write without a valid key', async () => {
    const none = await ledger.post('/v1/claims/talks/entries', act).unset('Authorization').expect(401);
    expect(none.headers['www-authenticate']).toMatch(/^Bearer/);
    const wrong = `${ledger.key.slice(0, -4)}AAAA`;
    for (const authorization of [`Bearer ${wrong}`, 'Bearer x', 'Basic YWRtaW46eA==']) {
      await ledger.post('/v1/claims/talks/entries', act).set('Authorization', authorization).expect(401);
    }
  });

  const bytes = (request: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(ledger.url);
      const socket = connect(Number(port), hostname, () => socket.write(request));
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => (answer += chunk));
      socket.on('close', () => {
        resolve(answer);
      });
      socket.on('error', reject);
    });

  it.each<[string, string, number]>([
    ['broken percent-encoding', 'GET /v1/claims/%zz HTTP/1.1', 400],
    ['a URI that is too long', `GET /v1/claims/${'x'.repeat(300)} HTTP/1.1`, 414],
    ['headers that are too large', `GET /v1/claims HTTP/1.1\r\nX-Large: ${'x'.repeat(70_000)}`, 431],
    ['text that is not HTTP', 'HELLO', 400],
  ])('are problems for %s', async (_what, start, status) => {
    const answer = await bytes(`${start}\r\nHost: ledger\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain(`"status":${status}`);
  });
});
