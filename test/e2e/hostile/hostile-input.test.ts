import { HOSTILE_TEXTS } from '../fuzz/hostile-values.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describe('hostile input', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const raw = (path: string, body: string) => ledger.write('post', path).type('json').send(body);

  it.each(['{"__proto__": {"polluted": true}}', '{"a": {"__proto__": {"polluted": true}}}'])(
    'changes no prototype: %s',
    async (body) => {
      for (const path of ['/v1/claims', '/v1/claims/talks/entries', '/v1/keys']) await raw(path, body).expect(400);
      expect(await ledger.import([body])).toMatchObject([{ problem: { status: 400 } }, { summary: { refused: 1 } }]);
      expect('polluted' in {}).toBe(false);
    },
  );

  it('is rejected if it is nested deeply', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      await raw('/v1/claims', `${open.repeat(50_000)}1${close.repeat(50_000)}`).expect(400);
    }
  });

  it('is skipped in an import that has a line without an end, or many empty lines', async () => {
    const actor = (id: string) => JSON.stringify({ type: 'ActorRegistered', actor: id, kind: 'person', name: id });
    const endless = await ledger.import([actor('before'), `{"type": "${'a'.repeat(8_000_000)}`, actor('after')]);
    expect(endless).toMatchObject([
      { line: 2, problem: { status: 422, errors: [{ code: 'line-too-long' }] } },
      { summary: { recorded: 2, refused: 1 } },
    ]);
    const empty = await ledger.import([`${'\n'.repeat(50_000)}${actor('last')}`]);
    expect(empty).toMatchObject([{ summary: { recorded: 1, refused: 0 } }]);
  });

  it('adds no header to a response', async () => {
    const injected = encodeURIComponent('a\r\nX-Injected: yes');
    const responses = [
      await ledger.get(`/v1/claims/${injected}`),
      await ledger.get(`/v1/claims/${injected}/history?format=csv`),
      await ledger.get(`/v1/claims?format=csv&q=${injected}&topic=${injected}`),
      await ledger.get(`/v1/claims?limit=1&q=${injected}`),
      await ledger.put(`/v1/actors/${injected}`, { kind: 'person', name: 'a' }),
      await ledger.post('/v1/replays', { name: 'a\r\nX-Injected: yes' }),
      await ledger.get('/v1/claims').set('X-Request-Id', 'a%0d%0aX-Injected: yes'),
    ];
    for (const { status, headers } of responses) {
      expect(status).toBeLessThan(500);
      expect(headers).not.toHaveProperty('x-injected');
    }
  });

  it.each(HOSTILE_TEXTS.filter((text) => text.length < 2_000))('is text in a search: %j', async (text) => {
    for (const path of ['claims', 'actors', 'documents', 'narratives']) {
      const { status } = await ledger.get(`/v1/${path}?q=${encodeURIComponent(text)}`);
      expect([200, 400]).toContain(status);
    }
    const { body } = await ledger.get('/v1/claims').expect(200);
    expect((body as { readonly items: readonly unknown[] }).items).not.toEqual([]);
  });

  it('is rejected if it has half of a surrogate pair', async () => {
    await raw('/v1/actors', '{"kind": "person", "name": "\\ud800"}').expect(400);
    await raw('/v1/actors', '{"kind": "person", "\\udc00": "a"}').expect(400);
  });

  it('is found in either form of Unicode, and stays as it was written', async () => {
    const name = 'Zoë Café';
    for (const form of ['NFC', 'NFD'] as const) {
      await ledger
        .put(`/v1/actors/zoe-${form.toLowerCase()}`, { kind: 'person', name: name.normalize(form) })
        .expect(201);
    }
    await ledger.ready();
    for (const form of ['NFC', 'NFD'] as const) {
      const { body } = await ledger.get(`/v1/actors?q=${encodeURIComponent(name.normalize(form))}`).expect(200);
      const { items } = body as { readonly items: readonly { readonly id: string; readonly name: string }[] };
      expect(new Map(items.map((item) => [item.id, item.name]))).toEqual(
        new Map([
          ['zoe-nfc', name.normalize('NFC')],
          ['zoe-nfd', name.normalize('NFD')],
        ]),
      );
    }
  });

  it('in a header is rejected as quickly as it is read', async () => {
    const slow = `"a"${' ,'.repeat(5_000)} x`;
    await ledger.get('/v1/claims/talks').set('If-None-Match', slow).expect(400);
    await ledger.post('/v1/claims/talks/entries', {}).set('If-Match', slow).expect(400);
  });
});
