import fc from 'fast-check';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { runs } from '../../support/runs.js';
import { ledgerLogs, positionGaps } from '../support.js';

afterAll(removeFolders);

describe('checkLogFile(), checkStoredLog() and checkReadModel()', () => {
  it('find no faults in an intact ledger', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerLogs(), positionGaps(), async (plan, steps) => {
        const folder = await TestDataFolder.withEvents(plan, steps);
        expect((await folder.logFaults()).reported).toEqual([]);
        expect((await folder.storedFaults()).reported).toEqual([]);
        expect((await folder.readModelFaults(true)).reported).toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });
});
