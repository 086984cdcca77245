import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';
const OWN = { 'Sec-Fetch-Site': 'same-origin' };

describe('the pages of who is logged in', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed' });
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const page = (path: string) => ledger.get(path).set('Accept', BROWSER);
  const withKey = (path: string, key = ledger.key) => page(path).set({ Cookie: `claim-ledger=${key}`, ...OWN });

  it('lead to the login and back, where reading needs a key', async () => {
    const { text } = await page('/claims/talks?asOf=2024-04-04').expect(401);
    expect(text).toContain('href="/login?next=%2Fclaims%2Ftalks%3FasOf%3D2024-04-04');
    await page('/login').expect(200);
    await page('/me').expect(200);
  });

  it('name whose key it is, and give it to nobody', async () => {
    const { text } = await withKey('/claims/talks').expect(200);
    expect(text).toContain(
      '<a href="/me" aria-label="Logged in as Administrator"><span dir="auto">Administrator</span></a>',
    );
    expect((await withKey('/me').expect(200)).text).toContain('Record everything except verdicts.');
    for (const path of ['/me', '/login', '/claims/talks']) {
      expect((await withKey(path)).text).not.toContain(ledger.key.slice(17));
    }
    const ended = await withKey('/me', 'clk_wrong').expect(200);
    expect(ended.text).toContain('Your session has ended');
  });

  it('lead to this ledger only', async () => {
    for (const next of ['//elsewhere.example', 'https://elsewhere.example', String.raw`/\elsewhere.example`]) {
      const { text } = await withKey(`/login?next=${encodeURIComponent(next)}`).expect(200);
      expect(text).toContain('<a href="/" target="_self">Continue</a>');
      expect(text).toContain('"data":{"next":"/"}');
    }
  });

  it('can be shown in no frame, so that nobody clicks there unawares', async () => {
    for (const path of ['/', '/login', '/me', '/claims/talks', '/no-such-page']) {
      const { headers } = await withKey(path);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain("form-action 'self'");
    }
  });

  it('take nothing from forms, which other sites could send', async () => {
    for (const path of ['/login', '/me', '/claims/talks']) {
      const sent = await ledger
        .write('post', path)
        .unset('Authorization')
        .set({ Cookie: `claim-ledger=${ledger.key}`, 'Sec-Fetch-Site': 'cross-site' })
        .type('application/x-www-form-urlencoded')
        .send('key=x');
      expect([path, sent.status]).toEqual([path, 405]);
      expect(sent.headers['set-cookie']).toBeUndefined();
    }
  });
});

describeInBrowser('logging in', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const send = async (page: Page, key: string) => {
    await page.fill('input[type=password]', key);
    await page.keyboard.press('Enter');
  };

  it.each(['/login?next=%2Fclaims', '/me', '/login?lang=ar', '/me?lang=de'])(
    '%s is accessible, hydrates without a change, and fits a narrow screen',
    async (path) => {
      await browser.check(`${ledger.url}${path}`);
    },
  );

  it('leads back to where one was, with the name on every page, until one logs out', async () => {
    await browser.open(`${ledger.url}/claims/talks`, async (page, watched) => {
      await page.click('.account a');
      await page.waitForSelector('input[type=password]');
      await send(page, ledger.key);
      await page.waitForSelector('article.claim');
      expect(new URL(page.url()).pathname).toBe('/claims/talks');
      expect(await page.textContent('.account')).toBe('Administrator');
      await page.click('.account a');
      await page.waitForSelector('button:has-text("Log out")');
      expect(await page.innerText('main')).toContain('Record everything except verdicts.');
      await page.click('button:has-text("Log out")');
      await page.waitForSelector('.account a:has-text("Log in")');
      expect((await page.context().cookies()).length).toBe(0);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('says what is wrong with a key, at the field, and keeps the key out of the address', async () => {
    await browser.open(`${ledger.url}/login`, async (page) => {
      await page.click('button:has-text("Log in")');
      await page.waitForSelector('.fault:has-text("Enter your key")');
      await send(page, `clk_${'0'.repeat(12)}_${'A'.repeat(43)}`);
      await page.waitForSelector('.fault:has-text("isn’t valid")');
      const field = page.locator('input[type=password]');
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(page.url()).toBe(`${ledger.url}/login`);
      expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain('clk_');
    });
  });

  it('never sends the key in an address, not even before the page is taken over', async () => {
    await browser.open(
      `${ledger.url}/login`,
      async (page) => {
        expect(await page.innerText('main')).toContain('This needs JavaScript');
        expect(await page.getAttribute('form.login', 'method')).toBe('post');
        expect(await page.isVisible('form.login')).toBe(false);
      },
      { javaScriptEnabled: false },
    );
  });
});
