import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** What browsers send. */
const BROWSER = 'text/html,application/xhtml+xml';
const CLAIM = '/claims/talks';

const report = (id: string, by: string, rest: object) => ({
  id,
  type: 'ClaimReported',
  by: [by],
  basis: 'named-source',
  ...rest,
});
const credits = (what: object) => ({ cites: [{ ...what, use: 'credits' }] });

/** TASS gives no basis, three outlets carry it, and two blogs cite each other. */
async function recordSources(ledger: TestLedger): Promise<void> {
  await recordSmallLedger(ledger);
  for (const id of ['ansa', 'ria', 'blog-a', 'blog-b']) {
    await ledger.put(`/v1/actors/${id}`, { kind: 'outlet', name: id.toUpperCase() }).expect(201);
  }
  const entries = [
    report('tass', 'tass', { basis: 'none-given' }),
    report('repubblica', 'la-repubblica', credits({ entry: 'tass' })),
    report('ria', 'ria', { cites: [{ actor: 'tass', use: 'quotes', translated: true }] }),
    report('ansa', 'ansa', credits({ entry: 'repubblica' })),
    report('blog-a', 'blog-a', credits({ actor: 'blog-b' })),
    report('blog-b', 'blog-b', credits({ actor: 'blog-a' })),
    { id: 'denial', type: 'ClaimDenied', by: ['nato'], extent: 'whole', basis: 'none-given' },
  ];
  for (const entry of entries) await ledger.post(`/v1${CLAIM}/entries`, entry).expect(201);
  await ledger.ready();
}

const SENTENCE =
  'One origin (one without a basis), carried by 6 outlets; one circle: entries that cite only each other.';

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the origins of a claim without script', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSources(ledger);
  });
  afterAll(() => ledger.stop());

  const section = async (query = '') => {
    const { text } = await ledger.get(`${CLAIM}${query}`).set('Accept', BROWSER).expect(200);
    return /<section id="sources".*?<\/section>/s.exec(text)?.[0] ?? '';
  };
  const rows = (html: string) =>
    [...html.matchAll(/<tr>(.*?)<\/tr>/gs)]
      .slice(1)
      .map(([, row = '']) => [...row.matchAll(/<t[hd].*?<\/t[hd]>/gs)].map(([cell]) => textOf(cell)));

  it('are a sentence and a table', async () => {
    const html = await section();
    expect(textOf(html)).toContain(SENTENCE);
    expect(rows(html)).toEqual([
      ['TASS reported', '', 'unsourced: no basis is given'],
      ['BLOG-A reported', 'cites BLOG-B reported', 'circular: these entries cite each other'],
      ['BLOG-B reported', 'cites BLOG-A reported', 'circular: these entries cite each other'],
      ['La Repubblica reported', 'cites TASS reported', ''],
      ['RIA reported', 'quotes, in translation TASS reported', ''],
      ['ANSA reported', 'cites La Repubblica reported', ''],
    ]);
  });

  it('are those of the moment', async () => {
    const { body } = await ledger.get(`/v1${CLAIM}/history`).expect(200);
    const at = (body as { items: { entry: string; recordedAt: string }[] }).items.find(
      ({ entry }) => entry === 'talks/repubblica',
    )?.recordedAt;
    const html = await section(`?asOf=${encodeURIComponent(at ?? '')}`);
    expect(textOf(html)).toContain('One origin (one without a basis), carried by 2 outlets.');
    expect(rows(html).map(([who]) => who)).toEqual(['TASS reported', 'La Repubblica reported']);
  });
});

describeInBrowser('the origins of a claim in a browser', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSources(ledger);
  });
  afterAll(() => ledger.stop());

  it('are a drawing of links, which is accessible', async () => {
    await browser.check(`${ledger.url}${CLAIM}`, '.origin-graph svg');
  });

  it('are drawn with the content of the table, at the moment that the page shows', async () => {
    await browser.open(`${ledger.url}${CLAIM}`, async (page, watched) => {
      await page.waitForSelector('.origin-graph svg');
      const drawn = () =>
        page
          .locator('.origin-graph a')
          .evaluateAll((links) =>
            links.map((link) => [
              [...link.querySelectorAll('text')].map(({ textContent }) => textContent).join(', '),
              link.getAttribute('href'),
            ]),
          );
      expect(await drawn()).toEqual([
        ['TASS, reported, origin: no basis given', '#entry-tass'],
        ['BLOG-A, reported, in a circle', '#entry-blog-a'],
        ['BLOG-B, reported, in a circle', '#entry-blog-b'],
        ['La Repubblica, reported', '#entry-repubblica'],
        ['RIA, reported', '#entry-ria'],
        ['ANSA, reported', '#entry-ansa'],
      ]);
      const arrows = await page.locator('.source-arrow text').allTextContents();
      expect(arrows.toSorted()).toEqual(['cites', 'cites', 'cites', 'cites', 'quotes, in translation']);
      await page.focus('.range');
      await page.keyboard.press('Home');
      await page.waitForFunction(() => document.querySelectorAll('.origin-graph a').length === 0);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => document.querySelectorAll('.origin-graph a').length === 1);
      await page.focus('.origin-graph a');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#entry-tass$/);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('load no layout where no drawing has room', async () => {
    const scriptsAt = (width: number) =>
      browser.open(
        'about:blank',
        async (page) => {
          const scripts: string[] = [];
          page.on('response', (response) => scripts.push(new URL(response.url()).pathname));
          await page.goto(`${ledger.url}${CLAIM}`, { waitUntil: 'networkidle' });
          return scripts.filter((path) => path.includes('/drawing-')).length;
        },
        { viewport: { width, height: 700 }, javaScriptEnabled: true },
      );
    expect([await scriptsAt(1200), await scriptsAt(360)]).toEqual([1, 0]);
  });
});
