import type { Statement } from 'better-sqlite3';
import type { ReadModel } from '../../read-model/read-model.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { SimilarClaim } from './views.js';

/** Only this many of the newest claims that share a word are ranked, so that the cost is bounded. */
const MAX_RANKED = 1_000;

/** Finds claims that share words with a text, so that a duplicate is noticed before it is registered. */
export class SimilarClaimQueries {
  private readonly lists: ClaimListQueries;
  private readonly newest: Statement<[{ words: string; limit: number }], { readonly number: number }>;
  private readonly ranked: Statement<[{ words: string; from: number; limit: number }], { readonly number: number }>;

  constructor({ database }: ReadModel) {
    this.lists = new ClaimListQueries(database);
    this.newest = database.prepare(
      'SELECT rowid AS number FROM claim_search WHERE claim_search MATCH @words ORDER BY rowid DESC LIMIT @limit',
    );
    this.ranked = database.prepare(
      `SELECT rowid AS number FROM claim_search WHERE claim_search MATCH @words AND rowid >= @from
       ORDER BY rank LIMIT @limit`,
    );
  }

  /** The most similar first: ordered by BM25, in which rare words weigh more. */
  to(text: string, at: string, limit: number): SimilarClaim[] {
    const wanted = wordsOf(text);
    if (wanted.size === 0) return [];
    const words = `{text topics} : (${[...wanted].map((word) => `"${word}"`).join(' OR ')})`;
    const from = this.newest.all({ words, limit: MAX_RANKED }).at(-1)?.number;
    if (from === undefined) return [];
    return this.ranked.all({ words, from, limit }).flatMap(({ number }) => {
      const claim = this.lists.summary(number, at);
      if (!claim) return [];
      const has = wordsOf(`${claim.text} ${claim.topics.join(' ')}`);
      const shared = [...wanted].filter((word) => has.has(word)).length;
      return [{ ...claim, similarity: Math.round((100 * shared) / wanted.size) / 100 }];
    });
  }
}

/** Words as the full-text index normalizes them: letters and digits, without case and diacritics. At most 100. */
function wordsOf(text: string): Set<string> {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set((folded.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 100));
}
