import { PAGES } from '../../../src/explorer/pages.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** 2,000 characters without a place to break them: a quote, or twice the text of a claim. */
const LONG = 'Donaudampfschiff'.repeat(125);
/** Names that change direction within, and the marks that would turn what follows around. */
const MIXED = 'مجلة Der Spiegel \u202eнаоборот 2024';

let ledger: TestLedger;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await recordSmallLedger(ledger);
  await ledger.put('/v1/actors/mixed', { kind: 'outlet', name: MIXED, aliases: [LONG.slice(0, 200)] }).expect(201);
  const claim = {
    text: LONG.slice(0, 1_000),
    language: 'de',
    kind: 'factual',
    about: ['mixed'],
    topics: [LONG.slice(0, 60)],
  };
  await ledger.put('/v1/claims/long', claim).expect(201);
  const entry = { id: 'said', type: 'ClaimAsserted', by: ['mixed'], basis: 'none-given', capacity: MIXED };
  await ledger.post('/v1/claims/long/entries', { ...entry, quote: { text: LONG } }).expect(201);
  await ledger.ready();
});
afterAll(() => ledger.stop());

const page = (path: string) => ledger.get(path).set('Accept', 'text/html');

describe('every page', () => {
  const patterns = PAGES.map(({ pattern }) => pattern);
  const of = (pattern: string, id: string) => pattern.replace(/:\w+/g, id);

  it.each(patterns.filter((pattern) => pattern.includes(':')))(
    '%s says that there is no such thing',
    async (pattern) => {
      for (const id of ['no-such', 'NO SUCH', '%00', '..', LONG.slice(0, 90)]) {
        const { status, text } = await page(of(pattern, encodeURIComponent(id)));
        expect(`${status} for ${id.slice(0, 10)}`).toMatch(/^(?:400|404) /);
        expect(visible(text)).toContain('Where to continue');
        expect(text).toContain('action="/claims"');
      }
    },
  );

  it.each(patterns)('%s names the moment that cannot be read, and leads to now', async (pattern) => {
    for (const query of ['asOf=yesterday', 'asOf=2999-01-01', 'tz=Atlantis', 'lang=tlh', 'asOf=2024&replay=abc']) {
      const { status, text } = await page(`${of(pattern, 'talks')}?${query}`);
      // A page without moments doesn't read them.
      expect(`${status} for ${query}`).toMatch(/^(?:200|400|404) /);
      if (status !== 200) expect(visible(text)).toContain('Where to continue');
      if (status !== 400) continue;
      // Pages that compare two moments name the later one in their own way.
      const name = query.includes('replay') ? 'replay' : query.slice(0, query.indexOf('='));
      expect(visible(text)).toMatch(new RegExp(`Parameter ${name === 'asOf' ? '(?:asOf|to|b)' : name} `));
    }
  });
});

describe('lists', () => {
  it('reject the cursors of other lists and of other ledgers, and lead on', async () => {
    const other = await TestLedger.start();
    try {
      await recordSmallLedger(other);
      for (const id of ['one', 'two']) {
        const claim = { text: `Claim ${id}.`, language: 'en', kind: 'factual', about: ['nato'], topics: [] };
        await other.put(`/v1/claims/${id}`, claim).expect(201);
      }
      const { body } = await other.get('/v1/claims?limit=1').expect(200);
      const cursor = encodeURIComponent((body as { next: string }).next);
      for (const path of ['/claims', '/actors/nato', '/documents/tass-story', '/changes', '/circles']) {
        for (const each of [cursor, 'abc', '%F0%9F%92%A9']) {
          const { status, text } = await page(`${path}?cursor=${each}`);
          expect(`${status} for ${path} ${each}`).toMatch(/^(?:400|410) /);
          expect(visible(text)).toContain('Where to continue');
        }
      }
    } finally {
      await other.stop();
    }
  });

  it('show long words and names in mixed directions as they are', async () => {
    for (const path of ['/', '/claims', '/claims/long', '/actors/mixed', '/claims/long/entries/said', '/changes']) {
      const { text } = await page(path).expect(200);
      expect(text).toContain('dir="auto"');
    }
    expect((await page('/actors/mixed')).text).toContain(`<span dir="auto">${MIXED}</span>`);
  });
});

describeInBrowser('pages in a browser, in trouble', (browser) => {
  it.each([
    '/',
    '/claims',
    '/claims/long',
    '/actors/mixed',
    '/claims/long/entries/said',
    '/changes',
    '/claims/long?lang=ar',
  ])('%s fits a narrow screen with a word of 2,000 characters', async (path) => {
    await browser.check(`${ledger.url}${path}`);
  });

  it('stay while the server does not answer, and lead on when it does again', async () => {
    await browser.open(`${ledger.url}/claims`, async (page) => {
      await page.route('**/*', (route) => route.abort());
      await page.click('nav a[href="/changes"]');
      await page.waitForSelector('.unreachable');
      expect(await page.innerText('.unreachable')).toBe(
        'The server doesn’t answer, so the page stays as it is. Try again',
      );
      expect(await page.locator('.claims-page').isVisible()).toBe(true);
      await page.unroute('**/*');
      await page.click('.unreachable a');
      await page.waitForSelector('.changes-page');
      expect(await page.locator('.unreachable').count()).toBe(0);
    });
  });

  it('keep their place in the languages when they change without a reload', async () => {
    await browser.open(`${ledger.url}/`, async (page) => {
      await page.click('nav a[href="/changes"]');
      await page.waitForSelector('.changes-page');
      const alternates = await page.evaluate(() =>
        [...document.querySelectorAll('link[hreflang]')].map((link) => [
          link.getAttribute('hreflang'),
          link.getAttribute('href'),
        ]),
      );
      expect(alternates).toContainEqual(['uk', '/changes?lang=uk']);
      expect(alternates).toContainEqual(['x-default', '/changes']);
      expect(await page.locator('link[type="application/json"]').count()).toBe(0);
    });
  });
});
