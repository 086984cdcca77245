import { LiveStreams } from '../../../src/http/live-streams.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = '/claims/nato-discusses-territory-for-membership';

describeInBrowser('the pages in a browser', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
  });
  afterAll(() => ledger.stop());

  it.each([
    '/claims?status=stated&q=ukraine',
    '/claims?q=no-such-word',
    '/claims/nato-discusses-kyiv-ceding-territory',
    `${CLAIM}?validAt=2023-08-15`,
    '/claims/no-such-claim',
    '/?lang=ar',
    `${CLAIM}?lang=ar`,
    `${CLAIM}?lang=uk`,
    '/claims?lang=de',
  ])('%s is accessible, hydrates without a change, and fits a narrow screen', async (path) => {
    await browser.check(`${ledger.url}${path}`);
  });

  it('goes to another page without a reload, and back', async () => {
    await browser.open(`${ledger.url}/claims?status=retracted`, async (page, watched) => {
      const list = await page.title();
      await page.evaluate(() => {
        Object.assign(globalThis, { sameDocument: true });
      });
      await page.click('.claims a');
      await page.waitForURL(/\/claims\/[\w-]+$/);
      await page.waitForSelector('article.claim');
      expect(await page.title()).toContain(await page.innerText('h1'));
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
      await page.goBack();
      await page.waitForSelector('.claims-page');
      expect(await page.title()).toBe(list);
      expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('searches without a reload, and keeps the moment', async () => {
    const day = new Date().toISOString().slice(0, 10);
    await browser.open(`${ledger.url}/?asOf=${day}`, async (page) => {
      await page.fill('main input[type=search]', 'territory');
      await page.press('main input[type=search]', 'Enter');
      await page.waitForSelector('.claims-page');
      const { searchParams } = new URL(page.url());
      expect(Object.fromEntries(searchParams)).toEqual({ q: 'territory', asOf: day });
      expect(await page.getAttribute('meta[name=robots]', 'content')).toBe('noindex');
    });
  });

  it('leaves what it cannot show to the server', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await page.click('.moment summary');
      await page.fill('input[name=asOf]', 'yesterday');
      await page.press('input[name=asOf]', 'Enter');
      await page.waitForSelector('.problem');
      expect(await page.innerText('main')).toContain('asOf');
    });
  });

  it('says that there are new entries, and shows them on demand', async () => {
    await browser.open(`${ledger.url}${CLAIM}`, async (page, watched) => {
      const before = await page.locator('.entries > li').count();
      // The stream starts from now, so the server must have it before something is recorded.
      const streams = ledger.app.get(LiveStreams, { strict: false });
      while (streams.count === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const note = { type: 'ReactionRecorded', by: ['nato'], reaction: 'noted' };
      await ledger.post(`/v1${CLAIM}/entries`, note).expect(201);
      await page.waitForSelector('.live a');
      expect(await page.innerText('.live')).toBe('1 new entry: show');
      expect(await page.locator('.entries > li').count()).toBe(before);
      await page.click('.live a');
      await page.waitForFunction((count) => document.querySelectorAll('.entries > li').length > count, before);
      await page.waitForSelector('.live a', { state: 'detached' });
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('follows single keys, until they are turned off', async () => {
    await browser.open(`${ledger.url}/claims`, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
      const texts = await page.locator('.claims .claim-text a').allInnerTexts();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await focused()).toBe(texts[1]);
      await page.keyboard.press('k');
      expect(await focused()).toBe(texts[0]);
      await page.keyboard.press('/');
      await page.keyboard.type('jk/');
      expect(await page.inputValue('main input[type=search]')).toBe('jk/');
      await page.click('.keys button');
      await page.keyboard.press('j');
      expect(await focused()).toBe('Turn keys on');
      await page.reload();
      await page.waitForSelector('.keys button:has-text("Turn keys on")');
    });
  });

  it('works without script', async () => {
    await browser.open(
      `${ledger.url}/`,
      async (page) => {
        await page.fill('main input[type=search]', 'territory');
        await page.press('main input[type=search]', 'Enter');
        await page.waitForSelector('.claims-page');
        await page.click('.claims a');
        await page.waitForSelector('article.claim');
        expect(await page.locator('.entries > li').count()).toBeGreaterThan(2);
      },
      { javaScriptEnabled: false },
    );
  });
});
