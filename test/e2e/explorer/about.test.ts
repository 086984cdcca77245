import { jest } from '@jest/globals';
import { RULE_NAMES } from '../../../src/verification/standard/rule-names.js';
import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { Readiness } from '../../../src/operations/readiness.js';
import { Freshness } from '../../../src/read-model/freshness.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await recordSmallLedger(ledger);
  await ledger.ready();
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => ledger.stop());

const page = (path: string) => ledger.get(path).set('Accept', 'text/html');
const shown = async (path: string) => visible((await page(path).expect(200)).text);

describe('the page of the rules', () => {
  it('shows the rules of the policy in use, in the order in which they are tried', async () => {
    const { text } = await page('/about/policy').expect(200);
    const ids = [...text.matchAll(/<li id="rule-([\w-]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(RULE_NAMES.map((rule) => rule.replace('/', '-')));
    expect(visible(text)).toContain('Denied Its subject, or the subject’s spokesperson, denies it.');
    expect(visible(text)).toContain('At least 2 named origins, each independent of the others, put it forward.');
    expect(visible(text)).toContain('A denial by the claim’s subject counts on any basis.');
    expect(visible(text)).toContain('This ledger runs under it.');
  });

  it('shows what another policy adds', async () => {
    const text = await shown('/about/policy?policy=strict/1');
    expect(text).toContain('At least 3 named origins');
    expect(text).toContain('A denial by the claim’s subject counts only on these bases: a document and a recording.');
    expect(text).toContain('Verdicts of fact-checkers are shown, and don’t decide.');
    expect(text).not.toContain('A verdict is effective');
    expect(text).toContain('This ledger doesn’t run under it.');
    expect(visible((await page('/about/policy?policy=no-such').expect(400)).text)).toContain('Parameter policy');
  });

  it('is where the reason of a state leads to', async () => {
    const { text } = await page('/claims/talks').expect(200);
    expect(text).toContain('<a href="/about/policy#rule-unverified-none">nothing on record decides it</a>');
  });

  it.each([
    ['de', 'Die Regeln, nach denen ein Status folgt', 'Keine dieser Regeln trifft zu.'],
    ['uk', 'Правила, за якими визначається статус', 'Жодне з цих правил не підходить.'],
    ['ar', 'القواعد التي تنتج عنها الحالة', 'لا تنطبق أي من هذه القواعد.'],
  ])('is in %s', async (language, ...expected) => {
    for (const each of expected) expect(await shown(`/about/policy?lang=${language}`)).toContain(each);
  });
});

describe('the page of the words', () => {
  it('explains states, kinds and types of entries, in the language of the page', async () => {
    const text = await shown('/about/words');
    expect(text).toContain('Denied Its subject denies it.');
    expect(text).toContain('denied Somebody denied it, whole or in part.');
    expect(text).toContain('group Several who never speak as one');
    expect(text).toContain('retracted whole by its own side');
    expect(await shown('/about/words?lang=uk')).toContain('Хтось це заперечив, повністю або частково.');
  });
});

describe('the page of the status', () => {
  it('says that everything can be read, with the position and the release', async () => {
    const text = await shown('/status');
    const { body } = await ledger.get('/v1/status').expect(200);
    const { position } = body as { position: string };
    expect(text).toContain('All is well: everything that was recorded can be read here.');
    expect(text).toContain(position);
    expect(text).toContain('Log a file on this server, it answers');
    const { version } = (await ledger.get('/').set('Accept', 'application/json')).body as { version: string };
    expect(text).toContain(`Release ${version}`);
  });

  it('says since when and why nothing can be recorded, and later from when to when', async () => {
    const failure = {
      since: '2026-11-30T03:00:00.000Z',
      lastAt: '2026-11-30T03:10:00.000Z',
      appends: 2,
      reason: 'The disk is full.',
    };
    const log = { kind: 'file', reachable: true } as const;
    const read = jest.spyOn(Readiness.prototype, 'log');
    read.mockReturnValue({ ...log, writable: false, appendFailure: failure });
    const failing = await shown('/status');
    expect(failing).not.toContain('All is well');
    expect(failing).toMatch(
      /Nothing can be recorded since .*2026.*\. The server keeps trying\. The reason: The disk is full\./,
    );
    const until = '2026-11-30T04:00:00.000Z';
    read.mockReturnValue({ ...log, writable: true, appendFailure: { ...failure, until } });
    const again = await shown('/status');
    expect(again).toContain('All is well');
    expect(again).toMatch(/Recording failed last from .*2026.* to .*2026.*: The disk is full\./);
  });

  it('says what is wrong, the most important first', async () => {
    const parked = [{ stream: 'claim-talks', revision: 2, error: 'No such field.', since: '2026-01-31T10:00:00.000Z' }];
    const wrong = { caughtUp: false, position: undefined, lastEventAt: undefined, failure: 'It is stuck.', parked };
    jest.spyOn(CurrentReadModel.prototype, 'status').mockReturnValue(wrong);
    const { text } = await page('/status').expect(200);
    expect(visible(text)).not.toContain('All is well');
    expect(visible(text)).toContain('The pages are catching up with the log');
    expect(visible(text)).toContain('It is stuck.');
    expect(visible(text)).toContain('One stream has an event that can’t be processed');
    expect(text).toContain('href="/claims/talks">claim-talks</a>');
    expect(visible(text)).toContain('No such field.');
    jest.spyOn(Freshness.prototype, 'reachable', 'get').mockReturnValue(false);
    expect(await shown('/status')).toContain('The log doesn’t answer.');
  });
});

describeInBrowser('the pages about the ledger in a browser', (browser) => {
  it.each(['/about/policy?lang=ar', '/about/words?lang=de', '/status?lang=uk'])(
    '%s is accessible, hydrates without a change, and fits a narrow screen',
    async (path) => {
      await browser.check(`${ledger.url}${path}`);
    },
  );

  it('leads from the reason of a state to its rule, and shows it', async () => {
    await browser.open(`${ledger.url}/claims/talks`, async (page) => {
      await page.click('.headline .because a');
      await page.waitForSelector('.policy-page');
      expect(await page.evaluate(() => location.hash)).toBe('#rule-unverified-none');
      expect(await page.locator('#rule-unverified-none').isVisible()).toBe(true);
    });
  });

  it('renews the status, and says so while the server does not answer', async () => {
    await browser.open(`${ledger.url}/status`, async (page) => {
      expect(await page.innerText('.status-page')).toContain('All is well');
      await page.route('**/v1/status', (route) => route.abort());
      await page.waitForSelector(':text("The server doesn’t answer at the moment.")', { timeout: 20_000 });
      await page.unroute('**/v1/status');
      await page.waitForSelector(':text("The server doesn’t answer at the moment.")', {
        state: 'detached',
        timeout: 20_000,
      });
    });
  });
});
