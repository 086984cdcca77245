import type { Page } from 'playwright-core';
import { describeInBrowser, loggedIn } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const ENTRIES = '/v1/claims/talks/entries';
const FORM = '/claims/talks/entries/new?type=ClaimDenied&by=nato&occurredAt=2023-08-16';

describeInBrowser('recording', (browser) => {
  let ledger: TestLedger;
  beforeEach(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const logIn = async (page: Page, key = ledger.key) => {
    await page.goto(`${ledger.url}/login`);
    await page.fill('input[type=password]', key);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.account a[href^="/me"]');
  };
  const open = async (page: Page, path: string) => {
    await page.goto(`${ledger.url}${path}`);
    await page.waitForSelector('form.record');
    await page.waitForFunction(() => document.documentElement.dataset['explorer'] === 'ready');
  };
  const revision = async () =>
    ((await ledger.get('/v1/claims/talks').expect(200)).body as { readonly revision: number }).revision;
  const send = 'form.record > .actions button[type=submit]';

  it('names what is wrong at its field, then records once, and offers to undo it', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, FORM);
      await page.click(send);
      await page.waitForSelector('.rejected a');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('rejected');
      await page.click('.rejected a');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
      await page.keyboard.press('Space');
      await page.waitForSelector('.state-effect .leans-against');
      await page.dblclick(send);
      await page.waitForSelector('.recorded');
      expect(await page.innerText('.recorded')).toContain('Recorded: A denial.');
      expect(await revision()).toBe(1);
      await page.click('.recorded a:has-text("Undo it")');
      await page.waitForSelector('form.record textarea');
      await page.fill('form.record textarea', 'Recorded on the wrong claim.');
      await page.click(send);
      await page.waitForSelector('.recorded');
      const { body } = await ledger.get('/v1/claims/talks').expect(200);
      expect((body as { verification: { status: string } }).verification.status).toBe('unverified');
    });
  });

  it('takes no day for that on which something happened, until somebody says one or that none is known', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimDenied&by=nato');
      await page.check('input[type=radio][value=witnessed]');
      expect(await page.inputValue('input[type=date]')).toBe('');
      expect(await page.getByRole('group', { name: 'When it happened', exact: true }).count()).toBe(1);
      await page.click(send);
      await page.waitForSelector('.rejected');
      expect(await page.innerText('.rejected')).toContain(
        'When it happened: Say when it happened, or choose “Not known”.',
      );
      await page.click('button:has-text("Yesterday")');
      expect(await page.inputValue('input[type=date]')).toMatch(/^\d{4}-\d\d-\d\d$/);
      await page.waitForSelector('.rejected', { state: 'detached' });
      await page.getByLabel('How exactly the time is known').selectOption('unknown');
      await page.click(send);
      await page.waitForSelector('.recorded');
      const { body } = await ledger.get(ENTRIES.replace('/entries', '/history')).expect(200);
      const { items } = body as { readonly items: readonly { readonly data?: { readonly occurredAt?: string } }[] };
      expect(items.at(-1)?.data).toMatchObject({ by: ['nato'] });
      expect(items.at(-1)?.data).not.toHaveProperty('occurredAt');
    });
  });

  it('asks for the name of a named source', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimReported&by=tass');
      const advice = page.getByText('Name the source under “On whose word”.');
      await page.check('input[type=radio][value=unnamed-source]');
      expect(await advice.count()).toBe(0);
      await page.check('input[type=radio][value=named-source]');
      await advice.waitFor();
      await page.getByRole('button', { name: 'Add one', exact: true }).click();
      await advice.waitFor({ state: 'detached' });
    });
  });

  it('names what is still missing, with links to it', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimDenied');
      await page.click('summary:has-text("More details")');
      await page.getByLabel('In what capacity').fill('spokesman');
      const effect = page.getByRole('region', { name: 'What this would do' });
      await effect
        .getByText('Still missing or to be changed: Who, What they base it on and When it happened.')
        .waitFor();
      await effect.getByRole('link', { name: 'Who', exact: true }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    });
  });

  it('moves on to what was added or comes after what was removed, says so, and mixes nothing up', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimReported&by=tass');
      const within = (legend: string) =>
        page.waitForFunction(
          (text) => document.activeElement?.closest('fieldset.item')?.querySelector('legend')?.textContent === text,
          legend,
        );
      const status = (text: string) => page.locator('[role=status]', { hasText: text }).waitFor({ state: 'attached' });
      const items = page.locator('fieldset.item');
      await page.getByRole('button', { name: 'Add one', exact: true }).focus();
      await page.keyboard.press('Enter');
      await within('No. 1');
      await status('No. 1 was added.');
      await page.getByRole('button', { name: 'Add another one', exact: true }).focus();
      await page.keyboard.press('Enter');
      await within('No. 2');
      await items.nth(0).locator('input[value=document]').check();
      await items.nth(1).locator('input[value=actor]').check();
      await items.nth(1).getByRole('combobox').fill('La Rep');
      await items.nth(0).getByRole('button', { name: 'Remove no. 1' }).focus();
      await page.keyboard.press('Enter');
      await within('No. 1');
      await status('No. 1 was removed. 1 is left.');
      expect(await items.count()).toBe(1);
      expect(await items.nth(0).locator('input[value=actor]').isChecked()).toBe(true);
      expect(await items.nth(0).getByRole('combobox').inputValue()).toBe('La Rep');
      await items.nth(0).getByRole('button', { name: 'Remove no. 1' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.textContent === 'Add one');
      await status('No. 1 was removed. None is left.');
      // Nothing is left of what was typed there.
      await page.check('input[type=radio][value=witnessed]');
      await page.click('button:has-text("Yesterday")');
      await page.click(send);
      await page.waitForSelector('.recorded');
    });
  });

  it('keeps what was typed when somebody changes their mind, and makes no date more exact', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimReported&by=tass');
      const when = page.getByRole('group', { name: 'When it happened', exact: true });
      const precision = page.getByLabel('How exactly the time is known');
      await when.locator('input[type=date]').fill('2023-08-16');
      await precision.selectOption('year');
      expect(await when.locator('input').inputValue()).toBe('2023');
      await precision.selectOption('unknown');
      await precision.selectOption('day');
      expect(await when.locator('input').inputValue()).toBe('2023-08-16');
      await precision.selectOption('year');
      await when.locator('input').fill('2024');
      await precision.selectOption('month');
      expect(await when.locator('input').inputValue()).toBe('');
      await page.getByRole('button', { name: 'Add one', exact: true }).click();
      const item = page.locator('fieldset.item');
      await item.locator('input[value=actor]').check();
      await item.getByRole('combobox').fill('NATO');
      await item.getByRole('option', { name: /NATO/ }).first().click();
      await item.locator('input[value=document]').check();
      expect(await item.locator('.chosen').count()).toBe(0);
      await item.locator('input[value=actor]').check();
      await item.locator('.chosen', { hasText: 'NATO' }).waitFor();
      // What is emptied stays open.
      await page.click('summary:has-text("More details")');
      const capacity = page.getByLabel('In what capacity');
      await capacity.fill('spokeswoman');
      await capacity.fill('');
      await capacity.fill('spokesman');
      expect(await capacity.isVisible()).toBe(true);
    });
  });

  it('doesn’t guess how much somebody took back, nor hide what the ledger fills in', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=CorrectionIssued');
      expect(await page.locator('input[type=radio][value=nothing]').isVisible()).toBe(true);
      expect(await page.locator('input[type=radio]:checked[value=whole]').count()).toBe(0);
      await page.getByLabel('How exactly the time is known').selectOption('time');
      await page.getByLabel('The day', { exact: true }).fill('2024-04-04');
      await page.click(send);
      await page.waitForSelector('.rejected');
      const rejected = await page.innerText('.rejected');
      expect(rejected).toContain('What they correct: Choose the entry from the list.');
      expect(rejected).toContain('How much is taken back: Choose one of the answers.');
      expect(rejected).toContain('When it happened: Give both the day and the time of day');
      await open(page, '/claims/talks/entries/new?type=ClaimDenied');
      expect(await page.getByRole('group', { name: 'The whole, or a part', exact: true }).isVisible()).toBe(true);
    });
  });

  it('offers neither the end of a link where there is none, nor to void a registration', async () => {
    await ledger.post(ENTRIES, { type: 'ClaimReported', by: ['tass'], basis: 'none-given', id: 'report' }).expect(201);
    const offered = async () =>
      (await ledger.get('/claims/talks/entries/new').set('Accept', 'text/html').expect(200)).text;
    expect(await offered()).not.toContain('The end of a link');
    const other = { text: 'Kyiv refuses.', language: 'en', kind: 'factual', about: [], topics: [] };
    await ledger.put('/v1/claims/refusal', other).expect(201);
    await ledger.post(ENTRIES, { type: 'ClaimLinked', relation: 'contradicts', other: 'refusal' }).expect(201);
    expect(await offered()).toContain('The end of a link');
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=EntryVoided');
      await page.getByRole('combobox', { name: /^Which entry/ }).click();
      await page.getByRole('option', { name: /TASS: reported/ }).waitFor();
      expect(await page.getByRole('option').count()).toBe(2);
      await open(page, '/claims/talks/entries/new?type=ClaimLinked');
      await page.getByRole('combobox', { name: /^The other claim/ }).click();
      await page.getByRole('option', { name: /Kyiv refuses/ }).waitFor();
      expect(await page.getByRole('option', { name: /NATO discusses/ }).count()).toBe(0);
    });
  });

  it('shows a draft to the person who wrote it, and deletes it when that person logs out', async () => {
    const made = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const { id, key } = made.body as { readonly id: string; readonly key: string };
    const again = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    await browser.open(`${ledger.url}/`, async (page) => {
      const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')).length);
      await logIn(page, key);
      await open(page, FORM);
      await page.check('input[type=radio][value=witnessed]');
      await page.waitForSelector('.draft');
      await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);
      await page.click(send);
      // Somebody else logs in.
      await page.fill('form.record input[type=password]', ledger.key);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.account:has-text("Administrator")');
      await open(page, FORM);
      expect(await page.isChecked('input[type=radio][value=witnessed]')).toBe(false);
      await page.check('input[type=radio][value=recording]');
      await page.waitForSelector('.draft');
      expect(await kept()).toBe(2);
      await page.goto(`${ledger.url}/me`);
      await page.waitForSelector('main:has-text("Logging out deletes them.")');
      await page.click('button:has-text("Log out")');
      await page.waitForSelector('.account a:has-text("Log in")');
      expect(await kept()).toBe(1);
      await logIn(page, (again.body as { readonly key: string }).key);
      await open(page, FORM);
      await page.waitForSelector('.notice.draft');
      expect(await page.isChecked('input[type=radio][value=witnessed]')).toBe(true);
    });
  });

  it('keeps a draft through a reload, and the end of a session', async () => {
    const made = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const { id, key } = made.body as { readonly id: string; readonly key: string };
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page, key);
      await open(page, FORM);
      await page.check('input[type=radio][value=witnessed]');
      await page.waitForSelector('.draft');
      await open(page, FORM);
      await page.waitForSelector('.notice.draft');
      expect(await page.isChecked('input[type=radio][value=witnessed]')).toBe(true);
      await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);
      await page.click(send);
      await page.waitForSelector('form.record input[type=password]');
      const again = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
      await page.fill('form.record input[type=password]', (again.body as { readonly key: string }).key);
      await page.keyboard.press('Enter');
      await page.waitForSelector('form.record input[type=password]', { state: 'detached' });
      expect(await revision()).toBe(0);
      await page.click(send);
      await page.waitForSelector('.recorded');
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('draft');
    });
  });

  it('shows what others recorded meanwhile, before it records', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, FORM);
      const report = { type: 'ClaimReported', by: ['tass'], basis: 'none-given' };
      await ledger.post(ENTRIES, report).expect(201);
      await page.check('input[type=radio][value=witnessed]');
      await page.click(send);
      await page.waitForSelector('.conflict li:has-text("Reported by TASS")');
      expect(await revision()).toBe(1);
      await page.click('.conflict button:has-text("Record it anyway")');
      await page.waitForSelector('.recorded');
      expect(await revision()).toBe(2);
    });
  });

  it('lets a draft that is older than what its writer recorded be recorded without a conflict', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, '/claims/talks/entries/new?type=ClaimQuestioned&by=tass&occurredAt=2023-08-16');
      await page.click('summary:has-text("More details")');
      await page.getByLabel('In what capacity').fill('spokeswoman');
      await page.waitForSelector('.draft');
      await open(page, FORM);
      await page.check('input[type=radio][value=witnessed]');
      await page.click(send);
      await page.waitForSelector('.recorded');
      await open(page, '/claims/talks/entries/new?type=ClaimQuestioned&by=tass&occurredAt=2023-08-16');
      await page.waitForSelector('.notice.draft');
      await page.click(send);
      await page.waitForSelector('.recorded:has-text("A doubt")');
      expect(await revision()).toBe(2);
    });
  });

  it('records once if the answer is lost and it is sent again', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await logIn(page);
      await open(page, FORM);
      await page.check('input[type=radio][value=witnessed]');
      await page.route(`**${ENTRIES}`, async (route) => {
        // The browser itself would add this header.
        await route.fetch({ headers: { ...route.request().headers(), 'sec-fetch-site': 'same-origin' } });
        await route.abort();
      });
      await page.click(send);
      await page.waitForSelector('.rejected:has-text("Nobody knows yet")');
      expect(await revision()).toBe(1);
      await page.unroute(`**${ENTRIES}`);
      await open(page, FORM);
      await page.click(`${send}:has-text("Send it again")`);
      await page.waitForSelector('.recorded');
      expect(await revision()).toBe(1);
    });
  });

  it('leads those who may record to the start of recording, and nobody else', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Record', exact: true });
      expect(await link.count()).toBe(0);
      await logIn(page);
      await page.goto(`${ledger.url}/`);
      expect(await page.getByRole('link', { name: 'Record what happened' }).getAttribute('href')).toBe('/record');
      await link.click();
      await page.waitForURL(/\/record$/);
    });
  });

  it('says which permission a key lacks', async () => {
    const made = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const { key } = made.body as { readonly key: string };
    await browser.open(
      `${ledger.url}/claims/talks/entries/new?type=VerdictIssued`,
      async (page) => {
        expect(await page.innerText('main')).toContain('Your key lacks the permission for this: rate.');
        expect(await page.locator('form.record').count()).toBe(0);
      },
      loggedIn(ledger.url, key),
    );
  });

  it.each([
    '/record',
    '/claims/talks/entries/new',
    '/claims/talks/entries/new?type=ClaimReported',
    '/claims/talks/entries/new?type=VerdictIssued&lang=de',
    '/claims/talks/entries/new?type=ConfirmationSought&lang=ar',
    '/claims/talks/entries/new?type=ClaimAmended&lang=uk',
  ])('%s is accessible, hydrates without a change, and fits a narrow screen', async (path) => {
    const drawn = path.includes('type=') ? 'form.record' : 'main';
    await browser.check(ledger.url + path, drawn, undefined, ledger.key);
  });
});
