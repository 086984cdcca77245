import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

/** The list of claims narrows by an actor that is found by name. */
const SPOKE = 'section:has(h2:text-is("Who spoke"))';
const FIELD = `${SPOKE} [role=combobox]`;

describeInBrowser('choosing by name', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
    const alias = { type: 'ActorAmended', aliases: ['ТАСС', 'Telegraph Agency'] };
    await ledger.post('/v1/actors/tass/events', alias).expect(201);
  });
  afterAll(() => ledger.stop());

  const open = async (page: Page) => {
    await page.click(`${SPOKE} button`);
    await page.waitForSelector(`${FIELD}:focus`);
  };
  const names = (page: Page) => page.locator(`${SPOKE} [role=option] .candidate-name`).allInnerTexts();
  const active = async (page: Page) => {
    const id = await page.getAttribute(FIELD, 'aria-activedescendant');
    return id === null ? undefined : page.innerText(`[id="${id}"] .candidate-name`);
  };

  it('finds an actor by an alias in another script, by keyboard alone', async () => {
    await browser.open(`${ledger.url}/claims`, async (page, watched) => {
      await open(page);
      await page.keyboard.type('тасс');
      await page.waitForSelector(`${SPOKE} [role=option] >> text=TASS`);
      expect(await names(page)).toEqual(['TASS']);
      expect(await page.innerText(`${SPOKE} [role=option]`)).toMatch(/outlet · .*ТАСС.* · tass/);
      expect(await page.innerText(`${SPOKE} [role=status]`)).toBe('1 found');
      expect(await page.getAttribute(FIELD, 'aria-expanded')).toBe('true');
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe('TASS');
      await page.keyboard.press('Enter');
      await page.waitForURL(/actor=tass/);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('shows lately chosen ones first, and goes round with the arrows', async () => {
    await browser.open(`${ledger.url}/claims`, async (page) => {
      await open(page);
      await page.keyboard.type('stoltenberg');
      await page.click(`${SPOKE} [role=option]`);
      await page.waitForURL(/actor=stoltenberg/);
      await page.goto(`${ledger.url}/claims`);
      await page.waitForSelector('html[data-explorer=ready]');
      await open(page);
      await page.keyboard.press('ArrowDown');
      await page.waitForSelector(`${SPOKE} [role=group] [role=option]`);
      expect(await page.getAttribute(`${SPOKE} [role=group]`, 'aria-label')).toBe('Chosen lately');
      const [first, ...others] = await names(page);
      expect(first).toBe('Jens Stoltenberg');
      expect(others.length).toBeGreaterThan(2);
      await page.waitForFunction(
        (count) => document.querySelector('[role=status].hidden')?.textContent.startsWith(`${count} `),
        others.length + 1,
      );
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe(others.at(-1));
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe(first);
    });
  });

  it('closes by Escape, then empties the field, and says that nothing was found', async () => {
    await browser.open(`${ledger.url}/claims`, async (page) => {
      await open(page);
      await page.keyboard.type('nato');
      await page.waitForSelector(`${SPOKE} [role=option] >> text=NATO`);
      await page.keyboard.press('Escape');
      expect(await page.getAttribute(FIELD, 'aria-expanded')).toBe('false');
      expect(await page.inputValue(FIELD)).toBe('nato');
      await page.keyboard.press('Escape');
      expect(await page.inputValue(FIELD)).toBe('');
      await page.keyboard.type('nobody of this name');
      await page.waitForSelector(`${SPOKE} [role=status] >> text=Nothing found`);
      expect(await page.isVisible(`${SPOKE} [role=listbox]`)).toBe(false);
    });
  });

  it.each(['?lang=en', '?lang=ar'])('is accessible with its list open, and fits a narrow screen: %s', async (query) => {
    await browser.check(`${ledger.url}/claims${query}`, undefined, async (page) => {
      await page.click('.facets section:nth-last-of-type(2) button, .facets button');
      await page.waitForSelector('.facets [role=combobox]:focus');
      await page.keyboard.press('ArrowDown');
      await page.waitForSelector('.facets [role=option]');
      await page.keyboard.press('ArrowDown');
    });
  });
});
