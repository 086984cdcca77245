import type { Page } from 'playwright-core';
import { PAGES } from '../../../src/explorer/pages.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = '/claims/nato-discusses-kyiv-ceding-territory';
const MOMENT = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
const PATHS = [
  ...PAGES.flatMap(({ pattern }) => (pattern.includes(':') ? [] : pattern)),
  CLAIM,
  `${CLAIM}?asOf=${MOMENT}`,
  `${CLAIM}/origins`,
  `${CLAIM}/wordings`,
  `${CLAIM}/compare?a=${MOMENT}`,
  `${CLAIM}/entries/tass-report`,
  '/actors/tass',
  '/documents/assessing-natos-alleged-talks',
  '/narratives/vilnius-and-ukraines-status',
  '/narratives/territory-for-membership?sort=occurred&lang=ar',
];

/** What is left of a sheet of A4 between the margins, in CSS pixels. */
const SHEET = { width: 680, height: 1_000 };

describeInBrowser('printed pages', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
    for (const reaction of ['noted', 'commented', 'noted']) {
      await ledger.post(`/v1${CLAIM}/entries`, { type: 'ReactionRecorded', by: ['nato'], reaction }).expect(201);
    }
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  const printed = <Result>(path: string, use: (page: Page) => Promise<Result>, colorScheme?: 'dark') =>
    browser.open(
      `${ledger.url}${path}`,
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        return use(page);
      },
      { viewport: SHEET, ...(colorScheme && { colorScheme }) },
    );

  it.each(PATHS)('have no controls, no cut drawing, and write out address, moment and links: %s', async (path) => {
    await printed(path, async (page) => {
      await page.waitForFunction(() => document.querySelector('.printed')?.textContent.includes('UTC') === true);
      const found = await page.evaluate((sheet) => {
        const visible = [...document.querySelectorAll<HTMLElement | SVGElement>('body *')].filter((element) =>
          element.checkVisibility(),
        );
        const matching = (selector: string) => visible.filter((element) => element.matches(selector));
        const name = (element: Element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`;
        const links = matching('main :is(p, li, dd) a').filter(
          (link) => !link.closest('svg, .citation, .inline, .states') && !link.getAttribute('href')?.startsWith('#'),
        );
        return {
          controls: matching('button, input, select, textarea, nav').map(name),
          wide: document.documentElement.scrollWidth > sheet.width,
          cut: matching('svg')
            .filter((drawing) => {
              const { left, right, height } = drawing.getBoundingClientRect();
              return left < -1 || right > sheet.width + 1 || height > sheet.height;
            })
            .map(name),
          bare: links
            .filter((link) => !getComputedStyle(link, '::after').content.includes(link.getAttribute('href') ?? '?'))
            .map(name),
          address: matching('.printed').map(({ textContent }) => textContent)[0],
        };
      }, SHEET);
      expect(found).toEqual({
        controls: [],
        wide: false,
        cut: [],
        bare: [],
        address: expect.stringContaining(`${ledger.url}${path}`) as unknown,
      });
      expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  it('say which moment they show', async () => {
    await printed(`${CLAIM}?asOf=${MOMENT}`, async (page) => {
      expect(await page.innerText('.moment')).toMatch(/You are reading the past.*as the ledger knew it on/s);
      expect(await page.isVisible('.moment a')).toBe(false);
    });
  });

  it('show what is folded on the screen', async () => {
    await printed('/narratives/territory-for-membership', async (page) => {
      const items = await page.locator('.turn details li').all();
      expect(items.length).toBeGreaterThan(2);
      for (const item of items) expect(await item.isVisible()).toBe(true);
    });
  });

  it('are dark on light, whatever the screen is', async () => {
    await printed(
      CLAIM,
      async (page) => {
        expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(28, 26, 23)');
      },
      'dark',
    );
  });
});
