import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';
import type { Page } from 'playwright-core';

/** What browsers send. */
const BROWSER = 'text/html,application/xhtml+xml';
const CLAIM = '/claims/talks';

const ENTRIES = [
  {
    id: 'report',
    type: 'ClaimReported',
    by: ['tass'],
    basis: 'none-given',
    occurredAt: '../2024-04-04',
    document: 'tass-story',
  },
  { id: 'earlier', type: 'ClaimReported', by: ['la-repubblica'], basis: 'unnamed-source', occurredAt: '2023' },
  { id: 'denial', type: 'ClaimDenied', by: ['nato'], extent: 'whole', basis: 'none-given', occurredAt: '2024-04-05' },
  { id: 'question', type: 'ClaimQuestioned', by: ['la-repubblica'], extent: 'whole' },
];

async function recordTimes(ledger: TestLedger): Promise<string[]> {
  await recordSmallLedger(ledger);
  for (const entry of ENTRIES) await ledger.post(`/v1${CLAIM}/entries`, entry).expect(201);
  await ledger.ready();
  const { body } = await ledger.get(`/v1${CLAIM}/moments`).expect(200);
  return (body as { items: { recordedAt: string }[] }).items.map(({ recordedAt }) => recordedAt);
}

describe('the times of a claim without script', () => {
  let ledger: TestLedger;
  let times: string[];
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    times = await recordTimes(ledger);
  });
  afterAll(() => ledger.stop());

  const section = async (query = '') => {
    const { text } = await ledger.get(`${CLAIM}${query}`).set('Accept', BROWSER).expect(200);
    return /<section id="time".*?<\/section>/s.exec(text)?.[0] ?? '';
  };
  const linkTo = (asOf: string | undefined) =>
    asOf === undefined ? CLAIM : `${CLAIM}?asOf=${encodeURIComponent(asOf)}`;
  const steps = (html: string) =>
    [...html.matchAll(/<a class="step"(?: href="([^"]*)"| role="link" aria-disabled="true")/g)].map(([, href]) => href);

  it('are steps to the moments before and after, and to now', async () => {
    expect(steps(await section())).toEqual([linkTo(times[0]), linkTo(times[3]), undefined, undefined]);
    const past = `?asOf=${encodeURIComponent(times[3] ?? '')}`;
    expect(steps(await section(past))).toEqual([
      linkTo(times[0]),
      linkTo(times[2]),
      linkTo(undefined),
      linkTo(undefined),
    ]);
    const first = `?asOf=${encodeURIComponent(times[0] ?? '')}&tz=Europe/Kyiv`;
    expect(steps(await section(first))).toEqual([
      undefined,
      undefined,
      `${linkTo(times[1])}&amp;tz=Europe%2FKyiv`,
      `${CLAIM}?tz=Europe%2FKyiv`,
    ]);
  });

  it('are the same in the drawing and in the list, those recorded later too', async () => {
    for (const query of ['', `?asOf=${encodeURIComponent(times[1] ?? '')}`]) {
      const html = await section(query);
      const entriesIn = (part: string) =>
        [
          ...part.matchAll(/<a class="[^"]*"(?: dir="auto")? href="(?:#entry-|\/claims\/talks\/entries\/)([\w-]+)/g),
        ].map(([, id]) => id);
      const [drawing = '', list = ''] = html.split('<details');
      const ids = ['registered', ...ENTRIES.map(({ id }) => id)];
      expect([entriesIn(drawing).toSorted(), entriesIn(list)]).toEqual([ids.toSorted(), ids]);
      expect([...list.matchAll(/<li[^>]*><p><a href/g)]).toHaveLength(times.length);
    }
  });

  it('are both named at each entry, no more precise than they are known', async () => {
    const html = await section();
    expect(html).toMatch(/aria-label="TASS: reported; happened by 4 April 2024; recorded \d+ \w+ \d{4}/);
    expect(html).toMatch(/aria-label="La Repubblica: reported; happened 2023; recorded/);
    expect(html).toMatch(/aria-label="La Repubblica: questioned; happened undated; recorded/);
    expect(html).toMatch(/<path class="mark-shape bar"/);
  });

  it('are drawn at their moment', async () => {
    const shown = (html: string) =>
      /class="stop-shown">.*?Moment (\d) of 5.*?class="status[^>]*>(\w+)/s.exec(html)?.slice(1);
    expect(shown(await section())).toEqual(['5', 'Denied']);
    expect(shown(await section(`?asOf=${encodeURIComponent(times[2] ?? '')}`))).toEqual(['3', 'Unverified']);
  });
});

describeInBrowser('the times of a claim in a browser', (browser) => {
  let ledger: TestLedger;
  let times: string[];
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    times = await recordTimes(ledger);
  });
  afterAll(() => ledger.stop());

  /** What must change together. */
  const seen = async (page: Page) => ({
    asOf: new URL(page.url()).searchParams.get('asOf'),
    state: await page.innerText('.verdict-state .status'),
    entries: await page.locator('.entries .entry').count(),
    spoken: (await page.getAttribute('.range', 'aria-valuetext'))?.replace(/^(\d of \d).*: (\w+)$/, '$1 $2'),
  });
  const arrived = (page: Page, entries: number) =>
    page.waitForFunction((count) => document.querySelectorAll('.entries .entry').length === count, entries);

  it('are accessible, hydrate without a change, and fit a narrow screen', async () => {
    await browser.check(`${ledger.url}${CLAIM}`);
    await browser.check(`${ledger.url}${CLAIM}?asOf=${encodeURIComponent(times[1] ?? '')}`);
  });

  it('are chosen by keyboard: address, state and list change together', async () => {
    await browser.open(`${ledger.url}${CLAIM}`, async (page, watched) => {
      expect(await seen(page)).toEqual({ asOf: null, state: 'Denied', entries: 5, spoken: '5 of 5 Denied' });
      await page.evaluate('globalThis.sameDocument = true');
      await page.focus('.range');
      await page.keyboard.press('Home');
      await arrived(page, 1);
      expect(await seen(page)).toEqual({
        asOf: times[0],
        state: 'Unverified',
        entries: 1,
        spoken: '1 of 5 Unverified',
      });
      await page.keyboard.press('ArrowRight');
      await arrived(page, 2);
      expect(await seen(page)).toEqual({
        asOf: times[1],
        state: 'Unverified',
        entries: 2,
        spoken: '2 of 5 Unverified',
      });
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('range');
      await page.keyboard.press(']');
      await arrived(page, 3);
      await page.keyboard.press(']');
      await arrived(page, 4);
      expect(await seen(page)).toEqual({ asOf: times[3], state: 'Denied', entries: 4, spoken: '4 of 5 Denied' });
      await page.keyboard.press('[');
      await arrived(page, 3);
      await page.goBack();
      await arrived(page, 4);
      expect((await seen(page)).spoken).toBe('4 of 5 Denied');
      expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('are chosen by mouse: on the slider, by steps, and by entry', async () => {
    await browser.open(`${ledger.url}${CLAIM}`, async (page, watched) => {
      await page.evaluate('globalThis.sameDocument = true');
      const box = await page.locator('.range').boundingBox();
      if (!box) throw new Error('The slider is not visible.');
      const [middle, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(box.x + box.width - 8, y);
      await page.mouse.down();
      await page.mouse.move(middle, y, { steps: 5 });
      // It says where it is, and shows that page when it is let go.
      expect(await page.getAttribute('.range', 'aria-valuetext')).toMatch(
        /^3 of 5: La Repubblica: reported, recorded .*: Unverified$/,
      );
      expect(new URL(page.url()).search).toBe('');
      await page.mouse.up();
      await arrived(page, 3);
      expect(await seen(page)).toEqual({
        asOf: times[2],
        state: 'Unverified',
        entries: 3,
        spoken: '3 of 5 Unverified',
      });
      await page.locator('.time-key').scrollIntoViewIfNeeded();
      await page.evaluate(() => {
        scrollBy(0, 50);
      });
      const place = await page.evaluate(() => scrollY);
      await page.click('.step[rel=next]');
      await arrived(page, 4);
      expect(await page.evaluate(() => scrollY)).toBe(place);
      await page.click('.rails a.act.against .mark-shape');
      expect(new URL(page.url()).hash).toBe('#entry-denial');
      expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('leave keys to those who type', async () => {
    await browser.open(`${ledger.url}${CLAIM}`, async (page) => {
      await page.focus('.masthead input[type=search]');
      await page.keyboard.press('[');
      expect(await page.inputValue('.masthead input[type=search]')).toBe('[');
      expect(new URL(page.url()).search).toBe('');
    });
  });

  it('are a list on narrow screens, with the same links', async () => {
    await browser.open(
      `${ledger.url}${CLAIM}`,
      async (page) => {
        expect(await page.isVisible('.rails')).toBe(false);
        expect(await page.isVisible('.stops')).toBe(true);
        await page.click('.stops > li:nth-child(2) > p a');
        await page.waitForURL(/asOf=/);
        expect(await page.locator('.entries .entry').count()).toBe(2);
      },
      { viewport: { width: 360, height: 700 }, javaScriptEnabled: false },
    );
  });
});
