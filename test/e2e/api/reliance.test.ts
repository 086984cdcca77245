import { parse } from 'csv-parse/sync';
import { seededLedger } from '../../support/openapi-document.js';
import type { TestLedger } from './test-ledger.js';

const CEDING = 'nato-discusses-kyiv-ceding-territory';
const CEDABLE = 'jenssen-says-kyiv-could-cede-territory';
const TERRITORY = 'nato-discusses-territory-for-membership';

interface PageBody {
  readonly items: Record<string, unknown>[];
  readonly next?: string;
}

describe('who relies on whom, for the seeds', () => {
  let ledger: TestLedger;
  let seeded: string;

  beforeAll(async () => {
    ledger = await seededLedger();
    await ledger.ready();
    seeded = (await ledger.get('/v1/claims?limit=1').expect(200)).headers['ledger-position'] as string;
  }, 60_000);
  afterAll(() => ledger.stop());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body as PageBody;
  const rowsOf = async (path: string): Promise<Record<string, string>[]> =>
    parse((await ledger.get(path).set('Accept', 'text/csv').expect(200)).text, { columns: true });
  const idsOf = (items: PageBody['items']) =>
    items.map(({ carrier, carried }) => [carrier, carried].map((actor) => (actor as { id: string }).id).join(' > '));

  it('lists who carries whom, with the entries that show it', async () => {
    const { items } = await get('/v1/reliances?carriedKind=outlet&narrative=territory-for-membership');
    expect(idsOf(items)).toEqual(
      expect.arrayContaining([
        'publisher-alleged-talks > tass',
        'russian-media-on-tass-report > tass',
        'tass > la-repubblica',
      ]),
    );
    expect(await get('/v1/reliances?carrier=tass')).toEqual({
      total: 1,
      items: [
        {
          carrier: { id: 'tass', name: 'TASS', kind: 'outlet' },
          carried: { id: 'la-repubblica', name: 'La Repubblica', kind: 'outlet' },
          ...{ claims: 1, entries: 1, how: { cites: 1, interprets: 0, publishes: 0 } },
          shownBy: [`${CEDING}/tass-report`],
        },
      ],
    });
    const entries = await get('/v1/reliance-entries?carrier=tass&carried=la-repubblica');
    expect(entries.items).toMatchObject([
      { entry: `${CEDING}/tass-report`, by: ['tass'], how: ['cites'], occurredAt: '../2024-04-04', claim: CEDING },
    ]);
    const read = await get('/v1/reliances?how=interprets');
    expect(idsOf(read.items)).toEqual(['publisher-untitled > jenssen', 'the-hill > kirby']);
  });

  it('answers in pages as of the moment of the first one, and as CSV', async () => {
    const all = (await get('/v1/reliances?limit=200')) as PageBody & { readonly total: number };
    expect(all.total).toBe(all.items.length);
    const first = await get('/v1/reliances?limit=30');
    const report = { type: 'ClaimReported', id: 'echo', by: ['tass'], basis: 'none-given' };
    const cites = [{ actor: 'la-repubblica', use: 'credits' }];
    await ledger.post(`/v1/claims/${TERRITORY}/entries`, { ...report, cites }).expect(201);
    const second = await get(`/v1/reliances?limit=30&cursor=${encodeURIComponent(first.next ?? '')}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeUndefined();
    await ledger.get(`/v1/reliances?limit=30&sort=claims&cursor=${encodeURIComponent(first.next ?? '')}`).expect(400);

    expect((await get('/v1/reliances?carrier=tass')).items).toMatchObject([{ claims: 2, entries: 2 }]);
    const past = await ledger.get(`/v1/reliances?carrier=tass&position=${seeded}`).expect(200);
    expect(past.body).toMatchObject({ items: [{ claims: 1, entries: 1 }] });
    expect(past.headers['cache-control']).toContain('immutable');
    const voided = { type: 'EntryVoided', voids: 'echo', reason: 'by mistake' };
    await ledger.post(`/v1/claims/${TERRITORY}/entries`, voided).expect(201);
    expect((await get('/v1/reliances?limit=200')).items).toEqual(all.items);

    const rows = await rowsOf('/v1/reliances');
    expect(rows.map(({ carrier, carried }) => `${carrier} > ${carried}`)).toEqual(idsOf(all.items));
    expect(rows.find(({ carrier }) => carrier === 'tass')).toMatchObject({
      cites: '1',
      shownBy: `${CEDING}/tass-report`,
    });
    const csv = await rowsOf('/v1/reliance-entries?carrier=tass&carried=la-repubblica');
    expect(csv).toMatchObject([{ entry: `${CEDING}/tass-report`, how: 'cites' }]);
  });

  it('lists rings of outlets that cite each other', async () => {
    expect((await get('/v1/rings')).items).toEqual([]);
    const cites = [{ actor: 'tass', use: 'credits' }];
    const report = { type: 'ClaimReported', id: 'italian-echo', by: ['la-repubblica'], basis: 'none-given', cites };
    await ledger.post(`/v1/claims/${TERRITORY}/entries`, report).expect(201);
    const { items } = await get('/v1/rings');
    expect(items).toMatchObject([
      {
        members: [{ id: 'la-repubblica' }, { id: 'tass', name: 'TASS' }],
        links: [
          { carrier: 'la-repubblica', carried: 'tass', claims: 1, entries: 1 },
          { carrier: 'tass', carried: 'la-repubblica', claims: 1, entries: 1 },
        ],
        circularClaims: [],
        totals: { members: 2, links: 2, circularClaims: 0, shownBy: 2, claims: 2 },
      },
    ]);
    expect(items[0]?.['shownBy']).toEqual([`${TERRITORY}/italian-echo`, `${CEDING}/tass-report`]);
    expect(await rowsOf('/v1/rings')).toMatchObject([{ members: 'la-repubblica; tass', claims: '2' }]);
    expect((await get('/v1/rings?minEntries=2')).items).toEqual([]);
    expect((await get(`/v1/rings?position=${seeded}`)).items).toEqual([]);
    const voided = { type: 'EntryVoided', voids: 'italian-echo', reason: 'by mistake' };
    await ledger.post(`/v1/claims/${TERRITORY}/entries`, voided).expect(201);
    expect((await get('/v1/rings')).items).toEqual([]);
  });

  it('shows what rests on one actor alone, and what it took back', async () => {
    const { items } = await get('/v1/reaches?sort=outlets');
    expect(items[0]).toMatchObject({ actor: { id: 'stoltenberg' }, claims: 17, supported: 17, outlets: 4 });
    expect(items.find(({ actor }) => (actor as { id: string }).id === 'la-repubblica')).toMatchObject({
      ...{ claims: 2, supported: 2, outlets: 2, status: { unsubstantiated: 1, unverified: 1 }, takingsBack: 0 },
    });
    const narrowed = await get('/v1/reaches?topic=ukraine&kind=position&about=nato');
    expect(narrowed.items.length).toBeGreaterThan(0);

    const reach = (await get('/v1/actors/jenssen/reach')) as PageBody & {
      readonly tookBack: Record<string, unknown>[];
    };
    expect(reach).toMatchObject({
      actor: { id: 'jenssen', name: 'Stian Jenssen' },
      ...{ claims: 4, supported: 2, outlets: 1, status: { retracted: 2, stated: 1, unverified: 1 }, takingsBack: 4 },
      carriedBy: [{ id: 'publisher-untitled', claims: 4 }],
    });
    // An import records the entries of different claims in any order.
    expect(reach.tookBack.map(({ type, takesBack, entry }) => [type, takesBack, entry]).sort()).toEqual([
      ['ApologyIssued', 'nothing', `${CEDABLE}/jenssen-apologises`],
      ['StatementRetracted', 'whole', `${CEDABLE}/jenssen-calls-it-a-mistake`],
      ['StatementRetracted', 'whole', `${TERRITORY}/jenssen-calls-it-a-mistake`],
      ['StatementReworded', 'whole', `${TERRITORY}/jenssen-rewords`],
    ]);
    expect(reach.tookBack.every(({ of }) => String(of).endsWith('/jenssen-remark'))).toBe(true);
    const claims = await get('/v1/actors/jenssen/reach/claims?limit=3');
    expect(claims).toMatchObject({ items: [{}, {}, {}], total: 4 });
    const rest = await get(`/v1/actors/jenssen/reach/claims?limit=3&cursor=${encodeURIComponent(claims.next ?? '')}`);
    expect(rest.items).toHaveLength(1);
    await ledger
      .get(`/v1/actors/nato/reach/claims?limit=3&cursor=${encodeURIComponent(claims.next ?? '')}`)
      .expect(400);
    const rows = await rowsOf('/v1/actors/jenssen/reach/claims');
    expect(rows.map(({ status }) => status).sort()).toEqual(['retracted', 'retracted', 'stated', 'unverified']);
    expect((await rowsOf('/v1/reaches')).find(({ actor }) => actor === 'jenssen')).toMatchObject({ retracted: '2' });
  });

  it.each([
    ['/v1/reliances?how=copies', '/how'],
    ['/v1/reliances?carrier=No', '/carrier'],
    ['/v1/reliances?since=soon', '/since'],
    ['/v1/reliances?asOf=2999-01-01', '/asOf'],
    ['/v1/reliance-entries?carrier=tass', '/carried'],
    ['/v1/rings?minEntries=0', '/minEntries'],
    ['/v1/reaches?sort=newest', '/sort'],
    ['/v1/reaches?limit=5&format=csv', '/limit'],
  ])('rejects %s', async (path, pointer) => {
    const { body } = await ledger.get(path).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer }] });
  });

  it('answers 404 for the reach of an actor that was unknown', async () => {
    await ledger.get('/v1/actors/nobody/reach').expect(404);
    await ledger.get('/v1/actors/jenssen/reach?asOf=2020-01-01').expect(404);
    await ledger.get('/v1/actors/nobody/reach/claims').expect(404);
  });
});
