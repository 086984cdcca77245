import { TestLedger } from './test-ledger.js';

const ENTRIES = 600;
const CLAIMS = 150;

describe('requests that one caller makes at the same time', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    const claim = { type: 'ClaimRegistered', language: 'en', kind: 'factual' };
    const reports = Array.from({ length: ENTRIES }, (_none, n) => ({
      type: 'ClaimReported',
      claim: 'large',
      id: `report-${n}`,
      by: [`outlet-${n % 20}`],
      basis: 'none-given',
      ...(n % 3 > 0 && { cites: [{ entry: `report-${n - 1}`, use: 'paraphrases' }] }),
    }));
    await ledger.import([
      ...Array.from({ length: 20 }, (_none, n) => ({
        type: 'ActorRegistered',
        actor: `outlet-${n}`,
        kind: 'outlet',
        name: `Outlet ${n}`,
      })),
      { ...claim, claim: 'large', text: 'The bridge is closed.' },
      { ...claim, claim: 'small', text: 'The tunnel is closed.' },
      ...Array.from({ length: CLAIMS }, (_none, n) => ({ ...claim, claim: `claim-${n}`, text: `Claim ${n}.` })),
      ...reports,
    ]);
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  /**
   * Makes all these requests with a key. As soon as one of them is answered, makes the read of a caller without a key, and
   * returns how many were answered before it.
   */
  async function answeredBefore(requests: readonly (() => Promise<{ readonly status: number }>)[]): Promise<number> {
    let answered = 0;
    const all = requests.map(async (send) => {
      const { status } = await send();
      answered += 1;
      return status;
    });
    await Promise.race(all);
    await ledger.get('/v1/claims/small').expect(200);
    const before = answered;
    const statuses = await Promise.all(all);
    expect(statuses).toEqual(requests.map(() => 200));
    return before;
  }

  const times = <Item>(count: number, item: () => Item): Item[] => Array.from({ length: count }, item);

  it('do not keep others waiting: reads of a large claim', async () => {
    const reads = ['', '/provenance', '/history', '/wordings', '/moments'].flatMap((what) =>
      times(6, () => async () => ledger.write('get', `/v1/claims/large${what}`)),
    );
    expect(await answeredBefore(reads)).toBeLessThan(20);
  });

  it('do not keep others waiting: comparisons', async () => {
    const body = { claims: ['large', 'small'], from: { asOf: '2020-01-01' } };
    expect(await answeredBefore(times(30, () => async () => ledger.post('/v1/comparisons', body)))).toBeLessThan(20);
  });

  it.each(['', '&format=csv'])('do not keep others waiting: one long comparison of two moments%s', async (form) => {
    const order: string[] = [];
    const compared = (async () => {
      const limit = form === '' ? '&limit=200' : '';
      const { body, text } = await ledger.write('get', `/v1/comparisons?from=2020-01-01${limit}${form}`).expect(200);
      order.push('comparison');
      return form === '' ? (body as { items: object[] }).items.length : text.trim().split('\n').length - 1;
    })();
    for (let read = 0; read < 5; read += 1) {
      await ledger.get('/v1/claims/small').expect(200);
      order.push('read');
    }
    expect(await compared).toBe(CLAIMS + 2);
    expect(order.at(-1)).toBe('comparison');
  });

  it('do not keep others waiting: pages', async () => {
    const page = async () => ledger.write('get', '/claims/large').set('Accept', 'text/html');
    expect(await answeredBefore(times(8, () => page))).toBeLessThan(6);
  });
});
