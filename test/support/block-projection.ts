import Database from 'better-sqlite3';
import { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import type { TestLedger } from '../e2e/api/test-ledger.js';

/**
 * Makes every write to the read model fail, as if its disk were full; what is in it can be read. Returns a function
 * that ends this.
 */
export function blockProjection(ledger: TestLedger): () => void {
  const other = new Database(ledger.app.get(CurrentReadModel).readModel.database.name);
  other.exec(
    `CREATE TRIGGER block_projection BEFORE INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'database is full'); END`,
  );
  return () => {
    other.exec('DROP TRIGGER block_projection');
    other.close();
  };
}
