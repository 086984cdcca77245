import { TestLedger } from './test-ledger.js';

describe('a registration', () => {
  let ledger: TestLedger;

  beforeAll(async () => {
    ledger = await TestLedger.start();
    await similar('/v1/actors/agence', { kind: 'outlet', name: 'Agence Example' });
    await similar('/v1/actors/nato', { kind: 'organization', name: 'NATO' });
    await similar('/v1/actors/ukraine', { kind: 'organization', name: 'Ukraine', aliases: ['Kyiv', 'Kiev'] });
    await similar('/v1/actors/source', {
      ...{ kind: 'unnamed', name: 'a diplomat', description: 'a diplomat', outlet: 'agence' },
    });
    await similar('/v1/documents/page', { publisher: 'agence', url: 'https://example.org/a', title: 'Statement' });
    await similar('/v1/narratives/story', { title: 'A story' });
    await similar('/v1/claims/first', { text: 'Київ здійснює її.', language: 'uk', kind: 'factual' });
  });
  afterAll(() => ledger.stop());

  const similar = async (path: string, body: object): Promise<unknown> =>
    ((await ledger.put(path, body).expect(201)).body as { similar?: unknown }).similar;

  it.each([
    ['agence example', 'agence', 'same-name'],
    ['NАTO', 'nato', 'looks-alike'],
    ['Kyiv', 'ukraine', 'same-name'],
  ])('of an actor reports the one that %s may be', async (name, id, because) => {
    const path = `/v1/actors/${id}-2`;
    const items = await similar(path, { kind: 'organization', name });
    expect(items).toEqual([expect.objectContaining({ id, because })]);
    const { body } = await ledger.get(`/v1/similar-actors?name=${encodeURIComponent(name)}`).expect(200);
    expect((body as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ id, kind: expect.any(String) }),
    );
  });

  it('of an actor reports none that it is joined with, and no unnamed one', async () => {
    await ledger.post('/v1/actors/nato/events', { type: 'ActorLinked', other: 'nato-2' }).expect(201);
    const again = await ledger.put('/v1/actors/nato-2', { kind: 'organization', name: 'NАTO' }).expect(200);
    expect(again.body).not.toHaveProperty('similar');
    expect(await similar('/v1/actors/diplomat', { kind: 'person', name: 'A Diplomat' })).toBeUndefined();
  });

  it.each([
    ['https://example.org/a#frag', 'same-url'],
    ['https://example.org/a?utm_source=x', 'same-url'],
    ['HTTPS://Example.ORG/a', 'same-url'],
    ['https://example.org:443/a', 'same-url'],
    ['https://example.org/a/', 'similar-url'],
    ['https://www.example.org/a', 'similar-url'],
    ['http://example.org/a', 'similar-url'],
  ])('of a document with the URL %s reports the one with another spelling', async (url, because) => {
    const { body } = await ledger.post('/v1/documents', { publisher: 'nato', url }).expect(201);
    expect((body as { similar: unknown[] }).similar).toContainEqual({ id: 'page', name: 'Statement', because });
    const found = await ledger.get(`/v1/documents?limit=200&url=${encodeURIComponent(url)}`).expect(200);
    const ids = (found.body as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(ids.includes('page')).toBe(because === 'same-url');
    expect(ids).toContain((body as { id: string }).id);
  });

  it('of a document reports one with the same title by the same publisher', async () => {
    expect(await similar('/v1/documents/again', { publisher: 'agence', title: 'STATEMENT' })).toEqual([
      { id: 'page', name: 'Statement', because: 'same-title' },
    ]);
    expect(await similar('/v1/documents/other', { publisher: 'ukraine', title: 'Statement' })).toBeUndefined();
  });

  it('of a narrative reports one with the same title', async () => {
    expect(await similar('/v1/narratives/story-2', { title: 'a Story' })).toEqual([
      { id: 'story', name: 'A story', because: 'same-title' },
    ]);
  });

  it('of a claim reports one with the same text, until they are merged', async () => {
    const claim = { text: 'Київ здійснює її!'.normalize('NFD'), language: 'uk', kind: 'factual' };
    expect(await similar('/v1/claims/second', claim)).toEqual([
      { id: 'first', name: 'Київ здійснює її.', because: 'same-text' },
    ]);
    const link = { type: 'ClaimLinked', id: 'merge', relation: 'same-as', other: 'first' };
    await ledger.post('/v1/claims/second/entries', link).expect(201);
    expect((await ledger.put('/v1/claims/second', claim).expect(200)).body).not.toHaveProperty('similar');
  });

  it('follows amended names, and past ones as of their time', async () => {
    const amend = { type: 'ActorAmended', name: 'Rat der Weisen' };
    await ledger.post('/v1/actors/agence-2/events', amend).expect(201);
    const names = async (name: string) => {
      const { body } = await ledger.get(`/v1/similar-actors?name=${encodeURIComponent(name)}`).expect(200);
      return (body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    expect(await names('RAT DER WEISEN')).toEqual(['agence-2']);
    expect(await names('Agence Example')).toEqual(['agence']);
    await ledger.get('/v1/similar-actors').expect(400);
  });
});
