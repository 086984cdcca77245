import type { Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';
import { searchTokens } from '../../lib/search-tokens.js';
import { validAtSql } from '../../read-model/filters.js';
import { textKeys } from '../../read-model/identity-keys.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { ViewCache } from '../../read-model/view-cache.js';
import { packedRow } from '../projection/claim-search-index.js';
import { ClaimListQueries } from './claim-list.queries.js';
import { inFields } from './claim-search.js';
import type { SimilarClaim } from './views.js';

/** Of a text, so many words are compared. */
const MAX_WORDS = 100;
/** A word of more claims than this says little about any of them: it chooses none. */
const MAX_CLAIMS_OF_WORD = 5_000;
/** About so many claims are ranked at most, so that the cost is bounded. The rarest words choose them. */
const MAX_RANKED = 20_000;
/** Of the claims found for all texts together. */
const MAX_CACHED_BYTES = 4_000_000;

type Numbers = readonly { readonly number: number }[];
type Search = Statement<[{ words: string; limit: number }], Numbers[number]>;

/** Finds claims that share words with a text, so that a duplicate is noticed before it is registered. */
export class SimilarClaimQueries {
  private readonly lists: ClaimListQueries;
  private readonly sameText: Statement<[{ key: string; at: string; limit: number }], { readonly number: number }>;
  private readonly countOf: Statement<[{ words: string }], { readonly count: number }>;
  private readonly first: Search;
  private readonly ranked: Search;
  /** By the words that are wanted: ranking reads thousands of rows, and every reader of a claim asks for the same. */
  private readonly found: ViewCache<Numbers>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.lists = new ClaimListQueries(readModel);
    this.found = new ViewCache(readModel, MAX_CACHED_BYTES);
    this.sameText = database.prepare(
      `SELECT number FROM identity_keys k WHERE k.noun = 'claim' AND k.because = 'same-text' AND k.key = @key
       AND ${validAtSql('k')} ORDER BY number LIMIT @limit`,
    );
    const { column, lowBits } = packedRow('s');
    const matching = `FROM claim_search s WHERE claim_search MATCH @words`;
    this.countOf = database.prepare(
      `SELECT count(*) AS count FROM (SELECT 1 ${matching} LIMIT ${MAX_CLAIMS_OF_WORD + 1})`,
    );
    const numbers = `SELECT ${column} >> ${lowBits} AS number ${matching}`;
    this.first = database.prepare(`${numbers} LIMIT @limit`);
    this.ranked = database.prepare(`${numbers} ORDER BY rank LIMIT @limit`);
  }

  /**
   * Those with the same text first, then the most similar: ordered by BM25, in which rare words weigh more.
   *
   * @param except the ids of claims that are left out
   */
  to(text: string, at: string, most: number, except: readonly string[] = []): SimilarClaim[] {
    const limit = most + except.length;
    const wanted = new Set([...wordsOf(text)].slice(0, MAX_WORDS));
    if (wanted.size === 0) return [];
    const same = textKeys(text).flatMap(({ key }) => this.sameText.all({ key, at, limit }));
    const sharing = this.found.get([limit, ...wanted].join(' '), at, () => ({
      view: this.sharing(wanted, limit),
      until: FOREVER,
    }));
    const numbers = new Set([...same, ...sharing].map(({ number }) => number));
    const found = this.lists.summaries([...numbers].slice(0, limit), at).flatMap((claim) => {
      if (except.includes(claim.id)) return [];
      const has = wordsOf([claim.text, ...claim.topics].join('\n'));
      const shared = [...wanted].filter((word) => has.has(word)).length;
      return [{ ...claim, similarity: Math.round((100 * shared) / wanted.size) / 100 }];
    });
    return found.slice(0, most);
  }

  /** Claims with rare words of the text; if it has only common words, claims with all of these. */
  private sharing(words: ReadonlySet<string>, limit: number): Numbers {
    const counted = [...words]
      .map((word) => ({ word, count: this.countOf.get({ words: ofClaim([word]) })?.count ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.count - b.count);
    if (counted.length === 0) return [];
    let total = 0;
    const rare = counted.filter(({ count }) => count <= MAX_CLAIMS_OF_WORD && (total += count) <= MAX_RANKED);
    const chosen = (rare.length > 0 ? rare : counted).map(({ word }) => word);
    return rare.length > 0
      ? this.ranked.all({ words: ofClaim(chosen), limit })
      : this.first.all({ words: ofClaim(chosen, ' AND '), limit });
  }
}

const wordsOf = (text: string): Set<string> => new Set(searchTokens(text).map(({ token }) => token));

const ofClaim = (words: readonly string[], join = ' OR '): string =>
  inFields(words.map((word) => `"${word}"`).join(join), ['claims']);
