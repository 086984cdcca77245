import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestLedger } from '../api/test-ledger.js';
import { run } from '../../support/run-cli.js';
import { examplesOf, expectTrueExamples, ROOT } from './console-examples.js';

/** Guides whose examples begin with the seeds; the others begin with an empty ledger. */
const BEGIN_WITH_SEEDS = [
  'back-up-and-restore',
  'find-what-is-recorded',
  'follow-how-a-claim-changed',
  'prove-what-was-recorded',
  'replay',
  'see-who-relies-on-whom',
  'use-the-api',
  'verify-a-ledger',
];

/** Guides about what needs a key that encrypts secrets. */
const NEED_SECRETS_KEY = ['map-deliveries'];
const SECRETS_KEY = Buffer.alloc(32, 7).toString('base64');

const guides = readdirSync(join(ROOT, 'docs', 'how-to'))
  .map((name) => name.replace('.md', ''))
  .filter((guide) => examplesOf(`docs/how-to/${guide}.md`).length > 0);

it('finds guides with examples', () => {
  expect(guides).toEqual(expect.arrayContaining([...BEGIN_WITH_SEEDS, ...NEED_SECRETS_KEY]));
});

describe.each(guides)('docs/how-to/%s.md', (guide) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start(NEED_SECRETS_KEY.includes(guide) ? { CLAIM_LEDGER_SECRETS_KEY: SECRETS_KEY } : {});
    if (BEGIN_WITH_SEEDS.includes(guide)) await run(['--data', ledger.folder, 'seed']);
  });
  afterAll(() => ledger.stop());

  it('shows what its commands print', () => expectTrueExamples(`docs/how-to/${guide}.md`, ledger));
});
