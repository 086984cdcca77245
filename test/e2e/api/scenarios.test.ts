import { TestLedger } from './test-ledger.js';

const TALKS = '/v1/claims/nato-discusses-kyiv-ceding-territory';
const REMARK = '/v1/claims/nato-discusses-territory-for-membership';

describe('reads under a scenario', () => {
  let ledger: TestLedger;

  const bodyOf = async (path: string) => (await ledger.get(path).expect(200)).body as Record<string, unknown>;
  const stateOf = async (path: string) =>
    (await bodyOf(path)).verification as {
      status: string;
      rule: string;
      summary: { text: string; parts: { code: string }[] };
      possibly: string[];
      withoutEffect: object[];
      origins: object[];
    };

  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
    await ledger.importSeeds();
  }, 60_000);
  afterAll(() => ledger.stop());

  it('say what would be known had TASS never spoken', async () => {
    expect(await stateOf(TALKS)).toMatchObject({
      summary: { text: expect.stringContaining('by way of TASS') as unknown },
      withoutEffect: [],
    });
    const without = await stateOf(`${TALKS}?without=actor:tass`);
    expect(without.summary.text).not.toContain('TASS');
    expect(without.withoutEffect).toEqual([
      { entry: 'nato-discusses-kyiv-ceding-territory/amplified', reason: 'leads-nowhere' },
      { entry: 'nato-discusses-kyiv-ceding-territory/tass-report', reason: 'excluded' },
    ]);
  });

  it('name no source that is left out, also where others only cite it', async () => {
    const claim = { text: 'A treaty was signed.', language: 'en', kind: 'factual', about: ['nato'] };
    await ledger.put('/v1/claims/treaty', claim).expect(201);
    const cites = (cited: object) => ({ cites: [{ ...cited, use: 'credits' }] });
    await ledger
      .post('/v1/claims/treaty/entries', {
        id: 'report',
        type: 'ClaimReported',
        by: ['politico'],
        basis: 'named-source',
        ...cites({ actor: 'el-pais' }),
      })
      .expect(201);
    await ledger.put('/v1/documents/minutes', { publisher: 'el-pais', title: 'The minutes' }).expect(201);
    await ledger
      .post('/v1/claims/treaty/entries', {
        id: 'record',
        type: 'ClaimReported',
        by: ['la-repubblica'],
        basis: 'document',
        ...cites({ document: 'minutes' }),
      })
      .expect(201);
    await ledger.ready();
    const treaty = '/v1/claims/treaty';
    expect(await stateOf(treaty)).toMatchObject({ origins: [{ nature: 'named' }, { nature: 'unrecorded' }] });
    const left = await stateOf(`${treaty}?without=actor:el-pais&without=actor:nato`);
    expect(left).toMatchObject({
      origins: [],
      summary: { text: 'La Repubblica and Politico say so, but only on the word of others, which does not count.' },
      withoutEffect: [
        { entry: 'treaty/record', reason: 'leads-nowhere' },
        { entry: 'treaty/report', reason: 'leads-nowhere' },
      ],
    });
    const minutes = await stateOf(`${treaty}?without=document:minutes`);
    expect(minutes).toMatchObject({ origins: [{ nature: 'unrecorded', actors: ['el-pais'] }] });
    expect(await stateOf(`${treaty}?without=publisher:el-pais`)).toMatchObject({ origins: minutes.origins });
    const { nodes } = await bodyOf(`${treaty}/provenance?without=actor:el-pais`);
    expect(nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'actor', id: 'el-pais', excluded: true }),
        expect.objectContaining({ type: 'document', id: 'minutes', excluded: true }),
      ]),
    );
    expect(JSON.stringify((await bodyOf(`${treaty}/provenance`)).nodes)).not.toContain('excluded');
  });

  it('leave out what several items name, and only that', async () => {
    const entries = ['search', 'tass-report'].map((id) => `without=entry:nato-discusses-kyiv-ceding-territory/${id}`);
    const { status, withoutEffect } = await stateOf(`${TALKS}?${entries.join('&')}`);
    expect(status).toBe('unverified');
    expect(withoutEffect.map((item) => 'reason' in item && item.reason)).toEqual([
      'leads-nowhere',
      'excluded',
      'excluded',
    ]);
    expect((await stateOf(`${TALKS}?only=type:ConfirmationSought`)).status).toBe('unsubstantiated');
    expect((await stateOf(`${TALKS}?only=type:ClaimReported&only=type:ConfirmationSought`)).status).toBe(
      'unsubstantiated',
    );
  });

  it('say what had happened in the world by then', async () => {
    const before = await stateOf(`${TALKS}?validAt=2024-04-03`);
    expect(before).toMatchObject({
      status: 'unverified',
      summary: { parts: [{ code: 'nothing-by-then', count: before.possibly.length }] },
    });
    expect(before.possibly).toContain('nato-discusses-kyiv-ceding-territory/tass-report');
    expect((await stateOf(`${TALKS}?validAt=2024-04-05`)).status).toBe('unsubstantiated');
  });

  it('evaluate a claim with many entries in a thread, each read under its own scenario', async () => {
    const entries = Array.from({ length: 80 }, (_, n) => ({
      id: `report-${n}`,
      type: 'ClaimReported',
      by: ['tass'],
      basis: 'none-given',
      occurredAt: '2024-04-04',
    }));
    await ledger
      .put('/v1/claims/many-reports', {
        text: 'A claim that was reported often.',
        language: 'en',
        kind: 'factual',
        about: ['nato'],
      })
      .expect(201);
    await ledger.post('/v1/claims/many-reports/entries', entries).expect(201);
    const scenarios = [
      'without=actor:tass',
      'without=entry:many-reports/report-7',
      'policy=strict/1',
      'validAt=2024-04-03',
    ];
    const read = await Promise.all(scenarios.map((scenario) => stateOf(`/v1/claims/many-reports?${scenario}`)));
    expect(read.map(({ withoutEffect }) => withoutEffect.length)).toEqual([80, 1, 0, 0]);
    expect(read.map(({ summary }) => summary.parts[0]?.code)).toEqual([
      'nothing-counts',
      'only-says',
      'only-says',
      'nothing-by-then',
    ]);
    const { items } = await bodyOf('/v1/claims/many-reports/moments?without=entry:many-reports/report-7');
    expect(items).toHaveLength(81);
  });

  it('link only to what exists, whatever the id', async () => {
    for (const id of ['%0a%1b', 'a%3E;rel=stylesheet,%3Chttp:%2F%2Fevil.example%2Fx.css%3E']) {
      const { headers } = await ledger.get(`/v1/claims/${id}`).expect(404);
      expect(headers.link ?? '').not.toContain('evil');
    }
  });

  it('say what another policy concludes', async () => {
    for (const policy of ['standard/1', 'strict/1']) {
      expect(await stateOf(`${REMARK}?policy=${policy}&revision=2`)).toMatchObject({
        policy,
        status: policy === 'standard/1' ? 'denied' : 'unverified',
      });
    }
  });

  it('answer every read about one claim, each step of its story included', async () => {
    const { steps } = (await bodyOf(`${REMARK}/story?without=actor:nato`)) as {
      steps: { after: { status: string } }[];
    };
    expect(steps.map(({ after }) => after.status)).toEqual(['unverified', 'retracted']);
    const { items } = (await bodyOf(`${REMARK}/moments?without=actor:nato`)) as { items: { status: string }[] };
    expect(items.map(({ status }) => status)).not.toContain('denied');
    const { nodes } = (await bodyOf(`${REMARK}/provenance?without=actor:nato`)) as { nodes: { id: string }[] };
    expect(nodes.map(({ id }) => id)).not.toContain('nato-discusses-territory-for-membership/nato-statement');
    const history = (await bodyOf(`${REMARK}/history?without=actor:nato`)) as { items: { entry?: string }[] };
    expect(history.items.map(({ entry }) => entry)).toContain('nato-discusses-territory-for-membership/nato-statement');
  });

  it('answer for all claims of a narrative, and of an actor', async () => {
    const statusIn = (body: Record<string, unknown>) =>
      (body.claims as { id: string; status: string }[]).find(({ id }) => id === TALKS.slice(11))?.status;
    const narrative = '/v1/narratives/territory-for-membership';
    expect(statusIn(await bodyOf(narrative))).toBe('unsubstantiated');
    expect(statusIn(await bodyOf(`${narrative}?without=type:ConfirmationSought`))).toBe('unverified');

    const record = (await bodyOf('/v1/actors/nato/record?only=type:ClaimReported')).claims;
    expect(record).not.toEqual((await bodyOf('/v1/actors/nato/record')).claims);
  });

  it('answer as of a revision or a position what they answer as of its time', async () => {
    const { items } = (await bodyOf(`${REMARK}/history`)) as { items: { recordedAt: string; position: string }[] };
    const { recordedAt } = items[2] as { recordedAt: string };
    const then = await bodyOf(`${REMARK}?asOf=${recordedAt}`);
    expect(await bodyOf(`${REMARK}?revision=2`)).toEqual(then);
    expect(then.revision).toBeGreaterThanOrEqual(2);

    const now = await ledger.get(REMARK).expect(200);
    const position = encodeURIComponent(String(now.headers['ledger-position']));
    const cut = await ledger.get(`${REMARK}?position=${position}`).expect(200);
    expect(cut.body).toEqual(now.body);
    expect(cut.headers).toHaveProperty('memento-datetime');
    const list = async (query: string) => (await bodyOf(`/v1/claims?limit=200${query}`)).items;
    expect(await list(`&position=${position}`)).toEqual(await list(''));
  });

  it('choose the moment by Accept-Datetime', async () => {
    const past = new Date(Date.now() - 86_400_000).toUTCString();
    const { body: missing } = await ledger.get(REMARK).set('Accept-Datetime', past).expect(404);
    expect(missing).toMatchObject({ detail: expect.stringContaining(`as of ${past}.`) as unknown });
    const { body: unknown } = await ledger.get('/v1/claims/none').set('Accept-Datetime', future()).expect(404);
    expect(unknown).toMatchObject({ detail: 'There is no claim "none".' });
    const { headers, body } = await ledger
      .get(`${REMARK}?validAt=2024-01-01`)
      .set('Accept-Datetime', future())
      .expect(200);
    expect(headers.vary).toBe('Accept-Datetime');
    expect(headers.link).toContain(`<${REMARK}?validAt=2024-01-01>; rel="original timegate"`);
    expect(headers.link).toContain(`<${REMARK}/moments>; rel="timemap"`);
    expect((await ledger.get(String(headers['content-location'])).expect(200)).body).toEqual(body);

    await ledger.get(REMARK).set('Accept-Datetime', '2024-01-01').expect(400);
    const { body: problem } = await ledger.get('/v1/events').set('Accept-Datetime', past).expect(400);
    expect(problem).toMatchObject({ detail: expect.stringContaining('present only') as unknown });
  });

  it.each([
    ['without=tass', '/without', `without can't be read: "tass". Write actor:<id>`],
    ['without=actor:nobody', '/without', 'There was no actor "nobody"'],
    ['without=actor:tass&without=document:none', '/without', 'There was no document "none"'],
    ['without=entry:nato-discusses-territory-for-membership/none', '/without', 'There was no entry'],
    ['without=entry:nato-discusses-territory-for-membership/registered', '/without', 'cannot be left out'],
    ['without=type:ClaimRegistered', '/without', 'cannot be left out'],
    ['without=type:Claim', '/without', 'There is no type of entries "Claim"'],
    ['only=type:ClaimLinked', '/only', 'not an act in the world'],
    ['only=actor:tass', '/only', `only can't be read: "actor:tass". Write type:<type>, such as type:ClaimReported`],
    ['policy=unknown/1', '/policy', 'There is no policy "unknown/1". There are: standard/1, strict/1.'],
    ['validAt=2999-01-01', '/validAt', 'later than now'],
    ['validAt=soon', '/validAt', 'validAt'],
    ['revision=999', '/revision', 'The claim has no revision 999.'],
    ['revision=1&asOf=2024-01-01', '/revision', 'Give one of asOf, position, revision'],
    ['position=12', '/position', 'must be a position'],
    [Array.from({ length: 51 }, () => 'without=actor:tass').join('&'), '/without', 'at most 50 times'],
  ])('reject %s', async (query, pointer, message) => {
    const { body } = await ledger.get(`${REMARK}?${query}`).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer, message: expect.stringContaining(message) as unknown }] });
  });

  it('reject a revision of a claim that does not exist, and what changes states for a list', async () => {
    await ledger.get('/v1/claims/none?revision=0').expect(404);
    const { body } = await ledger.get('/v1/claims?without=actor:tass').expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/without', code: 'unknown-field' }] });
  });

  describe('one entry', () => {
    const entryOf = async (entry: string, query = '') => bodyOf(`${TALKS}/entries/${entry}${query}`);

    it('has what it does, what it refers to, and what refers to it', async () => {
      const report = await entryOf('tass-report');
      expect(report).toMatchObject({
        entry: 'nato-discusses-kyiv-ceding-territory/tass-report',
        type: 'ClaimReported',
        claim: { id: 'nato-discusses-kyiv-ceding-territory', status: 'unsubstantiated' },
        effect: { on: 'counts' },
        refersTo: [
          {
            relation: 'cites',
            target: { type: 'entry', id: 'nato-discusses-kyiv-ceding-territory/la-repubblica-report' },
            use: 'credits',
          },
          { relation: 'follows', target: { type: 'entry' } },
          { relation: 'published-in', target: { type: 'document' } },
        ],
      });
      const cited = await entryOf('la-repubblica-report');
      expect(cited['referredToBy']).toMatchObject([
        {
          entry: 'nato-discusses-kyiv-ceding-territory/tass-report',
          relations: ['cites', 'follows'],
          by: ['tass'],
          voided: false,
        },
      ]);
      expect(await entryOf('search')).toMatchObject({ effect: { on: 'decides' } });
      const { items } = await bodyOf('/v1/entries?refersTo=nato-discusses-kyiv-ceding-territory/la-repubblica-report');
      expect(items).toMatchObject([{ entry: 'nato-discusses-kyiv-ceding-territory/tass-report' }]);
    });

    it('is without effect under a scenario that leaves it out, and may not have happened yet', async () => {
      expect(await entryOf('tass-report', '?without=actor:tass')).toMatchObject({
        effect: { on: 'none', reason: 'excluded' },
      });
      const before = await entryOf('search', '?validAt=2024-04-03');
      expect(before).toMatchObject({ claim: { status: 'unverified' }, effect: { on: 'possibly' } });
    });

    it('has an ETag, and names what does not exist', async () => {
      const { headers } = await ledger.get(`${TALKS}/entries/search?asOf=2030-01-01`).expect(400);
      expect(headers).not.toHaveProperty('etag');
      const found = await ledger.get(`${TALKS}/entries/search`).expect(200);
      const { etag = '' } = found.headers as { etag?: string };
      await ledger.get(`${TALKS}/entries/search`).set('If-None-Match', etag).expect(304);
      const detail = async (path: string) => (await ledger.get(path).expect(404)).body as unknown;
      expect(await detail(`${TALKS}/entries/none`)).toMatchObject({
        detail: 'There is no entry "nato-discusses-kyiv-ceding-territory/none".',
      });
      expect(await detail(`${TALKS}/entries/search?revision=0`)).toMatchObject({
        detail: 'There was no entry "nato-discusses-kyiv-ceding-territory/search" as of revision 0.',
      });
      expect(await detail('/v1/claims/none/entries/search')).toMatchObject({ detail: 'There is no claim "none".' });
      const { body } = await ledger.get('/v1/entries?refersTo=search').expect(400);
      expect(body).toMatchObject({ errors: [{ pointer: '/refersTo' }] });
    });
  });
});

const future = (): string => new Date(Date.now() + 86_400_000).toUTCString();
