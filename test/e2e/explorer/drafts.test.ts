import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const FORM = '/claims/talks/entries/new?type=ClaimReported&by=tass&occurredAt=2023-08-16';

describeInBrowser('drafts', (browser) => {
  let ledger: TestLedger;
  beforeEach(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const open = (path: string, use: (page: Page) => Promise<void>) => browser.record(ledger.url + path, ledger.key, use);
  const finder = (page: Page, label: string) => page.getByRole('combobox', { name: new RegExp(`^${label}`) });
  const reload = async (page: Page, kept = '') => {
    await page.waitForFunction((text) => Object.values(localStorage).join(' ').includes(text), kept);
    await page.reload();
    await page.waitForSelector('.notice.draft');
  };
  const send = 'form.record > .actions button[type=submit]';
  const revision = async () =>
    ((await ledger.get('/v1/claims/talks').expect(200)).body as { readonly revision: number }).revision;

  it('keep what is typed in a finder, and nothing is sent while nothing is chosen for it', async () => {
    await open(FORM, async (page) => {
      await page.locator('input[type=radio][value=none-given]').check();
      await page.getByRole('button', { name: 'Add one', exact: true }).click();
      await page.locator('input[type=radio][value=actor]').check();
      await finder(page, 'Somebody').fill('NAT');
      await finder(page, 'Where to read or see it').fill('an unlisted page');
      await reload(page, 'an unlisted page');
      expect(await finder(page, 'Somebody').inputValue()).toBe('NAT');
      expect(await finder(page, 'Where to read or see it').inputValue()).toBe('an unlisted page');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await page.click(send);
      await page.waitForSelector('.rejected');
      for (const place of ['On whose word › No. 1 › Somebody', 'Where to read or see it']) {
        expect(await page.innerText('.rejected')).toContain(`${place}: Choose one from the list`);
      }
      expect(await revision()).toBe(0);
      // Another page and back, without a reload.
      await page.click('.masthead .name a');
      await page.waitForURL(`${ledger.url}/`);
      await page.goBack();
      await page.waitForSelector('.notice.draft');
      expect(await finder(page, 'Somebody').inputValue()).toBe('NAT');
      await finder(page, 'Where to read or see it').fill('');
      await page.getByRole('button', { name: 'Remove no. 1' }).click();
      await reload(page);
      expect(await finder(page, 'Where to read or see it').inputValue()).toBe('');
      await page.click(send);
      await page.waitForSelector('.recorded');
      expect(await revision()).toBe(1);
    });
  });

  it('keep what is typed with its item when one before it is removed', async () => {
    await open(FORM, async (page) => {
      for (const [number, name] of ['first', 'second'].entries()) {
        await page.getByRole('button', { name: /^Add (one|another one)$/ }).click();
        const item = page.locator('fieldset.item').nth(number);
        await item.locator('input[type=radio][value=actor]').check();
        await item.getByRole('combobox').fill(name);
      }
      await page.getByRole('button', { name: 'Remove no. 1' }).click();
      await reload(page, 'second');
      expect(await page.locator('fieldset.item').count()).toBe(1);
      expect(await page.locator('fieldset.item').getByRole('combobox').inputValue()).toBe('second');
    });
  });

  it('keep what is being registered for a field', async () => {
    await open(FORM, async (page) => {
      await finder(page, 'Where to read or see it').click();
      await page.getByRole('option', { name: 'None of these: register a new document' }).click();
      const form = page.getByRole('region', { name: 'Register a document' });
      await form.getByLabel('Title').fill('A story of the quay');
      await reload(page, 'A story of the quay');
      await form.getByLabel('Title').waitFor();
      expect(await form.getByLabel('Title').inputValue()).toBe('A story of the quay');
      await form.getByRole('button', { name: 'Cancel' }).click();
      await page.waitForFunction(() => !Object.values(localStorage).join(' ').includes('"isNew":true'));
      await reload(page);
      expect(await form.count()).toBe(0);
    });
  });

  it('keep the claim whose entries are looked through', async () => {
    await ledger
      .put('/v1/claims/refusal', { text: 'Kyiv refuses.', language: 'en', kind: 'factual', about: ['nato'] })
      .expect(201);
    await open('/claims/talks/entries/new?type=ClaimDenied&by=nato&occurredAt=2023-08-16', async (page) => {
      await page.locator('input[type=radio][value=witnessed]').check();
      await page.getByText('More details').click();
      const ofClaim = page.getByRole('button', { name: 'An entry of another claim' }).first();
      await ofClaim.click();
      const claim = page.getByRole('combobox', { name: 'Of the claim' });
      await claim.fill('refus');
      await reload(page, 'refus');
      expect(await claim.inputValue()).toBe('refus');
      await page.click(send);
      await page.waitForSelector('.rejected');
      expect(await revision()).toBe(0);
      await claim.fill('refuses');
      await page.getByRole('option', { name: /Kyiv refuses/ }).click();
      await reload(page, '"claim":"refusal"');
      await page.waitForSelector('.of-claim .chosen >> text=Kyiv refuses');
    });
  });

  it('are not kept where the browser forbids it, which the page says once; all else works', async () => {
    await open('/', async (page) => {
      await page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {
            get: () => {
              throw new DOMException('Storage is forbidden.', 'SecurityError');
            },
          });
        }
      });
      await page.goto(ledger.url + FORM);
      await page.getByText('This browser keeps no drafts.').waitFor();
      await page.locator('input[type=radio][value=none-given]').check();
      await page.waitForSelector('.state-effect');
      await finder(page, 'Where to read or see it').fill('a page');
      await page.getByRole('option', { name: 'None of these: register a new document' }).click();
      await page.getByRole('region', { name: 'Register a document' }).getByLabel('Title').fill('A story');
      expect(await page.locator('.draft').allInnerTexts()).toEqual([
        'This browser keeps no drafts. What you write here is lost when you leave or reload the page.',
      ]);
      await page.getByRole('region', { name: 'Register a document' }).getByRole('button', { name: 'Cancel' }).click();
      await finder(page, 'Where to read or see it').fill('');
      await page.click(send);
      await page.waitForURL(/\/claims\/talks$/);
      expect(await revision()).toBe(1);
    });
  });
});
