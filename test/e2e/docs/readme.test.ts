import { TestLedger } from '../api/test-ledger.js';
import { run } from '../../support/run-cli.js';
import { examplesOf, expectTrueExamples } from './console-examples.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await TestLedger.start();
  await run(['--data', ledger.folder, 'seed']);
});
afterAll(() => ledger.stop());

it('README.md shows what its commands print', async () => {
  expect(examplesOf('README.md').length).toBeGreaterThan(2);
  await expectTrueExamples('README.md', ledger);
});
