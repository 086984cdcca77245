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

  it.each([
    ['', '/from', 'from is required'],
    ['from=soon', '/from', `from can't be read`],
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
