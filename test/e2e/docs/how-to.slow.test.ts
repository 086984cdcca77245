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
  'replay',
  'see-who-relies-on-whom',
  'use-the-api',
  'verify-a-ledger',
];

const guides = readdirSync(join(ROOT, 'docs', 'how-to'))
  .map((name) => name.replace('.md', ''))
  .filter((guide) => examplesOf(`docs/how-to/${guide}.md`).length > 0);

it('finds guides with examples', () => {
  expect(guides).toEqual(expect.arrayContaining(BEGIN_WITH_SEEDS));
});

describe.each(guides)('docs/how-to/%s.md', (guide) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    if (BEGIN_WITH_SEEDS.includes(guide)) await run(['--data', ledger.folder, 'seed']);
  });
  afterAll(() => ledger.stop());

  it('shows what its commands print', () => expectTrueExamples(`docs/how-to/${guide}.md`, ledger));
});
