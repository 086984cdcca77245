import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** The administrator records a report, and the desk a denial. */
describe('who recorded', () => {
  let ledger: TestLedger;
  let desk: string;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const made = await ledger
      .post('/v1/keys', { principal: 'desk', name: 'News desk', scopes: ['record'] })
      .expect(201);
    desk = (made.body as { readonly key: string }).key;
  });
  afterAll(() => ledger.stop());

  const shown = async (path: string, key?: string): Promise<string> => {
    const request = ledger.get(path).set('Accept', 'text/html');
    if (key !== undefined) void request.set('Authorization', `Bearer ${key}`);
    return visible((await request.expect(200)).text);
  };

  it('is once on the page of a claim if all is by one, else with each entry', async () => {
    expect(await shown('/claims/talks')).toMatch(/1 entry on this page\. Recorded by: admin/);
    const denial = { type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given' };
    await ledger.post('/v1/claims/talks/entries', denial).set('Authorization', `Bearer ${desk}`).expect(201);
    await ledger.ready();
    const both = await shown('/claims/talks');
    expect(both).toMatch(
      /2 entries on this page\. Claim registered.*Recorded by: admin.*Denied by.*Recorded by: desk/s,
    );
  });

  it.each([
    ['an administrator', (): string => ledger.key, 'Recorded by News desk ( desk)'],
    ['oneself', (): string => desk, 'Recorded by News desk ( desk)'],
    ['everybody else', (): undefined => undefined, 'Recorded by desk'],
  ] as const)('is named for %s, where the ledger gives the name', async (_whom, key, text) => {
    const page = await shown('/claims/talks/entries/denial', key());
    expect(page).toContain(text);
    if (key() === undefined) expect(page).not.toContain('News desk');
    expect(await shown('/claims/talks', key())).toContain(text.replace('by ', 'by: '));
    if (key() === desk) expect(await shown('/claims/talks', desk)).not.toContain('Administrator');
  });

  describeInBrowser('in a browser', (browser) => {
    it('is named also on a page that comes without a reload', async () => {
      await browser.record(`${ledger.url}/claims/talks`, ledger.key, async (page) => {
        expect(await page.locator('#entry-denial').innerText()).toContain('Recorded by: News desk (desk)');
        await page.locator('#entry-denial').getByRole('link', { name: 'page of this entry' }).click();
        await page.waitForURL(/entries\/denial$/);
        await page.getByText('News desk').waitFor();
        await page.locator('.id', { hasText: 'talks/denial' }).click();
        await page.waitForURL(/\/claims\/talks#entry-denial$/);
      });
    });

    it('is accessible', async () => {
      await browser.check(`${ledger.url}/claims/talks/entries/denial`, undefined, undefined, ledger.key);
    });
  });
});
