import { LiveStreams } from '../../../src/http/live-streams.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = 'nato-discusses-territory-for-membership';
const EVERYTHING = 'from=2020-01-01';

let ledger: TestLedger;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await ledger.importSeeds();
}, 60_000);
afterAll(() => ledger.stop());

describe('the page of changes', () => {
  const page = (query: string) => ledger.get(`/changes?${query}`).set('Accept', 'text/html');
  const shown = async (query: string) => visible((await page(query).expect(200)).text);

  it('shows each claim that differs, from which state to which, with what changed it', async () => {
    const text = await shown(`${EVERYTHING}&narrative=territory-for-membership`);
    expect(text).toContain('From the end of 1 January 2020 to now');
    expect(text).toContain('New: Retracted');
    expect(text).toContain('NATO, whom it is about, denied it: its state changed from Unverified to Denied.');
    expect(text).toContain('Stian Jenssen retracted it: its state changed from Denied to Retracted.');
    expect(text).toContain('Only claims of the narrative');
    const items = (await ledger.get(`/v1/claims/${CLAIM}/story`).expect(200)).body as {
      steps: { recordedAt: string; after: { status: string } }[];
    };
    const denied = items.steps.find(({ after }) => after.status === 'denied')?.recordedAt ?? '';
    const later = await shown(`from=${denied}`);
    expect(later).toContain('from Denied to Retracted');
    expect(later).not.toContain('NATO, whom it is about, denied it');
  });

  it.each(['changed', 'new'] as const)(
    'lists %s claims, the last first, under its day, over all pages',
    async (only) => {
      const day = new Date().toLocaleDateString('en-GB', {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      });
      const found: string[] = [];
      let query: string | undefined = only === 'new' ? `${EVERYTHING}&show=new` : EVERYTHING;
      while (query !== undefined) {
        const { text }: { text: string } = await page(query).expect(200);
        expect(visible(text)).toContain(day);
        found.push(
          ...[...text.matchAll(/<p class="claim-text"><a href="\/claims\/([\w-]+)/g)].map(([, id = '']) => id),
        );
        const next: string | undefined = /rel="next" href="\/changes\?([^"]+)"/.exec(text)?.[1];
        query = next?.replaceAll('&amp;', '&');
      }
      const { body } = await ledger
        .get(`/v1/comparisons?${EVERYTHING}&order=descending&only=${only}&limit=200`)
        .expect(200);
      expect(found).toEqual((body as { items: { claim: string }[] }).items.map(({ claim }) => claim));
    },
  );

  it('keeps new claims apart, with their number and the way to them', async () => {
    const { text } = await page(EVERYTHING).expect(200);
    const { total } = (await ledger.get('/v1/claim-counts?by=kind').expect(200)).body as { total: number };
    expect(text).toContain(`<a href="/changes?from=2020-01-01&amp;show=new">${total} new claims</a>`);
    const untouched = '/claims/west-supplies-ukraine-with-arms';
    expect(text).not.toContain(`<p class="claim-text"><a href="${untouched}">`);
    const { text: all } = await page(`${EVERYTHING}&show=new&narrative=territory-for-membership`).expect(200);
    expect(visible(all)).toContain(
      'From the end of 1 January 2020 to now: each claim that was registered, the latest first.',
    );
    expect(all).toContain('href="/changes?from=2020-01-01&amp;show=new">All claims</a>');
    const { items } = (await ledger.get('/v1/claims?narrative=territory-for-membership&limit=200').expect(200))
      .body as {
      items: readonly object[];
    };
    expect(all.match(/<p class="claim-text">/g)).toHaveLength(items.length);
    expect(visible(all)).toContain(`${items.length} new claims`);
    const later = await shown(`from=${new Date().toISOString()}&show=new`);
    expect(later).toContain('No claim was registered in this time.');
    expect(later).toContain('No new claims');
  });

  it('shows the last week if its address names no moment, and says if nothing changed', async () => {
    expect(await shown('')).toContain('New: Retracted');
    const { text } = await page(`from=2020-01-01&to=2020-01-02`).expect(200);
    expect(visible(text)).toContain('No state changed in this time.');
    expect(visible(text)).toContain('You are reading the past as the ledger knew it on 2 January 2020');
    expect(text).toContain('What changed · as of 2 January 2020 · Claim Ledger</title>');
    expect(text).toContain('href="/changes?from=2020-01-01">Back to now');
  });

  it('names the parameter that cannot be read, and rejects the cursor of another list', async () => {
    for (const [query, parameter] of [
      ['from=yesterday', 'from'],
      ['from=2020-01-02&to=soon', 'to'],
      ['from=2020-01-02&to=2020-01-01', 'from'],
      ['from=2999-01-01', 'from'],
    ] as const) {
      expect([query, visible((await page(query).expect(400)).text)]).toEqual([
        query,
        expect.stringContaining(`Parameter ${parameter}`),
      ]);
    }
    await page(`${EVERYTHING}&cursor=abc`).expect(400);
    await page(`${EVERYTHING}&narrative=no-such`).expect(404);
  });
});

describeInBrowser('the page of changes in a browser', (browser) => {
  it.each([`?${EVERYTHING}&narrative=territory-for-membership`, '?from=2020-01-01&to=2020-01-02', '?show=new&lang=ar'])(
    '/changes%s is accessible, hydrates without a change, and fits a narrow screen',
    async (query) => {
      await browser.check(`${ledger.url}/changes${query}`);
    },
  );

  it('says that there are new changes, and shows them on demand', async () => {
    await browser.open(`${ledger.url}/changes`, async (page, watched) => {
      const streams = ledger.app.get(LiveStreams, { strict: false });
      while (streams.count === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const claim = { text: 'The harbour closes.', language: 'en', kind: 'factual', about: ['nato'], topics: [] };
      await ledger.put('/v1/claims/harbour-closes', claim).expect(201);
      const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
      await ledger.post('/v1/claims/harbour-closes/entries', denial).expect(201);
      await page.waitForSelector('.live a');
      expect(await page.innerText('.live')).toBe('1 new change: show');
      await page.click('.live a');
      await page.waitForSelector('a[href="/claims/harbour-closes"]');
      expect(await page.innerText('ol.claims > li:first-child')).toContain('New: Denied');
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('says that there are new claims where these are listed', async () => {
    await browser.open(`${ledger.url}/changes?show=new`, async (page, watched) => {
      const streams = ledger.app.get(LiveStreams, { strict: false });
      while (streams.count === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const claim = { text: 'The quay closes.', language: 'en', kind: 'factual', about: ['nato'], topics: [] };
      await ledger.put('/v1/claims/quay-closes', claim).expect(201);
      const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
      await ledger.post('/v1/claims/quay-closes/entries', denial).expect(201);
      await page.waitForSelector('.live a');
      expect(await page.innerText('.live')).toBe('1 new claim: show');
      await page.click('.live a');
      await page.waitForSelector('a[href="/claims/quay-closes"]');
      expect(await page.innerText('ol.claims > li:first-child')).toContain('The quay closes.');
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });
});
