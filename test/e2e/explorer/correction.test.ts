import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describeInBrowser('correcting an entry', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const denial = {
      type: 'ClaimDenied',
      id: 'denial',
      by: ['nato'],
      basis: 'none-given',
      extent: 'whole',
      occurredAt: '2023-08-16',
    };
    await ledger
      .post('/v1/claims/talks/entries', { ...denial, document: 'tass-story', quote: { text: 'That is not so.' } })
      .expect(201);
    const report = { type: 'ClaimReported', id: 'report', by: ['tass'], basis: 'none-given' };
    await ledger.post('/v1/claims/talks/entries', report).expect(201);
  });
  afterAll(() => ledger.stop());

  const open = (path: string, use: (page: Page) => Promise<void>) => browser.record(ledger.url + path, ledger.key, use);
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const entry = async (id: string) =>
    (await ledger.get(`/v1/claims/talks/entries/${id}`).expect(200)).body as Record<string, unknown>;

  /** Says that the entry is about a part only. */
  const choosePart = async (page: Page) => {
    await page.waitForSelector('form.record .chosen >> text=NATO');
    await page.getByText('A part', { exact: true }).click();
  };

  it('begins with what the entry says, and records the right entry and the void in one step', async () => {
    await open('/claims/talks/entries/denial', async (page) => {
      await page.getByRole('link', { name: 'Correct it', exact: true }).click();
      await choosePart(page);
      expect(await page.innerText('.becoming')).toMatch(
        /^Becomes void\s+Denied by NATO: That is not so\.\s+happened 16 August 2023/,
      );
      // The last field is about the entry before.
      const last = page.locator('form.record > .fields > *').last();
      expect(await last.locator('label').innerText()).toBe('Why the entry before was wrong');
      await press(page, 'Record the correction');
      await page.waitForSelector('.rejected');
      expect(await page.innerText('.rejected')).toContain('Why the entry before was wrong: Fill this in.');
      await page.getByLabel('Why the entry before was wrong', { exact: true }).fill('It was about a part only.');
      await page.waitForSelector('.rejected', { state: 'detached' });
      await page.waitForSelector('.effect .status');
      await press(page, 'Record the correction');
      await page.waitForURL(/\/claims\/talks$/);
      await page.waitForSelector('.recorded');
      expect(await page.innerText('.recorded')).toContain('The right entry has taken the place of the wrong one.');
      expect(await page.innerText('.recorded')).toMatch(
        /If you undo it, this entry counts again: NATO: denied, happened 16 August 2023, recorded/,
      );
      // Back leads to the entry as it is now, not to the form as it was.
      await page.goBack();
      await page.waitForURL(/\/entries\/denial$/);
      await page.getByRole('link', { name: 'Undo the correction', exact: true }).waitFor();
      await page.locator('a[href$="/entries/denial-r3"]', { hasText: 'denial by NATO' }).first().waitFor();
    });
    const wrong = await entry('denial');
    expect(wrong).toMatchObject({ voided: { reason: 'It was about a part only.' }, effect: { on: 'none' } });
    const { referredToBy } = wrong as { referredToBy: { entry: string; relations: string[] }[] };
    expect(referredToBy.map(({ relations }) => relations)).toContainEqual(['voids']);
    const right = await entry('denial-r3');
    expect(right).toMatchObject({
      type: 'ClaimDenied',
      data: { by: ['nato'], extent: 'part', document: 'tass-story', quote: { text: 'That is not so.' } },
    });
  });

  it('leads from a void entry to its restoration, and from one that counts to its void', async () => {
    const linksOf = async (id: string) => {
      const cookie = { Cookie: `claim-ledger=${ledger.key}`, 'Sec-Fetch-Site': 'same-origin' };
      const { text } = await ledger.get(`/claims/talks/entries/${id}`).set({ ...cookie, Accept: 'text/html' });
      return [...text.matchAll(/class="button quiet" href="([^"]*)">([^<]*)/g)].map(([, href, name]) => [name, href]);
    };
    const { by } = (await entry('denial'))['voided'] as { by: string };
    const voided = by.slice(by.indexOf('/') + 1);
    expect(await linksOf('denial')).toEqual([
      ['Undo the correction', `/claims/talks/entries/new?type=EntryVoided&amp;voids=denial-r3&amp;restores=${voided}`],
    ]);
    expect(await linksOf('report')).toEqual([
      ['Correct it', '/claims/talks/entries/report/correct'],
      ['Undo this entry', '/claims/talks/entries/new?type=EntryVoided&amp;voids=report'],
    ]);
  });

  it('takes an entry back with a reason, and restores it', async () => {
    const undo = (id: string, link: string, reason: string, done: string) =>
      open(`/claims/talks/entries/${id}`, async (page) => {
        await page.getByRole('link', { name: link, exact: true }).click();
        await page.getByLabel('Why', { exact: true }).fill(reason);
        await page.locator('form.record button[type=submit]').click();
        await page.waitForURL(/\/claims\/talks$/);
        await page.getByText(done).waitFor();
      });
    await undo('report', 'Undo this entry', 'TASS did not say so.', 'The entry is void now');
    expect(await entry('report')).toMatchObject({ voided: { reason: 'TASS did not say so.' } });
    await undo('report', 'Restore the entry', 'It did.', 'The entry counts again.');
    expect(await entry('report')).not.toHaveProperty('voided');
  });

  it('says that a void entry cannot be corrected', async () => {
    await open('/claims/talks/entries/denial/correct', async (page) => {
      expect(await page.innerText('main')).toContain('This entry can’t be replaced');
      expect(await page.locator('form.record').count()).toBe(0);
    });
  });

  it('undoes a correction in one step: the entry before it counts again', async () => {
    await open('/claims/talks/entries/new?type=EntryVoided&voids=denial-r3', async (page) => {
      expect(await page.innerText('h1')).toBe('Undo the correction');
      const [wrong = '', right = ''] = await page.locator('.becoming').allInnerTexts();
      expect(wrong).toMatch(/^Becomes void\s+Denied in part by NATO/);
      expect(right).toMatch(/^Counts again\s+Denied by NATO.*happened 16 August 2023/s);
      expect(await page.locator('.becoming a[href$="/entries/denial"]').count()).toBe(1);
      await page.getByLabel('Why', { exact: true }).fill('It was about the whole after all.');
      await page.waitForSelector('.effect .status');
      await press(page, 'Undo the correction');
      await page.waitForURL(/\/claims\/talks$/);
      await page.getByText('The correction is undone').waitFor();
    });
    expect(await entry('denial')).not.toHaveProperty('voided');
    expect(await entry('denial-r3')).toMatchObject({ voided: { reason: 'It was about the whole after all.' } });
  });

  it.each(['', '?lang=ar'])('is accessible, and fits a narrow screen%s', async (query) => {
    const path = `/claims/talks/entries/report/correct${query}`;
    await browser.check(
      ledger.url + path,
      undefined,
      (page) => page.waitForSelector('form.record').then(() => undefined),
      ledger.key,
    );
  });
});
