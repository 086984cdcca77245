import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestLedger } from '../api/test-ledger.js';
import { run } from '../../support/run-cli.js';
import { examplesOf, expectTrueExamples, ROOT } from './console-examples.js';

const pages = readdirSync(join(ROOT, 'docs', 'how-to'))
  .map((name) => `docs/how-to/${name}`)
  .filter((page) => examplesOf(page).length > 0);

it('finds guides with examples', () => {
  expect(pages.length).toBeGreaterThan(0);
});

/** Each guide begins with the seeds. */
describe.each(pages)('%s', (page) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await run(['--data', ledger.folder, 'seed']);
  });
  afterAll(() => ledger.stop());

  it('shows what its commands print', () => expectTrueExamples(page, ledger));
});
