import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { TestLedger } from '../api/test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await ledger.importSeeds();
  // Two outlets that cite each other, and nobody else.
  for (const name of ['Courier', 'Herald']) {
    await ledger.put(`/v1/actors/${name.toLowerCase()}`, { kind: 'outlet', name }).expect(201);
  }
  const claim = { text: 'The harbour closes.', language: 'en', kind: 'factual', about: ['nato'], topics: [] };
  await ledger.put('/v1/claims/harbour-closes', claim).expect(201);
  const reported = (by: string, cites: string) => ({
    type: 'ClaimReported',
    by: [by],
    basis: 'named-source',
    cites: [{ actor: cites, use: 'credits' }],
  });
  await ledger.post('/v1/claims/harbour-closes/entries', reported('courier', 'herald')).expect(201);
  await ledger.post('/v1/claims/harbour-closes/entries', reported('herald', 'courier')).expect(201);
}, 60_000);
afterAll(() => ledger.stop());

describe('the pages of reliance', () => {
  const page = (path: string) => ledger.get(path).set('Accept', 'text/html');
  const shown = async (path: string) => visible((await page(path).expect(200)).text);

  it('show on whose word an actor relies, who relies on it, and what rests on it alone', async () => {
    const tass = await shown('/actors/tass/reliance');
    expect(tass).toContain('On whose word TASS relies');
    expect(tass).toMatch(/Sources of TASS La Repubblica: 1 entry in 1 claim 1 citation\. Shown by report by TASS/);
    const { text } = await page('/actors/la-repubblica/reliance').expect(200);
    expect(visible(text)).toContain('Sources of La Repubblica Nobody on record.');
    expect(visible(text)).toMatch(/Who relies on La Repubblica .*TASS: 1 entry in 1 claim/);
    expect(visible(text)).toContain('2 claims rest on La Repubblica alone; 2 of them still have an origin.');
    expect(text).toContain('href="/claims/nato-discusses-kyiv-ceding-territory"');
    expect((await page('/actors/tass').expect(200)).text).toContain('href="/actors/tass/reliance"');
  });

  it('show the circles of outlets that cite each other', async () => {
    const { text } = await page('/circles').expect(200);
    expect(visible(text)).toContain('There is one circle.');
    expect(visible(text)).toContain('Courier and Herald');
    expect(visible(text)).toContain('Courier, citing Herald: 1 entry in 1 claim');
    expect(visible(text)).toContain('In one claim the citations lead back into the circle');
    expect(text).toContain('<a href="/claims/harbour-closes">');
    expect((await page('/').expect(200)).text).toContain('href="/circles"');
  });

  it('show the past, and say what is missing', async () => {
    expect(await shown('/circles?asOf=2020-01-01')).toContain('There is no circle on record.');
    await page('/actors/no-such/reliance').expect(404);
    await page('/circles?cursor=abc').expect(400);
  });
});

describeInBrowser('the pages of reliance in a browser', (browser) => {
  it.each(['/circles?lang=ar', '/actors/tass/reliance?lang=uk'])(
    '%s is accessible, hydrates without a change, and fits a narrow screen',
    async (path) => {
      await browser.check(`${ledger.url}${path}`);
    },
  );
});
