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
  'One origin (one that gives no basis), carried by 6 outlets; one circle: entries that cite only each other.';

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The cells of a table, row by row, without its head. */
const rows = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .slice(1)
    .map(([, row = '']) => [...row.matchAll(/<t[hd].*?<\/t[hd]>/gs)].map(([cell]) => textOf(cell)));

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

  it('are a sentence and a list, each source with those who cite it below it', async () => {
    const html = await section();
    expect(textOf(html)).toContain(SENTENCE);
    expect(textOf(html)).toContain(
      'TASS reported unsourced: gives no basis La Repubblica reported ANSA reported RIA reported These cite each other',
    );
    expect(textOf(html)).toContain('BLOG-A reported circular: these entries cite each other BLOG-B reported');
  });

  it('are those of the moment', async () => {
    const { body } = await ledger.get(`/v1${CLAIM}/history`).expect(200);
    const at = (body as { items: { entry: string; recordedAt: string }[] }).items.find(
      ({ entry }) => entry === 'talks/repubblica',
    )?.recordedAt;
    const html = await section(`?asOf=${encodeURIComponent(at ?? '')}`);
    expect(textOf(html)).toContain('One origin (one that gives no basis), carried by 2 outlets.');
    expect(textOf(html)).toContain('TASS reported unsourced: gives no basis La Repubblica reported');
    expect(textOf(html)).not.toContain('RIA');
  });
});

describe('what would be without a source', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSources(ledger);
  });
  afterAll(() => ledger.stop());

  const page = async (query = '', status = 200) => {
    const { text } = await ledger.get(`${CLAIM}/origins${query}`).set('Accept', BROWSER).expect(status);
    return /<main.*<\/main>/s.exec(text)?.[0] ?? '';
  };

  it('is offered with the whole graph, with those who deny', async () => {
    const html = await page();
    expect(textOf(html)).toContain(SENTENCE);
    expect(rows(html).map(([who]) => who)).toContain('NATO denied');
    const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value);
    expect(offered).toEqual(
      expect.arrayContaining(['actor:nato', 'actor:tass', 'entry:talks/tass', 'entry:talks/denial']),
    );
    expect(html).not.toContain('With everything');
  });

  it('is another state without the one who decides, and nothing is recorded', async () => {
    const shown = textOf(await page('?without=actor%3Anato'));
    expect(shown).toContain('NATO (everything said or done) put it back');
    expect(shown).toContain('Without what is left out, the claim would be in another state.');
    expect(shown).toMatch(/With everything Denied .* Without what is left out Unverified/);
    expect(rows(await page('?without=actor%3Anato')).map(([who]) => who)).not.toContain('NATO denied');
    const { body } = await ledger.get(`/v1${CLAIM}`).expect(200);
    expect((body as { verification: { status: string } }).verification.status).toBe('denied');
  });

  it('marks in the graph who is left out, and does not name them as an origin', async () => {
    const html = await page('?without=actor%3Atass');
    expect(textOf(html)).toContain('Without what is left out Denied because');
    expect(rows(html)).toContainEqual(['TASS reported', '', 'left out: what cites it rests on nothing here', '']);
    const [, after = ''] = html.split('Without what is left out</h3>');
    const [, summary] = [...after.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text = '']) => textOf(text));
    expect(summary).toMatch(/^NATO, whom it is about, denies it/);
    expect(summary).not.toContain('TASS');
    expect(rows(html)).toContainEqual([
      'La Repubblica reported',
      'cites TASS reported',
      'left without a source: what it cites is left out, or rests on that',
      'Leave it out',
    ]);
  });

  it('names what falls with an origin', async () => {
    const html = await page('?without=entry%3Atalks%2Ftass&without=actor%3Anato');
    const fallen = /<h3>(2 entries have no effect without it.*?)<\/ul>/s.exec(html)?.[1] ?? '';
    for (const who of ['La Repubblica', 'ANSA']) expect(textOf(fallen)).toContain(`${who} reported`);
    expect(html).toContain('href="/claims/talks/origins?without=actor%3Anato">put it back');
    expect(html).toContain('<input type="hidden" name="without" value="actor:nato"/>');
  });

  it('names the parameter that cannot be read', async () => {
    expect(textOf(await page('?without=tass', 400))).toContain('without');
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
        ['TASS, reported, origin: gives no basis', '#entry-tass'],
        ['BLOG-A, reported, in a circle', '#entry-blog-a'],
        ['BLOG-B, reported, in a circle', '#entry-blog-b'],
        ['La Repubblica, reported', '#entry-repubblica'],
        ['RIA, reported', '#entry-ria'],
        ['ANSA, reported', '#entry-ansa'],
      ]);
      const arrows = await page.locator('.source-arrow text').allTextContents();
      expect(arrows.toSorted()).toEqual(['cites', 'cites', 'cites', 'cites', 'quotes, in translation']);
      // As the verb on it says: from who cites, at the left, to whom they cite.
      const places = await page
        .locator('.origin-graph a rect')
        .evaluateAll((boxes) => boxes.map((box) => Number(box.getAttribute('x'))));
      const [tass, , , repubblica, , ansa] = places as [number, number, number, number, number, number];
      expect(ansa).toBeLessThan(repubblica);
      expect(repubblica).toBeLessThan(tass);
      const heads = await page
        .locator('.source-arrow .head')
        .evaluateAll((paths) => paths.map((path) => Number(/^M([\d.]+)/.exec(path.getAttribute('d') ?? '')?.[1])));
      expect(heads.filter((x) => Math.abs(x - tass) < 2)).toHaveLength(2);
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

  it('are shown without a source that one chooses, at an address that holds the choice', async () => {
    await browser.open(`${ledger.url}${CLAIM}/origins`, async (page, watched) => {
      await page.evaluate('globalThis.sameDocument = true');
      await page.waitForSelector('.origin-graph svg');
      await page.selectOption('.choice select', 'actor:nato');
      await page.click('.choice button');
      await page.waitForSelector('.what-if .states');
      expect(new URL(page.url()).searchParams.getAll('without')).toEqual(['actor:nato']);
      await page.click('text=put it back');
      await page.waitForSelector('.what-if .states', { state: 'detached' });
      expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('are accessible with and without a source', async () => {
    await browser.check(`${ledger.url}${CLAIM}/origins?without=actor:tass`, '.origin-graph svg');
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
