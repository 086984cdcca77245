import type { Bench, Row } from '../bench.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { compareLedgers, withSameItemCount } from './scale.js';

/** Words occur early, so they are in every ledger of the same seed. Others begin with the same letters. */
const SEARCHES = [
  ['search by relevance', 'q=summit&sort=relevance'],
  ['search for two words, by relevance', 'q=summit the&sort=relevance'],
  ['search for a beginning of two letters, newest first', 'q=th*'],
  ['search for a beginning of two letters, by relevance', 'q=th*&sort=relevance'],
  ['search for a beginning of five letters, by relevance', 'q=summi*&sort=relevance'],
] as const;

/** Searches other than for a word, newest first, on a ledger a hundred times as large. */
export const search: Row = {
  name: 'search',
  async *measure(bench: Bench) {
    const large = await LedgerServer.start((await bench.ledgerWithReadModel(bench.large)).folder);
    const small = await LedgerServer.start((await bench.ledgerWithReadModel(bench.small)).folder);
    try {
      await Promise.all([large.ready(), small.ready()]);
      for (const [name, query] of SEARCHES) {
        const path = await withSameItemCount(small, `/v1/claims?${encodeURI(query)}`);
        if (path === undefined) throw new Error(`Nothing is found by ${query}.`);
        const requests = Array.from({ length: 10 }, () => ({ path }));
        yield { ...(await compareLedgers(bench, large, small, requests)), name, bound: { most: 3 } };
      }
    } finally {
      await Promise.all([large.stop(), small.stop()]);
    }
  },
};
