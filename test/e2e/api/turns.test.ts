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
   * Makes all these requests with a key, then the read of a caller without a key, and returns how many were answered before it.
   */
  async function answeredBefore(requests: readonly (() => Promise<{ readonly status: number }>)[]): Promise<number> {
    let answered = 0;
    const all = requests.map(async (send) => {
      const { status } = await send();
      answered += 1;
      return status;
    });
    await ledger.get('/v1/claims/small').expect(200);
    const before = answered;
    const statuses = await Promise.all(all);
    expect(statuses).toEqual(requests.map(() => 200));
    return before;
  }

  const times = <Item>(count: number, item: () => Item): Item[] => Array.from({ length: count }, item);

  it('do not keep others waiting: reads of a large claim', async () => {
    const reads = ['', '/provenance', '/history', '/wordings', '/moments'].flatMap((what) =>
      times(8, () => async () => ledger.write('get', `/v1/claims/large${what}`)),
    );
    expect(await answeredBefore(reads)).toBeLessThan(20);
  });

  const compareAll = (query: string) => async () => ledger.write('get', `/v1/comparisons?from=2020-01-01${query}`);

  it.each([
    ['of two moments', compareAll('&limit=200')],
    ['of two moments, as CSV', compareAll('&format=csv')],
  ])('do not keep others waiting: one long comparison %s', async (_which, compare) => {
    const order: string[] = [];
    const compared = (async () => {
      const { status, text } = await compare();
      order.push('comparison');
      expect(status).toBe(200);
      return text;
    })();
    for (let read = 0; read < 5; read += 1) {
      await ledger.get('/v1/claims/small').expect(200);
      order.push('read');
    }
    expect(new Set((await compared).match(/\bclaim-\d+/g)).size).toBe(CLAIMS);
    expect(order.at(-1)).toBe('comparison');
  });

  it('do not keep others waiting: pages', async () => {
    const page = async () => ledger.write('get', '/claims/large').set('Accept', 'text/html');
    expect(await answeredBefore(times(16, () => page))).toBeLessThan(10);
  });
});
