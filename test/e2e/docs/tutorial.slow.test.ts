import { TestLedger } from '../api/test-ledger.js';
import { examplesOf, expectTrueExamples } from './console-examples.js';

const TUTORIAL = 'docs/tutorial/first-story.md';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await TestLedger.start();
});
afterAll(() => ledger.stop());

it('the tutorial shows what its commands print, from an empty ledger', async () => {
  expect(examplesOf(TUTORIAL).length).toBeGreaterThan(20);
  await expectTrueExamples(TUTORIAL, ledger);
});
