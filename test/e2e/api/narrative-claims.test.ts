import { TestLedger } from './test-ledger.js';

interface Narrative {
  readonly size: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly claims: readonly { readonly id: string; readonly status: string }[];
  readonly nextClaim?: string;
  readonly position: string;
}

const STORY = '/v1/narratives/vilnius-and-ukraines-status';

describe('the claims of a narrative', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
    await ledger.importSeeds();
  }, 120_000);
  afterAll(() => ledger.stop());

  const read = async (query: string, path = STORY) =>
    (await ledger.get(`${path}?${query}`).expect(200)).body as Narrative;

  async function pagesOf(query: string, limit: number): Promise<Narrative[]> {
    const pages: Narrative[] = [];
    for (let after = ''; ;) {
      const page = await read(`${query}&limit=${limit}${after}`);
      pages.push(page);
      if (page.nextClaim === undefined) return pages;
      after = `&after=${page.nextClaim}`;
    }
  }

  const statusesOf = (claims: Narrative['claims']) => {
    const counts: Record<string, number> = {};
    for (const { status } of claims) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };

  it.each(['', 'without=type:ClaimReported', 'validAt=2023-07-01', 'only=type:ClaimReported'])(
    'come in pages of any size, and each page counts the statuses of all: %s',
    async (query) => {
      const whole = await read(query);
      expect(whole.claims).toHaveLength(whole.size);
      expect(whole).not.toHaveProperty('nextClaim');
      expect(whole.statuses).toEqual(statusesOf(whole.claims));
      expect(Object.values(whole.statuses)).toEqual(Object.values(whole.statuses).toSorted((a, b) => b - a));
      for (const limit of [7, 27, whole.size]) {
        const pages = await pagesOf(query, limit);
        expect(pages).toHaveLength(Math.ceil(whole.size / limit));
        expect(pages.flatMap(({ claims }) => claims)).toEqual(whole.claims);
        for (const { claims, nextClaim, ...rest } of pages) {
          expect(claims.length).toBeLessThanOrEqual(limit);
          expect([undefined, claims.at(-1)?.id]).toContain(nextClaim);
          const { claims: _all, ...same } = whole;
          expect(rest).toEqual(same);
        }
      }
    },
  );

  it('are counted as of a moment, and as lists count them', async () => {
    const { body } = await ledger.get(`${STORY}/timeline?limit=200&changed=true`).expect(200);
    const moments = (body as { items: { recordedAt: string }[] }).items.map(({ recordedAt }) => recordedAt);
    const asked = [moments[Math.floor(moments.length / 2)], moments.at(-1)].map((asOf) => `asOf=${asOf ?? ''}`);
    for (const query of ['', ...asked]) {
      const { statuses, size } = await read(`${query}&limit=1`);
      const counts = await ledger.get(`/v1/claim-counts?narrative=${STORY.slice(15)}&by=status&${query}`).expect(200);
      expect(counts.body).toMatchObject({ total: size, status: statuses });
    }
  });

  it('continue after a claim that was removed, and not after one that was never there', async () => {
    await ledger.put('/v1/narratives/short', { title: 'A short story' }).expect(201);
    const { claims } = await read('limit=4');
    const [first, second, third, other] = claims.map(({ id }) => id);
    const record = (type: string, claim = '') =>
      ledger.post('/v1/narratives/short/events', { type, claim }).expect(201);
    for (const claim of [first, second, third]) await record('NarrativeClaimAdded', claim);
    await record('NarrativeClaimRemoved', second);
    const path = '/v1/narratives/short';
    expect((await read(`after=${second ?? ''}`, path)).claims.map(({ id }) => id)).toEqual([third]);
    await record('NarrativeClaimAdded', second);
    expect((await read(`after=${third ?? ''}`, path)).claims.map(({ id }) => id)).toEqual([second]);
    expect(await read(`after=${second ?? ''}`, path)).toMatchObject({ claims: [], size: 3 });
    for (const after of [other, 'unknown']) {
      const { body } = await ledger.get(`${path}?after=${after ?? ''}`).expect(400);
      expect(body).toMatchObject({ errors: [{ pointer: '/after', code: 'not-in-narrative' }] });
    }
  });

  it.each(['limit=0', 'limit=1001', 'limit=many', 'after=NATO', 'page=2'])('reject %s', async (query) => {
    const { body } = await ledger.get(`${STORY}?${query}`).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: `/${query.slice(0, query.indexOf('='))}` }] });
  });
});
