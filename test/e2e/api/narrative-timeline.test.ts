import { TestLedger } from './test-ledger.js';

interface Item {
  readonly kind: 'entry' | 'change';
  readonly claim: string;
  readonly type?: string;
  readonly recordedAt: string;
  readonly position: string;
  readonly occurred?: { readonly from?: string; readonly to?: string };
  readonly changed?: object;
  readonly cause?: object;
}
interface Items {
  readonly items: readonly Item[];
  readonly next?: string;
}

const NOT_ACTS = ['ClaimRegistered', 'ClaimAmended', 'ClaimLinked', 'ClaimUnlinked', 'EntryVoided'];

describe('timeline of a narrative', () => {
  let ledger: TestLedger;
  let narratives: readonly string[];
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await ledger.importSeeds();
    const { body } = await ledger.get('/v1/narratives').expect(200);
    narratives = (body as { items: { id: string }[] }).items.map(({ id }) => id);
  });
  afterAll(() => ledger.stop());

  async function timeline(narrative: string, query: string, limit = 200): Promise<Item[]> {
    const all: Item[] = [];
    let cursor = '';
    for (;;) {
      const path = `/v1/narratives/${narrative}/timeline?${query}&limit=${limit}${cursor}`;
      const { items, next } = (await ledger.get(path).expect(200)).body as Items;
      all.push(...items);
      if (next === undefined) return all;
      cursor = `&cursor=${next}`;
    }
  }

  /** What the histories of its claims have. */
  async function histories(narrative: string): Promise<Item[]> {
    const { body } = await ledger.get(`/v1/narratives/${narrative}`).expect(200);
    const items: Item[] = [];
    for (const { id } of (body as { claims: { id: string }[] }).claims) {
      const history = (await ledger.get(`/v1/claims/${id}/history`).expect(200)).body as Items;
      items.push(...history.items.map((item) => ({ ...item, claim: id })));
    }
    return items;
  }

  const byText = (items: readonly Item[]) => items.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort();
  const timeOf = ({ occurred, kind, recordedAt }: Item) =>
    kind === 'change' ? recordedAt : (occurred?.from ?? occurred?.to ?? '9999');
  const isSorted = (keys: readonly string[]) =>
    keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key);

  it('has what the histories of its claims have, in the order of recording, in pages of any size', async () => {
    let count = 0;
    for (const narrative of narratives) {
      const items = await timeline(narrative, 'sort=recorded');
      count += items.length;
      expect(byText(items)).toEqual(byText(await histories(narrative)));
      expect(isSorted(items.map(({ recordedAt, position }) => recordedAt + position))).toBe(true);
      expect(await timeline(narrative, '', 7)).toEqual(items);
    }
    expect(count).toBeGreaterThan(50);
  });

  it('has acts, and dates that passed, in the order of the world, and acts without a date at the end', async () => {
    let undated = 0;
    for (const narrative of narratives) {
      const items = await timeline(narrative, 'sort=occurred');
      const expected = (await histories(narrative)).filter(({ kind, type = '', cause = {} }) =>
        kind === 'entry' ? !NOT_ACTS.includes(type) : 'passed' in cause,
      );
      expect(byText(items)).toEqual(byText(expected));
      expect(isSorted(items.map(timeOf))).toBe(true);
      expect(await timeline(narrative, 'sort=occurred', 7)).toEqual(items);
      undated += items.filter((item) => timeOf(item) === '9999').length;
    }
    expect(undated).toBeGreaterThan(0);
  });

  it.each(['recorded', 'occurred'])('has only what changed a status with changed=true, by %s', async (sort) => {
    for (const narrative of narratives) {
      const all = await timeline(narrative, `sort=${sort}`);
      const changing = all.filter(({ kind, changed }) => kind === 'change' || changed !== undefined);
      expect(await timeline(narrative, `sort=${sort}&changed=true`, 3)).toEqual(changing);
    }
  });

  it('is as the ledger knew it at a moment', async () => {
    const [narrative = ''] = narratives;
    const all = await timeline(narrative, '');
    const { recordedAt = '' } = all[Math.floor(all.length / 2)] ?? {};
    const { headers } = await ledger.get(`/v1/narratives/${narrative}/timeline?asOf=${recordedAt}`);
    expect(headers['memento-datetime']).toBeDefined();
    for (const item of await timeline(narrative, `asOf=${recordedAt}`))
      expect(item.recordedAt <= recordedAt).toBe(true);
    await ledger.get(`/v1/narratives/${narrative}/timeline?asOf=2000-01-01`).expect(404);
  });

  it('is available as CSV', async () => {
    const [narrative = ''] = narratives;
    const { text } = await ledger.get(`/v1/narratives/${narrative}/timeline?format=csv`).expect(200);
    const [head = '', ...lines] = text.trim().split('\r\n');
    expect(head).toMatch(/^claim,recordedAt,occurredFrom,occurredTo,entry,type,/);
    expect(lines).toHaveLength((await timeline(narrative, '')).length);
  });

  it('rejects another order, a cursor of another order, and an unknown narrative', async () => {
    const [narrative = ''] = narratives;
    const path = `/v1/narratives/${narrative}/timeline`;
    expect((await ledger.get(`${path}?sort=newest`).expect(400)).body).toMatchObject({
      errors: [{ pointer: '/sort' }],
    });
    const { next } = (await ledger.get(`${path}?limit=1`).expect(200)).body as Items;
    await ledger.get(`${path}?limit=1&sort=occurred&cursor=${next ?? ''}`).expect(400);
    await ledger.get('/v1/narratives/nothing/timeline').expect(404);
  });
});
