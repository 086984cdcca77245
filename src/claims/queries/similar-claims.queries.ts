import type { Statement } from 'better-sqlite3';
import type { ReadModel } from '../../read-model/read-model.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { SimilarClaim } from './views.js';

/** Ranking looks at so many of the newest claims that share a word, so that its cost is bounded. */
const MAX_RANKED = 1_000;

/** Claims whose text is like this one, so that a duplicate is seen before it is registered. */
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

  /** The likest first; rare words count for more in the order. */
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

/** Words as the search folds them: letters and digits, without case and diacritics. */
function wordsOf(text: string): Set<string> {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set((folded.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 100));
}
