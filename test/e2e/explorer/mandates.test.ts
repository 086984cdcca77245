import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const FORM = '/claims/talks/entries/new?type=ClaimDenied&occurredAt=2024-04-04';

describeInBrowser('speaking for somebody', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.put('/v1/actors/kirby', { kind: 'person', name: 'John Kirby' }).expect(201);
  });
  afterAll(() => ledger.stop());

  const open = (path: string, use: (page: Page) => Promise<void>) => browser.record(ledger.url + path, ledger.key, use);
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const mandates = async () =>
    ((await ledger.get('/v1/actors/kirby').expect(200)).body as { readonly speaksFor: readonly object[] }).speaksFor;

  it('records “Kirby, for NATO” by keyboard alone, and on the way that he speaks for it', async () => {
    await open(FORM, async (page) => {
      const { keyboard } = page;
      await page.getByRole('combobox', { name: /^Who/ }).focus();
      await keyboard.type('kirby');
      await page.getByRole('option', { name: /John Kirby/ }).waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await page.waitForSelector('.chosen >> text=John Kirby');
      // The next field of the form.
      await keyboard.press('Tab');
      await page.waitForFunction(() =>
        (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent.startsWith('On whose behalf'),
      );
      await keyboard.type('nato');
      await page.getByRole('option', { name: /NATO/ }).first().waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await page.getByText('It isn’t on record that John Kirby speaks for NATO.').waitFor();
      await page.getByRole('button', { name: 'Put that on record' }).focus();
      await keyboard.press('Enter');
      const form = page.getByRole('region', { name: 'John Kirby speaks for NATO' });
      await form.getByRole('group', { name: /^From/ }).waitFor();
      await form.getByLabel('How exactly the time is known').first().selectOption('year');
      await form.getByLabel('The year').fill('2022');
      await keyboard.press('Enter');
      await page.getByText('The mandate is recorded.').waitFor();
      await page.waitForFunction(() => document.activeElement?.id.endsWith('-onBehalfOf'));
      await page.locator('input[type=radio][value=none-given]').check();
      await press(page, 'Record it');
      await page.waitForURL(/\/claims\/talks$/);
      await page.locator('.sentence', { hasText: 'on behalf of NATO' }).first().waitFor();
    });
    expect(await mandates()).toMatchObject([{ mandate: 'for-nato', principal: 'nato', from: '2022' }]);
    const { body } = await ledger.get('/v1/claims/talks').expect(200);
    expect(body).toMatchObject({ verification: { status: 'denied' } });
  });

  it('offers those for whom a speaker speaks as far as it is on record', async () => {
    await open(`${FORM}&by=kirby`, async (page) => {
      await page.getByText('John Kirby is on record as speaking for NATO from 2022').waitFor();
      await page.getByRole('button', { name: 'Choose: on behalf of NATO' }).click();
      await page.locator('.chosen', { hasText: 'NATO' }).waitFor();
      await page.waitForFunction(() => document.activeElement?.id.endsWith('-onBehalfOf'));
      expect(await page.getByText('It isn’t on record').count()).toBe(0);
    });
  });

  it('adds a second mandate without an id and without replacing the first, takes it back, and brings it back', async () => {
    await open('/actors/kirby', async (page) => {
      await page.getByRole('link', { name: 'Add for whom they speak' }).click();
      await page.waitForURL(/type=MandateRecorded$/);
      await press(page, 'Record it');
      await page.getByText('For whom they speak: Type a name').waitFor();
      await page.getByRole('combobox', { name: /^For whom they speak/ }).fill('nato');
      await page.getByRole('option', { name: /NATO/ }).first().click();
      await page.getByLabel('How exactly the time is known').nth(1).selectOption('year');
      await page.getByLabel('The year').fill('2015');
      await press(page, 'Record it');
      await page.waitForURL(/\/actors\/kirby$/);
      await page.locator('.recorded', { hasText: 'The mandate is recorded.' }).waitFor();
      expect(await mandates()).toHaveLength(2);
      await page.getByRole('link', { name: 'Undo it' }).click();
      await page.locator('.notice', { hasText: 'Speaks for: NATO' }).getByText('until 2015').waitFor();
      await page.getByLabel('Why', { exact: true }).fill('It was somebody else.');
      await press(page, 'Record it');
      await page.locator('.recorded', { hasText: 'The mandate is taken back' }).waitFor();
      expect(await mandates()).toMatchObject([{ mandate: 'for-nato' }]);
      await page.getByRole('link', { name: 'Undo it' }).click();
      await page.waitForSelector('.chosen >> text=NATO');
      expect(await page.getByLabel('The year').inputValue()).toBe('2015');
      await press(page, 'Record it');
      await page.locator('.recorded', { hasText: 'The mandate is recorded.' }).waitFor();
      expect(await mandates()).toHaveLength(2);
      await page.goto(`${ledger.url}/actors/kirby/change?type=MandateVoided`);
      expect(await page.locator('.happenings li').count()).toBe(2);
      await page
        .locator('.happenings li', { hasText: 'until 2015' })
        .getByRole('link', { name: /Take back/ })
        .click();
      await page.locator('.notice', { hasText: 'until 2015' }).waitFor();
    });
  });

  it('offers no mandate to an unnamed source', async () => {
    const source = { kind: 'unnamed', name: 'A diplomat', description: 'a diplomat', outlet: 'tass' };
    await ledger.put('/v1/actors/diplomat', source).expect(201);
    await open('/actors/diplomat/change', async (page) => {
      await page.waitForSelector('form.record');
      expect(await page.getByText('Add for whom they speak').count()).toBe(0);
    });
  });

  it.each(['', '&lang=ar'])('is accessible while a mandate is missing, and fits a narrow screen%s', async (lang) => {
    const path = `${FORM}&by=kirby&onBehalfOf=la-repubblica${lang}`;
    await browser.check(
      ledger.url + path,
      undefined,
      async (page) => {
        await page.waitForSelector('.advice button');
        await page.click('.advice button');
        await page.waitForSelector('.register-new .fields');
      },
      ledger.key,
    );
  });
});
