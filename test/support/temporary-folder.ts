import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates an empty folder, and returns its path and a function that removes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'claim-ledger-'));
  return {
    path,
    remove: () => {
      // Retries while a killed process still has files open.
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
