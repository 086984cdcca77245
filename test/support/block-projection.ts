import { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import type { TestLedger } from '../e2e/api/test-ledger.js';

/** The read model takes nothing more, as if its disk were full; what is in it can be read. Returns how to end that. */
export function stall(ledger: TestLedger): () => void {
  const { database } = ledger.app.get(CurrentReadModel).readModel;
  database.pragma('query_only = ON');
  return () => {
    database.pragma('query_only = OFF');
  };
}
