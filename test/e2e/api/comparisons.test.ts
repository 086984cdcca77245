import type { ComparisonView } from '../../../src/replay/comparisons/comparison.views.js';
import { TestLedger } from './test-ledger.js';

const REMARK = 'nato-discusses-territory-for-membership';
const TALKS = 'nato-discusses-kyiv-ceding-territory';

describe('/v1/comparisons', () => {
  let ledger: TestLedger;
  let beforeRemark: string;
  let afterRemark: string;

  const compare = async (query: string) =>
    (await ledger.get(`/v1/comparisons?limit=200&${query}`).expect(200)).body as ComparisonView;
  const claimIn = ({ items }: ComparisonView, id: string) => items.find(({ claim }) => claim === id);
  const replay = async (scenario: object): Promise<string> => {
    const { id } = (await ledger.post('/v1/replays', { scenario }).expect(202)).body as { id: string };
    await ledger.get(`/v1/replays/${id}?wait=60`).expect(200);
    return id;
  };

  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
    const positions: string[] = [];
    await ledger.importSeeds(async () => {
      positions.push(String((await ledger.get('/v1/claims?limit=1')).headers['ledger-position']));
      // The next file's events have a later time.
      await new Promise((resolve) => setTimeout(resolve, 2));
    });
    [beforeRemark = '', afterRemark = ''] = positions.slice(3, 5).map(encodeURIComponent);
  }, 60_000);
  afterAll(() => ledger.stop());

  it('list what changed between two positions, with what changed it', async () => {
    const comparison = await compare(`from=${beforeRemark}&to=${afterRemark}`);
    expect(claimIn(comparison, TALKS)).toBeUndefined();
    const remark = claimIn(comparison, REMARK);
    expect(remark).toMatchObject({ change: 'new', after: { status: 'retracted' } });
    expect(remark?.changes?.map(({ after }) => after.status)).toEqual(['unverified', 'denied', 'retracted']);
    expect(remark?.changes?.map(({ sentence }) => sentence.text)[1]).toContain('NATO');
    expect((await compare(`from=${afterRemark}&to=${afterRemark}`)).items).toEqual([]);
  });

  it('compare with now, page by page', async () => {
    const whole = await compare(`from=${beforeRemark}`);
    expect(claimIn(whole, TALKS)).toMatchObject({ change: 'new', after: { status: 'unsubstantiated' } });
    const items = [];
    let cursor = '';
    do {
      const page: ComparisonView = (
        await ledger.get(`/v1/comparisons?limit=7&from=${beforeRemark}${cursor}`).expect(200)
      ).body;
      items.push(...page.items);
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(items).toEqual(whole.items);
    const { body } = await ledger.get(`/v1/comparisons?from=${afterRemark}&cursor=zz`).expect(400);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:cursor-mismatch' });
  });

  it('begin with the claim that changed last, in descending order, page by page', async () => {
    const whole = await compare(`from=${beforeRemark}`);
    const latest = await compare(`from=${beforeRemark}&order=descending`);
    const ids = ({ items }: Pick<ComparisonView, 'items'>) => items.map(({ claim }) => claim);
    expect(ids(latest).toSorted()).toEqual(ids(whole).toSorted());
    const lastChanges = latest.items.map(({ changes }) => changes?.at(-1)?.position ?? '');
    expect(lastChanges).toEqual(lastChanges.toSorted().toReversed());
    const items = [];
    let cursor = '';
    do {
      const query = `limit=7&from=${beforeRemark}&order=descending${cursor}`;
      const page = (await ledger.get(`/v1/comparisons?${query}`).expect(200)).body as ComparisonView;
      items.push(...page.items);
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
      if (page.next !== undefined) await ledger.get(`/v1/comparisons?from=${beforeRemark}${cursor}`).expect(400);
    } while (cursor !== '');
    expect(items).toEqual(latest.items);
  });

  it.each(['ascending', 'descending'])(
    'list those that changed after registration, or new ones, only: %s',
    async (order) => {
      const whole = await compare(`from=${beforeRemark}&order=${order}`);
      const ids = (items: ComparisonView['items']) => items.map(({ claim }) => claim).toSorted();
      const hasChanged = ({ changes = [] }: ComparisonView['items'][number]) => changes.some(({ before }) => before);
      const changed = await compare(`from=${beforeRemark}&order=${order}&only=changed`);
      expect(ids(changed.items)).toEqual(ids(whole.items.filter(hasChanged)));
      expect(changed.items.length).toBeGreaterThan(1);
      const added = await compare(`from=${beforeRemark}&order=${order}&only=new`);
      expect(ids(added.items)).toEqual(ids(whole.items.filter(({ change }) => change === 'new')));
      expect(added.items.some(hasChanged)).toBe(true);
      expect(added.items.every(hasChanged)).toBe(false);
      const page = (await ledger.get(`/v1/comparisons?limit=1&from=${beforeRemark}&only=new`).expect(200))
        .body as ComparisonView;
      const next = `limit=1&from=${beforeRemark}&cursor=${encodeURIComponent(page.next ?? '')}`;
      await ledger.get(`/v1/comparisons?${next}&only=changed`).expect(400);
      expect(
        ((await ledger.get(`/v1/comparisons?${next}&only=new`).expect(200)).body as ComparisonView).items,
      ).toHaveLength(1);
    },
  );

  it('compare the claims of one narrative', async () => {
    const { body } = await ledger.get('/v1/narratives/territory-for-membership').expect(200);
    const members = (body as { claims: { id: string }[] }).claims.map(({ id }) => id);
    const { items } = await compare('from=2020-01-01&narrative=territory-for-membership');
    expect(items.map(({ claim }) => claim).toSorted()).toEqual(members.toSorted());
    expect((await compare('from=2020-01-01&narrative=no-such')).items).toEqual([]);
    const all = await replay({ without: ['type:ConfirmationSought', 'type:ClaimDenied'] });
    const some = (await compare(`from=replay:${all}&narrative=territory-for-membership`)).items;
    expect(some).toEqual((await compare(`from=replay:${all}`)).items.filter(({ claim }) => members.includes(claim)));
    expect(some).not.toEqual([]);
    const { body: refused } = await ledger.get(`/v1/comparisons?from=replay:${all}&order=descending`).expect(400);
    expect(refused).toMatchObject({ errors: [{ pointer: '/order', code: 'not-for-replays' }] });
  });

  it('show what falls without a source', async () => {
    const without = await replay({ without: ['type:ConfirmationSought'] });
    const comparison = await compare(`from=replay:${without}`);
    expect(comparison.from).toMatchObject({ replay: without });
    expect(comparison.items.map(({ claim }) => claim)).toEqual([TALKS]);
    expect(claimIn(comparison, TALKS)).toMatchObject({
      change: 'changed',
      before: { status: 'unverified' },
      after: { status: 'unsubstantiated' },
      countOnlyBefore: [],
      countOnlyAfter: [`${TALKS}/search`],
    });
    const strict = await replay({ policy: 'strict/1' });
    const standard = await replay({});
    expect((await compare(`from=replay:${standard}`)).items).toEqual([]);
    for (const { before, after } of (await compare(`from=replay:${standard}&to=replay:${strict}`)).items) {
      expect([before?.status, before?.rule]).not.toEqual([after?.status, after?.rule]);
    }
    const gone = await compare(`from=replay:${standard}&to=${beforeRemark}`);
    expect(claimIn(gone, TALKS)).toMatchObject({ change: 'gone', before: { status: 'unsubstantiated' } });
    expect(claimIn(gone, TALKS)).not.toHaveProperty('after');
  });

  it('are written whole as NDJSON, CSV and Markdown', async () => {
    const whole = await compare(`from=${beforeRemark}`);
    const text = async (query: string, accept = '*/*') => {
      const { headers, text } = await ledger.get(`/v1/comparisons?from=${beforeRemark}${query}`).set('Accept', accept);
      return { type: headers['content-type'] as unknown, text };
    };
    const lines = await text('&format=ndjson');
    expect(lines.type).toBe('application/x-ndjson');
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(whole.items);
    expect(await text('', 'application/x-ndjson')).toEqual(lines);
    const csv = await text('&format=csv', 'text/markdown');
    expect(csv.type).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.text.split('\r\n')).toHaveLength(whole.items.length + 2);
    const markdown = await text('', 'text/markdown');
    expect(markdown.type).toBe('text/markdown; charset=utf-8');
    expect(markdown.text.match(/^## /gm)).toHaveLength(whole.items.length);
    expect(markdown.text).toMatch(new RegExp(`\n${whole.items.length} claims differ\\.\n$`));
    const first = (await ledger.get(`/v1/comparisons?from=${beforeRemark}&limit=5`)).body as ComparisonView;
    for (const query of ['format=markdown&limit=5', `format=ndjson&cursor=${encodeURIComponent(first.next ?? '')}`]) {
      const { body } = await ledger.get(`/v1/comparisons?from=${beforeRemark}&${query}`).expect(400);
      const name = query.includes('limit') ? 'limit' : 'cursor';
      expect(body).toMatchObject({ errors: [{ pointer: `/${name}` }] });
    }
    const posted = await ledger
      .post('/v1/comparisons', { from: { policy: 'strict/1' }, claims: [REMARK] })
      .set('Accept', 'text/markdown')
      .expect(200);
    expect(posted.text).toMatch(/^Differences between .* by the policy strict\/1 and .* by the policy standard\/1:\n/);
  });

  describe('of some claims under two scenarios', () => {
    const between = async (body: object) =>
      (await ledger.post('/v1/comparisons', body).expect(200)).body as ComparisonView;

    it('are what two replays differ by', async () => {
      const conditions = { without: ['type:ConfirmationSought', 'type:StatementRetracted'] };
      const [without, present] = [await replay(conditions), await replay({})];
      const whole = await compare(`from=replay:${without}&to=replay:${present}`);
      expect(whole.items.length).toBeGreaterThan(1);
      const claims = [...whole.items.map(({ claim }) => claim), 'nato-policy-on-ukraine-unchanged'];
      const some = await between({ from: conditions, claims });
      expect(some.items).toEqual(whole.items);
      expect(some.from.scenario).toMatchObject({ policy: 'standard/1', without: conditions.without });
      expect(some.from.asOf).toBe(some.to.asOf);
      expect((await between({ from: conditions, to: conditions, claims })).items).toEqual([]);
      for (const id of [without, present]) await ledger.write('delete', `/v1/replays/${id}`).expect(204);
    });

    it('take a narrative, and different moments', async () => {
      const { items } = (await ledger.get('/v1/narratives').expect(200)).body as { items: { id: string }[] };
      for (const { id } of items) {
        const strict = await between({ to: { policy: 'strict/1' }, narrative: id });
        const list = (await ledger.get(`/v1/claims?narrative=${id}&limit=200`).expect(200)).body as {
          items: { id: string }[];
        };
        const ids = list.items.map((item) => item.id);
        for (const { claim } of strict.items) expect(ids).toContain(claim);
      }
      const since = await between({ from: { position: decodeURIComponent(beforeRemark) }, claims: [REMARK] });
      expect(since.items).toMatchObject([{ claim: REMARK, change: 'new', after: { status: 'retracted' } }]);
    });

    it.each([
      [{}, '', 'exactly one of claims, narrative is required'],
      [{ claims: [REMARK], narrative: 'x' }, '', 'exactly one of claims, narrative is required'],
      [{ claims: [REMARK, 'none'] }, '/claims/1', 'There was no claim "none"'],
      [{ narrative: 'none' }, '/narrative', 'There was no narrative "none"'],
      [{ from: { without: ['actor:nobody'] }, claims: [REMARK] }, '/from/without', 'There was no actor "nobody"'],
      [{ to: { policy: 'lenient/1' }, claims: [REMARK] }, '/to/policy', 'There is no policy "lenient/1"'],
      [{ to: { asOf: '2999-01-01' }, claims: [REMARK] }, '/to/asOf', 'later than now'],
      [{ from: { replay: 'x' }, claims: [REMARK] }, '/from/replay', 'Unknown field'],
    ])('reject %j', async (body, pointer, message) => {
      const { body: problem } = await ledger.post('/v1/comparisons', body).expect(422);
      expect(problem).toMatchObject({ errors: [{ pointer, message: expect.stringContaining(message) as unknown }] });
    });
  });

  it.each([
    ['', '/from', 'from is required'],
    ['from=soon', '/from', `from can't be read: "soon" is not a day (2023-04-20), an instant`],
    ['from=2023', '/from', 'too imprecise'],
    ['from=2026-01-01&to=2999-01-01', '/to', 'to ends at'],
    ['from=2026-01-02&to=2026-01-01', '/from', 'later than to'],
    ['from=replay:none', '/from', 'There is no replay none here'],
    ['from=2026-01-01&to=replay:', '/to', 'There is no replay'],
    ['from=2026-01-01&limit=1000', '/limit', 'limit'],
  ])('reject %s', async (query, pointer, message) => {
    const { body } = await ledger.get(`/v1/comparisons?${query}`).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer, message: expect.stringContaining(message) as unknown }] });
  });
});
