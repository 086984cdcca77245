import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ReplayProgress } from '../../../src/claims/scenario/replay-claims.js';
import { LiveStreams } from '../../../src/http/live-streams.js';
import { ReplayThreads } from '../../../src/threads/replay-thread.js';
import { describeInBrowser, loggedIn } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = 'nato-discusses-kyiv-ceding-territory';

let ledger: TestLedger;
let finished: string;
let claims: number;

const begin = async (body: object): Promise<string> =>
  ((await ledger.post('/v1/replays', body).expect(202)).body as { id: string }).id;
const ended = async (id: string) => {
  await ledger.get(`/v1/replays/${id}?wait=60`).expect(200);
  return id;
};

beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await ledger.importSeeds();
  finished = await ended(
    await begin({ name: 'Without searches', scenario: { without: ['type:ConfirmationSought', 'actor:tass'] } }),
  );
  claims = ((await ledger.get('/v1/claim-counts')).body as { total: number }).total;
}, 60_000);
afterAll(() => ledger.stop());

describe('the pages of replays', () => {
  const page = (path: string) => ledger.get(path).set('Accept', 'text/html');
  const shown = async (path: string) => visible((await page(path).expect(200)).text);

  it('list the replays with their conditions, by name', async () => {
    const text = await shown('/replays');
    expect(text).toContain('Without searches');
    expect(text).toContain(`Finished. ${claims} of ${claims} claims evaluated.`);
    expect(text).toContain('TASS (everything said or done)');
    expect(text).toContain('Entries of the type “search”');
  });

  it('show what differs from the ledger, in which state, and what makes the difference', async () => {
    const { text } = await page(`/replays/${finished}`).expect(200);
    const seen = visible(text);
    expect(seen).toContain(
      'In the ledger Unsubstantiated because the latest searches for a confirmation found nothing.',
    );
    expect(seen).toContain('Under these conditions Unverified because nothing on record decides it.');
    expect(seen).toMatch(/Counts only in the ledger: .*search/);
    expect(text).toContain(`href="/claims/${CLAIM}?replay=${finished}"`);
    expect(text).toContain(`href="/claims?status=unverified&amp;replay=${finished}"`);
    const then = await shown(`/replays/${finished}?against=then`);
    expect(then).toContain('In the ledger Unsubstantiated');
  });

  it('show the conditions, then what came of them, then the rest', async () => {
    const text = await shown(`/replays/${finished}`);
    const parts = ['Without searches', 'Conditions', 'Finished.', 'What differs', 'Claims by state', 'For the record'];
    expect(text).toMatch(new RegExp(parts.join('.*')));
    expect(text).toMatch(/What differs.* \d+ claims? differs?\./);
  });

  it('call a replay without a name by what it asks', async () => {
    const heading = async (scenario: object) => {
      const id = await ended(await begin({ scenario }));
      const { text } = await page(`/replays/${id}`).expect(200);
      await ledger.write('delete', `/v1/replays/${id}`).expect(204);
      const [, title] = /<title>(.*?) · Claim Ledger<\/title>/.exec(text) ?? [];
      const [, heading] = /<h1[^>]*>(.*?)<\/h1>/.exec(text) ?? [];
      expect(title).toBe(heading);
      return heading;
    };
    expect(await heading({ without: ['actor:tass', 'type:ConfirmationSought'] })).toBe('Without: TASS and search');
    expect(await heading({ only: ['type:ClaimDenied'], validAt: '2024-04-30' })).toMatch(
      /^Only entries of these types: denied · What had happened by: 30 Apr 2024, /,
    );
    expect(await heading({ without: [`entry:${CLAIM}/search`] })).toMatch(/^Without: .+ \(search\)$/);
    expect(await heading({})).toMatch(/^As the ledger knew it on: .* · Policy: standard\/1/);
  });

  it('lead to claims as they are under the conditions, which every further link keeps', async () => {
    const { text } = await page(`/claims/${CLAIM}?replay=${finished}`).expect(200);
    expect(visible(text)).toContain('You are reading the ledger under other conditions: Without searches Back to now');
    expect(text).toContain(`<a href="/replays/${finished}" dir="auto">Without searches</a>`);
    expect(visible(text)).toContain('Unverified because nothing on record decides it.');
    expect(visible(text)).not.toContain('Cite this');
    expect(text).toContain(`href="/claims/${CLAIM}">Back to now`);
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).toContain(
      `<link rel="alternate" type="application/json" href="/v1/claims/${CLAIM}?replay=${finished}">`,
    );
    const links = [...text.matchAll(/href="(\/(?!v1|assets|docs)[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(links.filter((href) => href.includes(`replay=${finished}`)).length).toBeGreaterThan(5);
    for (const href of new Set(links)) {
      const { status } = await page(href);
      expect([href, status]).toEqual([href, 200]);
    }
  });

  it('lead to lists and the home page under the conditions', async () => {
    expect(await shown(`/claims?replay=${finished}&status=unsubstantiated`)).toContain('No claim fits');
    for (const path of ['/', '/narratives/territory-for-membership', '/actors/nato', '/changes']) {
      await page(`${path}?replay=${finished}`).expect(200);
    }
  });

  it('say what is wrong, and lead on', async () => {
    expect(await visibleOf(`/replays/no-such`, 404)).toContain('There is nothing here');
    expect(await visibleOf(`/claims/${CLAIM}?replay=no-such`, 400)).toContain('Parameter replay');
    expect(await visibleOf(`/claims/${CLAIM}?replay=${finished}&asOf=2026-01-01`, 400)).toContain('Parameter replay');
    expect(await visibleOf(`/replays/${finished}?cursor=abc`, 400)).toContain('The address can’t be read');
    const { text } = await page(`/claims/${CLAIM}?replay=no-such`);
    expect(text).toContain(`href="/claims/${CLAIM}">This page as it is now`);
    expect(text).toContain('<a href="/replays/no-such" dir="auto">no-such</a>');
    const missing = await page(`/claims/no-such?replay=${finished}`).expect(404);
    expect(missing.text).toContain(`<a href="/replays/${finished}" dir="auto">Without searches</a>`);
  });

  const visibleOf = async (path: string, status: number) => visible((await page(path).expect(status)).text);
});

describeInBrowser('the pages of replays in a browser', (browser) => {
  it.each(['/replays/{id}?lang=ar', `/claims/${CLAIM}?replay={id}`])(
    '%s is accessible, hydrates without a change, and fits a narrow screen',
    async (path) => {
      await browser.check(`${ledger.url}${path.replace('{id}', finished)}`);
    },
  );

  it('follow the progress of a replay, and show its result when it has finished', async () => {
    const running = heldReplays();
    const id = await begin({ scenario: { without: ['actor:nato'] } });
    await browser.open(`${ledger.url}/replays/${id}`, async (page, watched) => {
      const streams = ledger.app.get(LiveStreams, { strict: false });
      while (streams.count === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await page.innerText('.progress')).toContain('No claim is evaluated yet.');
      running.progress?.({ claims: 7, of: claims });
      await page.waitForSelector(`.progress :text("7 of ${claims} claims evaluated.")`);
      expect(await page.getAttribute('progress', 'value')).toBe('7');
      running.release?.();
      await page.waitForSelector('#differences');
      expect(await page.innerText('.progress')).toContain(`Finished. ${claims} of ${claims} claims evaluated.`);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('name the replay on the pages that are read under it, also on those that come without a reload', async () => {
    const id = await ended(await begin({ scenario: { without: ['actor:tass'] } }));
    await browser.open(`${ledger.url}/replays/${id}?lang=de`, async (page, watched) => {
      expect(await page.locator('.moment a[href^="/replays/"]').count()).toBe(0);
      await page.locator(`.inline a[href*="replay=${id}"]`).first().click();
      const replay = page.locator(`.moment a[href="/replays/${id}?lang=de"]`);
      await replay.getByText('Ohne: TASS', { exact: true }).waitFor();
      await page.locator('.claims .claim-text a').first().click();
      await page.waitForURL(/\/claims\/[\w-]+\?/);
      expect(await replay.innerText()).toBe('Ohne: TASS');
      await page.reload();
      expect(await replay.innerText()).toBe('Ohne: TASS');
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
    await ledger.write('delete', `/v1/replays/${id}`).expect(204);
  });

  it('say that a replay was removed while it was followed', async () => {
    heldReplays();
    const id = await begin({});
    await browser.open(`${ledger.url}/replays`, async (page, watched) => {
      const streams = ledger.app.get(LiveStreams, { strict: false });
      while (streams.count === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const listed = await page.locator('.replays > li').count();
      await ledger.write('delete', `/v1/replays/${id}`).expect(204);
      await page.waitForSelector('.progress a:text("Load the page again")');
      await page.click('.progress a:text("Load the page again")');
      await page.waitForSelector('.progress a', { state: 'detached' });
      expect(await page.locator('.replays > li').count()).toBe(listed - 1);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });
});

/** Replays whose progress the test decides, until it lets them run. */
function heldReplays() {
  const held: { progress?: (progress: ReplayProgress) => void; release?: () => void } = {};
  const run = Object.getOwnPropertyDescriptor(ReplayThreads.prototype, 'run')?.value as ReplayThreads['run'];
  jest.spyOn(ReplayThreads.prototype, 'run').mockImplementation(function (this: ReplayThreads, task, onProgress) {
    held.progress = onProgress;
    let end = (_error: Error): void => undefined;
    const released = new Promise<void>((resolve, reject) => {
      held.release = resolve;
      end = reject;
    });
    const finished = released.then(() => run.call(this, task, onProgress).finished);
    finished.catch(() => undefined);
    const stop = () => {
      end(new Error('The replay was stopped.'));
      return Promise.resolve();
    };
    return { finished, stop };
  });
  return held;
}

describeInBrowser('starting a replay', (browser) => {
  it('takes the conditions by name, and leads to the replay', async () => {
    await browser.record(`${ledger.url}/replays`, ledger.key, async (page) => {
      await page.getByText('Start a replay', { exact: true }).first().click();
      await page.getByLabel(/^Name of the replay/).fill('Without La Repubblica');
      await page.getByLabel(/^Without whom/).fill('La Repubblica');
      await page.getByRole('option', { name: /^La Repubblica/ }).click();
      await page.locator('input[type=radio][value="strict/1"]').check();
      await page.getByText('Without entries of these kinds').click();
      await page.getByLabel('A denial').first().check();
      await page.getByLabel('A verdict').first().check();
      await page.getByLabel('A denial').first().uncheck();
      await page.getByText('With entries of these kinds only').click();
      const only = page.getByRole('group', { name: /^With entries of these kinds only/ });
      await only.getByLabel('A report').check();
      expect(await only.getByLabel('A link to another claim').count()).toBe(0);
      await page.getByRole('button', { name: 'Start a replay', exact: true }).click();
      await page.waitForURL(/\/replays\/[^/]+$/);
      await page.getByText('Without La Repubblica').first().waitFor();
    });
    const { items } = (await ledger.get('/v1/replays').expect(200)).body as {
      readonly items: readonly { readonly id: string }[];
    };
    await ended(items[0]?.id ?? '');
    expect(items[0]).toMatchObject({
      name: 'Without La Repubblica',
      scenario: {
        policy: 'strict/1',
        without: ['actor:la-repubblica', 'type:VerdictIssued'],
        only: ['type:ClaimReported'],
      },
    });
  });

  it('goes up to an event of the log, and says if there is none', async () => {
    const { headers } = await ledger.get('/v1/claims').expect(200);
    const position = String(headers['ledger-position']);
    const upTo = async (page: Page) => {
      await page.getByText('Start a replay', { exact: true }).first().click();
      const field = page.getByLabel(/^Up to this event of the log/);
      await field.fill('12');
      await page.getByRole('button', { name: 'Start a replay', exact: true }).click();
      await page.locator('.field.wrong', { hasText: 'Up to this event of the log' }).waitFor();
      await field.fill(position.replace(/-.{8}@/, '-00000000@'));
      await page.getByRole('button', { name: 'Start a replay', exact: true }).click();
      await page.locator('.rejected', { hasText: 'There is no event at this position of the log.' }).waitFor();
      await field.fill(position);
      await page.getByRole('button', { name: 'Start a replay', exact: true }).click();
      await page.waitForURL(/\/replays\/[^/]+$/);
      await ended(page.url().split('/').at(-1) ?? '');
    };
    await browser.open(`${ledger.url}/replays`, upTo, loggedIn(ledger.url, ledger.key));
  });

  it('starts one replay, however often it is sent', async () => {
    const all = async () =>
      ((await ledger.get('/v1/replays').expect(200)).body as { readonly items: readonly object[] }).items.length;
    const before = await all();
    const send = 'form.record > .actions button[type=submit]';
    const often = async (page: Page) => {
      await page.goto(`${ledger.url}/replays`);
      await page.getByText('Start a replay', { exact: true }).first().click();
      await page.getByLabel(/^Name of the replay/).fill('Sent often');
      await page.route('**/v1/replays', async (route) => {
        // The browser itself would add this header.
        await route.fetch({ headers: { ...route.request().headers(), 'sec-fetch-site': 'same-origin' } });
        await route.abort();
      });
      await page.dblclick(send);
      await page.waitForSelector('.rejected:has-text("Nobody knows yet")');
      expect(await all()).toBe(before + 1);
      await page.unroute('**/v1/replays');
      await page.reload();
      await page.getByText('Start a replay', { exact: true }).first().click();
      await page.click(`${send}:has-text("Send it again")`);
      await page.waitForURL(/\/replays\/[^/]+$/);
      await ended(page.url().split('/').at(-1) ?? '');
      await page.goBack();
      await page.waitForFunction(() => document.documentElement.dataset['explorer'] === 'ready');
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('draft');
    };
    await browser.open(`${ledger.url}/`, often, loggedIn(ledger.url, ledger.key));
    expect(await all()).toBe(before + 1);
  });

  it('is for those who may; others see how they can', async () => {
    const { text } = await ledger.get('/replays').set('Accept', 'text/html').expect(200);
    expect(text).toContain('href="/login?next=%2Freplays"');
    expect(visible(text)).not.toContain('Without entries of these kinds');
  });

  it('is accessible', async () => {
    const open = async (page: Page) => {
      await page.getByText('Start a replay', { exact: true }).first().click();
      await page.getByText('Without entries of these kinds').click();
    };
    await browser.check(`${ledger.url}/replays`, undefined, open, ledger.key);
  });
});
