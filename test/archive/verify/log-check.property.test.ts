import fc from 'fast-check';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { runs } from '../../support/runs.js';
import { ledgerLogs, positionGaps } from '../support.js';

afterAll(removeFolders);

describe('a ledger that nobody tampered with', () => {
  it('has no faults, however deep one looks', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers(), gaps(), async (plan, steps) => {
        const folder = await TestFolder.of(plan, steps);
        expect((await folder.logFaults()).reported).toEqual([]);
        expect((await folder.storedFaults()).reported).toEqual([]);
        expect((await folder.readModelFaults(true)).reported).toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });
});
