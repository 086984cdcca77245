import { recordSmallLedger, TestLedger } from './test-ledger.js';

interface Items {
  readonly items: readonly { readonly entry: string; readonly claim: { readonly status: string } }[];
}

describe('queries over all claims', () => {
  let ledger: TestLedger;
  let halfTime: string;

  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger
      .put('/v1/claims/rain', { text: 'It rained on Vilnius.', language: 'en', kind: 'factual', topics: ['weather'] })
      .expect(201);
    await ledger
      .post('/v1/claims/talks/entries', {
        type: 'ClaimReported',
        id: 'report',
        by: ['tass'],
        basis: 'none-given',
        document: 'tass-story',
      })
      .expect(201);
    await ledger
      .post('/v1/claims/rain/entries', { type: 'ClaimAsserted', id: 'said', by: ['tass'], basis: 'witnessed' })
      .expect(201);
    await ledger.put('/v1/narratives/territory', { title: 'Territory' }).expect(201);
    await ledger.post('/v1/narratives/territory/events', { type: 'NarrativeClaimAdded', claim: 'talks' }).expect(201);
    await new Promise((resolve) => setTimeout(resolve, 5));
    halfTime = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ledger
      .post('/v1/claims/talks/entries', { type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given' })
      .expect(201);
    await ledger
      .post('/v1/claims/rain/entries', [
        { type: 'ClaimAsserted', id: 'mistaken', by: ['tass'], basis: 'witnessed' },
        { type: 'EntryVoided', id: 'void', voids: 'mistaken', reason: 'Recorded twice.' },
      ])
      .expect(201);
  });
  afterAll(() => ledger.stop());

  const entries = async (query: string) =>
    ((await ledger.get(`/v1/entries?${query}`).expect(200)).body as Items).items.map(({ entry }) => entry);

  it.each([
    ['actor=tass', ['rain/mistaken', 'rain/said', 'talks/report']],
    ['actor=tass&claim=rain&sort=oldest', ['rain/said', 'rain/mistaken']],
    ['document=tass-story', ['talks/report']],
    ['narrative=territory', ['talks/denial', 'talks/report', 'talks/registered']],
    ['narrative=territory&sort=oldest', ['talks/registered', 'talks/report', 'talks/denial']],
    ['type=ClaimDenied', ['talks/denial']],
    ['type=ClaimDenied&actor=tass', []],
    ['ids=talks/report,rain/void,talks/nothing,nothing/report,talks/report', ['rain/void', 'talks/report']],
    ['ids=talks/report,talks/denial&actor=tass&sort=oldest', ['talks/report']],
    ['ids=rain/report', []],
  ])('filter entries by %s', async (query, expected) => {
    expect(await entries(query)).toEqual(expected);
  });

  it('filter entries by recorded time', async () => {
    expect(await entries(`since=${halfTime}`)).toEqual(['rain/void', 'rain/mistaken', 'talks/denial']);
    expect(await entries(`until=${halfTime}&claim=talks`)).toEqual(['talks/report', 'talks/registered']);
    expect(await entries('until=2000-01-01')).toEqual([]);
    expect(await entries('since=2999-01-01')).toEqual([]);
  });

  it.each([
    ['actor=tass&actor=nato', ['talks']],
    ['actor=tass&actor=tass&sort=oldest', ['talks', 'rain']],
    ['actor=tass&sort=recorded-time-to-denial', ['talks']],
    ['sort=activity&order=ascending', ['talks', 'rain']],
    ['sort=since', ['talks', 'rain']],
    ['changesBefore=2999-01-01', []],
    ['deniedByAbout=true&language=en&rule=denied/first-hand&minReporters=0', ['talks']],
    ['putForwardSince=2000-01-01', []],
  ])('filter and sort claims by %s', async (query, expected) => {
    const { body } = await ledger.get(`/v1/claims?${query}`).expect(200);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(expected);
    const { body: counts } = await ledger.get(`/v1/claim-counts?${query}`).expect(200);
    if (!query.includes('sort=recorded')) expect(counts).toMatchObject({ total: expected.length });
  });

  it.each([
    ['claims', 'rain,talks,nobody,rain', ['rain', 'talks']],
    ['claims', 'talks&status=unverified', []],
    ['claims', 'rain,talks&sort=activity&order=ascending', ['talks', 'rain']],
    ['actors', 'tass,nato', ['nato', 'tass']],
    ['actors', 'tass,nato&kind=outlet', ['tass']],
    ['documents', 'tass-story,talks', ['tass-story']],
    ['narratives', 'territory', ['territory']],
    ['narratives', 'rain', []],
  ])('return of the %s those with the ids %s', async (noun, ids, expected) => {
    const { body } = await ledger.get(`/v1/${noun}?ids=${ids}`).expect(200);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(expected);
  });

  it('return what had one of the ids as of a moment', async () => {
    const before = '2000-01-01T00:00:00Z';
    expect((await ledger.get(`/v1/claims?ids=talks&asOf=${before}`).expect(200)).body).toEqual({ items: [] });
    const { body } = await ledger.get(`/v1/claim-counts?ids=talks&asOf=${halfTime}`).expect(200);
    expect(body).toMatchObject({ total: 1, status: { unverified: 1 } });
  });

  it('return the claims with some ids in pages', async () => {
    const first = await ledger.get('/v1/claims?ids=rain,talks&limit=1').expect(200);
    const { items, next } = first.body as { items: { id: string }[]; next: string };
    expect(items).toMatchObject([{ id: 'rain' }]);
    const second = await ledger.get(`/v1/claims?ids=rain,talks&limit=1&cursor=${next}`).expect(200);
    expect(second.body).toMatchObject({ items: [{ id: 'talks' }] });
    await ledger.get(`/v1/claims?ids=rain&limit=1&cursor=${next}`).expect(400);
  });

  it.each([
    ['status=denied,known', '/status'],
    ['order=ascending', '/order'],
    ['sort=newest&order=descending', '/order'],
    ['sort=status', '/sort'],
    ['sort=relevance', '/sort'],
    ['sort=relevance&q=nato&order=ascending', '/order'],
    [Array.from({ length: 11 }, (_, n) => `actor=a${n}`).join('&'), '/actor'],
    ['actor=tass&actor=A', '/actor'],
    ['ids=rain,,talks', '/ids'],
    ['ids=rain&ids=talks', '/ids'],
    [`ids=${Array.from({ length: 101 }, (_, n) => `c${n}`).join()}`, '/ids'],
    ['changesBefore=soon', '/changesBefore'],
    ['changesBefore=2999-01-01&asOf=2024-01-01', '/changesBefore'],
    ['minReporters=few', '/minReporters'],
    ['deniedByAbout=yes', '/deniedByAbout'],
    ['rule=denied/by-nobody', '/rule'],
    ['language=de_DE', '/language'],
    ['putForwardUntil=2000', '/putForwardUntil'],
  ])('reject the filter %s', async (query, pointer) => {
    const { body } = await ledger.get(`/v1/claims?${query}`).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('filter claims by several statuses, in every order, now and then', async () => {
    const claims = async (query: string) =>
      ((await ledger.get(`/v1/claims?${query}`).expect(200)).body as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    const all = await claims('sort=since');
    expect(all).toEqual(expect.arrayContaining(['talks', 'rain']));
    expect(await claims('status=denied,unverified,stated&sort=since')).toEqual(all);
    expect(await claims('status=denied,disputed')).toEqual(['talks']);
    expect(await claims('status=denied,disputed&sort=since')).toEqual(['talks']);
    expect(await claims(`status=denied,disputed&asOf=${halfTime}`)).toEqual([]);
    expect((await ledger.get('/v1/claim-counts?status=denied,disputed&by=status').expect(200)).body).toEqual({
      ...{ total: 1, capped: false, status: { denied: 1 } },
    });
    const first = (await ledger.get('/v1/claims?status=unverified,denied&limit=1').expect(200)).body as {
      items: { id: string }[];
      next: string;
    };
    const rest = await claims(`status=unverified,denied&cursor=${first.next}`);
    expect([...first.items.map(({ id }) => id), ...rest]).toEqual(await claims('status=unverified,denied'));
  });

  it.each(['ids=talks', 'ids=talks/report,', `ids=${Array.from({ length: 101 }, (_, n) => `a/e${n}`).join()}`])(
    'reject entries by %s',
    async (query) => {
      const { body } = await ledger.get(`/v1/entries?${query}`).expect(400);
      expect(body).toMatchObject({ errors: [{ pointer: '/ids' }] });
    },
  );

  it('return each entry with the present status of its claim', async () => {
    const { body } = await ledger.get('/v1/entries?document=tass-story').expect(200);
    expect(body).toMatchObject({
      items: [{ entry: 'talks/report', claim: { id: 'talks', status: 'denied', rule: 'denied/first-hand' } }],
    });
  });

  it('return all entries once across pages', async () => {
    const seen: string[] = [];
    let path = '/v1/entries?limit=2';
    for (;;) {
      const answer = await ledger.get(path).expect(200);
      const { items, next } = answer.body as Items & { next?: string };
      seen.push(...items.map(({ entry }) => entry));
      if (next === undefined) break;
      path = `/v1/entries?limit=2&cursor=${next}`;
    }
    expect(seen).toEqual(await entries('limit=100'));
    expect(seen).toHaveLength(7);
  });

  it("return an actor's record with counts of its acts and of the statuses of its claims, without voided entries", async () => {
    const { body } = await ledger.get('/v1/actors/tass/record').expect(200);
    expect(body).toEqual({ acts: { ClaimAsserted: 1, ClaimReported: 1 }, claims: { denied: 1, unverified: 1 } });
    await ledger.get('/v1/actors/nobody/record').expect(404);
  });

  it('count claims by status, kind and topic for the active filters', async () => {
    expect((await ledger.get('/v1/claim-counts').expect(200)).body).toEqual({
      total: 2,
      capped: false,
      status: { denied: 1, unverified: 1 },
      kind: { factual: 2 },
      language: { en: 2 },
      topic: { ukraine: 1, weather: 1 },
      narrative: { territory: 1 },
      about: { nato: 1 },
      actor: { tass: 2, nato: 1 },
      outlet: { tass: 2 },
      putForwardMonth: {},
      registeredMonth: { [new Date().toISOString().slice(0, 7)]: 2 },
    });
    expect((await ledger.get('/v1/claim-counts?status=denied').expect(200)).body).toMatchObject({
      total: 1,
      topic: { ukraine: 1 },
    });
    expect((await ledger.get('/v1/claim-counts?q=nothing-of-the-kind').expect(200)).body).toMatchObject({
      total: 0,
      status: {},
    });
  });

  it('filter claims by registration time', async () => {
    expect((await ledger.get(`/v1/claims?until=${halfTime}`).expect(200)).body).toMatchObject({
      items: [{ id: 'rain' }, { id: 'talks' }],
    });
    expect((await ledger.get(`/v1/claims?since=${halfTime}`).expect(200)).body).toEqual({ items: [] });
    await ledger.get('/v1/claims?since=yesterday').expect(400);
  });

  it('find claims similar to a text', async () => {
    const { body } = await ledger
      .get(`/v1/similar-claims?text=${encodeURIComponent('Does NATO discuss that Kyiv cede TERRITORY?')}`)
      .expect(200);
    expect(body).toMatchObject({ items: [{ id: 'talks', similarity: 0.71 }] });
    expect((await ledger.get('/v1/similar-claims?text=%22%29%20OR%20%28').expect(200)).body).toEqual({ items: [] });
    for (const query of ['', '?text=talks&claim=talks']) {
      const { body: problem } = await ledger.get(`/v1/similar-claims${query}`).expect(400);
      expect(problem).toMatchObject({ errors: [{ pointer: '/text', code: 'text-or-claim' }] });
    }
  });

  it('find claims similar to a claim, without itself and those that it is merged with', async () => {
    const similarTo = async (claim: string) => {
      const { body } = await ledger.get(`/v1/similar-claims?claim=${claim}`).expect(200);
      return (body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    const register = (id: string, text: string) =>
      ledger.put(`/v1/claims/${id}`, { text, language: 'en', kind: 'factual' }).expect(201);
    await register('moon', 'The moon is bright over Aldby tonight.');
    await register('bright-moon', 'The moon over Aldby is bright.');
    await register('moon-rise', 'The moon rises over Aldby.');
    expect(await similarTo('moon')).toEqual(['bright-moon', 'moon-rise']);
    const link = { type: 'ClaimLinked', id: 'merge', relation: 'same-as', other: 'moon' };
    await ledger.post('/v1/claims/bright-moon/entries', link).expect(201);
    expect(await similarTo('moon')).toEqual(['moon-rise']);
    expect(await similarTo('rain')).toEqual([]);
    await ledger.get('/v1/similar-claims?claim=no-such').expect(404);
  });

  it('find verdicts by the address of the review, in any spelling', async () => {
    const reviewUrl = 'https://Factcheck.example/talks?utm_source=x#top';
    const verdict = { type: 'VerdictIssued', id: 'rated', by: ['tass'], rating: 'unproven', reviewUrl };
    await ledger.post('/v1/claims/rain/entries', verdict).expect(201);
    const found = (address: string) => entries(`reviewUrl=${encodeURIComponent(address)}`);
    expect(await found('https://factcheck.example/talks')).toEqual(['rain/rated']);
    expect(await found('https://factcheck.example/other')).toEqual([]);
    await ledger.get('/v1/entries?reviewUrl=talks').expect(400);
  });
});

describe('claim with many entries', () => {
  it('is returned in pages, also without a limit', async () => {
    const ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const questions = Array.from({ length: 2_005 }, (_, n) => {
      return { type: 'ClaimQuestioned', claim: 'talks', id: `question-${n}`, by: ['tass'] };
    });
    const [{ summary } = {}] = await ledger.import(questions);
    expect(summary).toMatchObject({ recorded: 2_005 });
    const { position } = summary as { position: string };
    const { body } = await ledger.get(`/v1/claims/talks/history?waitFor=${position}`).expect(200);
    const first = body as { items: object[]; nextRevision: number };
    expect(first).toMatchObject({ items: { length: 1_000 }, nextRevision: 999 });
    const rest = await ledger.get('/v1/claims/talks/history?after=1999').expect(200);
    expect(rest.body).toMatchObject({ items: { length: 6 } });
    expect(rest.body).not.toHaveProperty('nextRevision');
    const provenance = await ledger.get('/v1/claims/talks/provenance').expect(200);
    expect(provenance.body).toMatchObject({ nodes: { length: 2_001 }, omitted: 5 });
    await ledger.stop();
  });
});
