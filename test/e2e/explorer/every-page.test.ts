import { findPage, PAGES } from '../../../src/explorer/pages.js';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = '/claims/nato-discusses-territory-for-membership';
const ENTRY = `${CLAIM}/entries/jenssen-calls-it-a-mistake`;

/** An address of each page, by its name, without parameters. Forms are drawn for somebody who has logged in. */
const ADDRESSES: Readonly<Record<string, string>> = {
  home: '/',
  claims: '/claims',
  changes: '/changes',
  replays: '/replays',
  replay: '/replays/{replay}',
  status: '/status',
  policy: '/about/policy',
  glossary: '/about/words',
  'new-claim': '/claims/new',
  origins: `${CLAIM}/origins`,
  wordings: `${CLAIM}/wordings`,
  compare: `${CLAIM}/compare`,
  'into-narrative': `${CLAIM}/narratives/new`,
  claim: CLAIM,
  'new-entry': `${CLAIM}/entries/new?type=ClaimDenied`,
  record: '/record',
  correct: `${ENTRY}/correct`,
  entry: ENTRY,
  'new-actor': '/actors/new',
  'change-actor': '/actors/nato/change',
  actor: '/actors/stoltenberg',
  reliance: '/actors/tass/reliance',
  circles: '/circles',
  'new-document': '/documents/new',
  'change-document': '/documents/assessing-natos-alleged-talks/change',
  document: '/documents/assessing-natos-alleged-talks',
  login: '/login',
  me: '/me',
  'new-narrative': '/narratives/new',
  'change-narrative': '/narratives/territory-for-membership/change',
  narratives: '/narratives',
  narrative: '/narratives/territory-for-membership',
};
/** Pages that begin with a form, or show who has logged in. */
const FORMS = /^(?:new-|change-|into-|correct$|record$|me$)/;

it('the addresses are those of every page, and no other', () => {
  const found = Object.values(ADDRESSES).map((address) => findPage(address.replace(/\?.*/, ''))?.entry.name);
  expect(found).toEqual(Object.keys(ADDRESSES));
  expect(found.toSorted()).toEqual(PAGES.map(({ name }) => name).toSorted());
});

describeInBrowser('every page in a browser', (browser) => {
  let ledger: TestLedger;
  let replay: string;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
    const { body } = await ledger.post('/v1/replays', { scenario: { without: ['actor:tass'] } }).expect(202);
    replay = (body as { readonly id: string }).id;
    await ledger.get(`/v1/replays/${replay}?wait=60`).expect(200);
  }, 60_000);
  afterAll(() => ledger.stop());

  it.each(Object.entries(ADDRESSES))(
    '%s is accessible, hydrates without a change, and fits a narrow screen: %s',
    async (name, address) => {
      const drawn = name.startsWith('new-') ? 'form.record' : undefined;
      const key = FORMS.test(name) ? ledger.key : undefined;
      await browser.check(ledger.url + address.replace('{replay}', replay), drawn, undefined, key);
    },
  );
});
