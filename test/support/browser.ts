import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian's packages `chromium-headless-shell` and `chromium`, and Google's `chrome`, put the program. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const PROGRAM = process.env['CHROMIUM'] ?? PROGRAMS.find((path) => existsSync(path));
const MISSING =
  'There is no Chromium: install the package chromium-headless-shell, or name a program in CHROMIUM. The tests in a browser need it.';

/** A folder: if it is set, each page that is checked is also drawn there. */
const PICTURES = process.env['PICTURES'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The narrowest and a usual screen, in pixels. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1200, height: 900 };

/**
 * Declares tests in a real browser. Without a Chromium they fail where CI=true, and elsewhere are skipped with a
 * message.
 */
export function describeInBrowser(title: string, declare: (browser: TestBrowser) => void): void {
  if (PROGRAM === undefined && process.env['CI'] !== 'true') {
    console.warn(MISSING);
    describe.skip(title, () => {
      it('needs a Chromium', () => undefined);
    });
    return;
  }
  describe(title, () => {
    const browser = new TestBrowser();
    beforeAll(() => browser.start());
    afterAll(() => browser.stop());
    declare(browser);
  });
}

export class TestBrowser {
  private running: Browser | undefined;

  async start(): Promise<void> {
    if (PROGRAM === undefined) throw new Error(MISSING);
    this.running = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu'] });
  }

  async stop(): Promise<void> {
    await this.running?.close();
  }

  /** Opens a page, and closes it when it has been used. Waits until the browser has taken it over. */
  async open<Result>(
    url: string,
    use: (page: Page, watched: WatchedPage) => Promise<Result>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Result> {
    if (!this.running) throw new Error('The browser has not started.');
    const context = await this.running.newContext({ viewport: WIDE, ...options });
    try {
      const page = await context.newPage();
      const watched = await watch(page, new URL(url).origin);
      await page.goto(url);
      if (options.javaScriptEnabled !== false) await taken(page);
      return await use(page, watched);
    } finally {
      await context.close();
    }
  }

  /** Opens a page for somebody who has logged in and records: nothing may be wrong. */
  async record(url: string, key: string, use: (page: Page) => Promise<void>): Promise<void> {
    await this.open(
      url,
      async (page, watched) => {
        page.setDefaultTimeout(10_000);
        await use(page);
        expect(watched).toEqual({ errors: [], elsewhere: [] });
      },
      loggedIn(url, key),
    );
  }

  /**
   * Everything that holds for every page: hydration changes no node, the console has no error, nothing is loaded from
   * elsewhere, axe finds no fault in light, dark and right to left, and 320 pixels are enough.
   *
   * @param drawn a selector of what the page loads after itself: the check waits for it
   * @param use what somebody does before the page is examined
   * @param key of the visitor, who is logged in with it
   */
  async check(url: string, drawn?: string, use?: (page: Page) => Promise<void>, key?: string): Promise<void> {
    await this.open(
      url,
      async (page, watched) => {
        if (drawn !== undefined) await page.waitForSelector(drawn);
        expect(await page.evaluate('globalThis.mutations')).toEqual([]);
        await use?.(page);
        const direction = await page.evaluate(() => document.documentElement.dir);
        await draw(page, url, 'wide');
        const found: Record<string, string[]> = { light: await faultsOf(page, ALL_RULES) };
        await page.emulateMedia({ colorScheme: 'dark' });
        await draw(page, url, 'dark');
        found['dark'] = await faultsOf(page, COLOUR_RULES);
        await page.evaluate(() => {
          document.documentElement.dir = 'rtl';
        });
        await page.emulateMedia({ colorScheme: 'light' });
        await draw(page, url, 'rtl');
        found['rtl'] = await faultsOf(page, GEOMETRY_RULES);
        expect(found).toEqual({ light: [], dark: [], rtl: [] });
        await page.evaluate((own) => {
          document.documentElement.dir = own;
        }, direction);
        await page.setViewportSize(NARROW);
        await draw(page, url, 'narrow');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
        expect(watched).toEqual({ errors: [], elsewhere: [] });
      },
      key === undefined ? {} : loggedIn(url, key),
    );
  }
}

/** The options of a browser in which somebody has logged in. */
export const loggedIn = (url: string, key: string): NonNullable<Parameters<Browser['newContext']>[0]> => ({
  storageState: {
    cookies: [
      {
        ...{ name: 'claim-ledger', value: key, domain: new URL(url).hostname, path: '/', expires: -1 },
        ...{ httpOnly: true, secure: false, sameSite: 'Strict' },
      },
    ],
    origins: [],
  },
});

export interface WatchedPage {
  /** Errors of the console, and of scripts. */
  readonly errors: string[];
  /** Addresses of other hosts. */
  readonly elsewhere: string[];
}

async function watch(page: Page, origin: string): Promise<WatchedPage> {
  const watched: WatchedPage = { errors: [], elsewhere: [] };
  page.on('console', (message) => {
    // The browser reports the status of a problem's page, and of a rejected trial or command, which are right.
    const { url } = message.location();
    const isRight = url === page.url() || url.endsWith('?dryRun=true') || /status of 4(?:12|22) /.test(message.text());
    const isStatus = isRight && message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isStatus) watched.errors.push(message.text());
  });
  page.on('pageerror', (error) => watched.errors.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) watched.elsewhere.push(request.url());
  });
  // The page is parsed, and no script has run.
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { mutations: seen });
    document.addEventListener('readystatechange', () => {
      const root = document.getElementById('explorer');
      if (document.readyState !== 'interactive' || !root) return;
      const observer = new MutationObserver((records) => {
        for (const { type, target, attributeName } of records) {
          // Drawings that are loaded after the page has been taken over.
          if (target instanceof Element && target.closest('[data-later]')) continue;
          seen.push(`${type} ${target.nodeName} ${attributeName ?? ''}`);
        }
      });
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
  return watched;
}

/** Pages that the server has left to itself, such as problems, aren't taken over. */
async function taken(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById('explorer-state') === null || document.documentElement.dataset['explorer'] === 'ready',
  );
}

/** WCAG 2.2 A and AA. Other colours, or the other direction, change what these of the rules find. */
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const GEOMETRY_RULES = { type: 'rule', values: ['color-contrast', 'target-size', 'scrollable-region-focusable'] };

/** What axe finds: each rule with the elements that break it. */
async function faultsOf(page: Page, runOnly: typeof ALL_RULES): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ resultTypes: ['violations'], runOnly: ${JSON.stringify(runOnly)} })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}

async function draw(page: Page, url: string, view: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const { pathname, search } = new URL(url);
  const name = `${pathname}${search}`.replace(/[^\w-]+/g, '_').slice(0, 80);
  await page.screenshot({ path: join(PICTURES, `${name}.${view}.png`), fullPage: true });
}
