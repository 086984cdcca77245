import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the lists of pages', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const entries = '/v1/claims/talks/entries';
    const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
    await ledger.post(entries, { ...denial, id: 'wrong' }).expect(201);
    await ledger.post(entries, { type: 'EntryVoided', id: 'void', voids: 'wrong', reason: 'Misread.' }).expect(201);
    await ledger.post(entries, { ...denial, id: 'right' }).expect(201);
    await ledger.import(
      Array.from({ length: 51 }, (_, n) => ({
        type: 'NarrativeRegistered',
        narrative: `story-${n}`,
        title: `No. ${n}`,
      })),
    );
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  const page = (path: string) => ledger.get(path).set('Accept', BROWSER);
  const loggedIn = (path: string) =>
    page(path).set({ Cookie: `claim-ledger=${ledger.key}`, 'Sec-Fetch-Site': 'same-origin' });

  it('strike through and mark entries that are void, and no others', async () => {
    for (const path of ['/', '/actors/nato']) {
      const { text } = await page(path).expect(200);
      expect([path, text.match(/<s>.*?<\/s> <span class="mark">voided<\/span>/gs)?.length]).toEqual([path, 1]);
      expect(visible(text).match(/Denied by NATO voided/g)).toHaveLength(1);
    }
    const heading = async (entry: string) => {
      const { text } = await page(`/claims/talks/entries/${entry}`).expect(200);
      return /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? '';
    };
    expect(await heading('wrong')).toMatch(/^<s>.*Denied by.*<\/s> <span class="mark">voided<\/span>$/s);
    expect(await heading('right')).not.toMatch(/<s>|voided/);
  });

  it('say of a state since when it is on record', async () => {
    for (const path of ['/', '/claims', '/claims/talks'])
      expect(visible((await page(path).expect(200)).text)).toMatch(/on record since \d+ \w+ \d{4}/);
  });

  it('lead to all narratives, a page at a time', async () => {
    const home = await page('/').expect(200);
    expect(home.text).toContain('<a href="/narratives">All narratives</a>');
    const first = await page('/narratives').expect(200);
    const next = /<a rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(next).expect(200);
    const shown = [first, second].map(({ text }) => text.match(/href="\/narratives\/story-\d+"/g) ?? []);
    expect(shown.map(({ length }) => length)).toEqual([50, 1]);
    expect(new Set(shown.flat()).size).toBe(51);
    expect(second.text).not.toContain('rel="next"');
    const csv = /href="(\/v1\/narratives\?format=csv)"/.exec(first.text)?.[1] ?? '';
    await ledger.get(csv).expect(200);
  });

  it('lead from the page of recording to all that can be registered', async () => {
    const { text } = await loggedIn('/record?q=harbour').expect(200);
    for (const link of ['/claims/new?text=harbour', '/actors/new', '/documents/new', '/narratives/new'])
      expect(text).toContain(`href="${link}"`);
  });

  it('keep who is logged in where there is nothing', async () => {
    for (const path of ['/no-such-page', '/claims/no-such', '/claims?status=true']) {
      const { text, headers } = await loggedIn(path);
      expect([path, text.includes('aria-label="Logged in as Administrator"')]).toEqual([path, true]);
      expect(text).toContain('<a href="/record">');
      expect(headers['cache-control']).toBe('no-store');
      expect((await page(path)).text).not.toContain('Logged in');
    }
  });
});
