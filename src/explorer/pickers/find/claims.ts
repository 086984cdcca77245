import type { ClaimSummary, SimilarClaim } from '../../../claims/queries/views.js';
import type { Api } from '../../api/api.js';
import { similarClaims } from '../../api/similar.js';
import { ratingKey, kindKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { listFinder } from './list-finder.js';

type Listed = Pick<ClaimSummary, 'id' | 'text' | 'language' | 'kind' | 'status' | 'rating'>;

/** Finds claims by words of their texts, quotes and names, by a similar text, or by id. */
export const claimFinder = (api: Api, words: Words): Finder =>
  listFinder<Listed>(api, {
    name: 'claims',
    candidates: (claims) => claims.map(candidateIn(words)),
    search: (q, list) =>
      Promise.all([
        list({ q: beginning(q), sort: 'relevance', limit: MOST_SHOWN }),
        api.get<{ readonly items: readonly SimilarClaim[] }>('/v1/similar-claims', { text: q, limit: MOST_SHOWN }),
      ]),
  });

/** Finds claims with words like those of a text. */
export const similarClaimFinder = (api: Api, words: Words): Finder => ({
  ...claimFinder(api, words),
  find: async (text) => ({ items: (await similarClaims(api, { text })).map(candidateIn(words)), more: false }),
});

const candidateIn =
  (words: Words) =>
  ({ id, text, language, kind, status, rating }: Listed): Candidate => ({
    id,
    name: text,
    language,
    details: [
      rating === undefined
        ? words.text(statusKey(status))
        : words.text('state.rated', { rating: words.text(ratingKey(rating)) }),
      words.text(kindKey(kind)),
    ],
  });

/** While somebody types, the last word is the beginning of one. */
const beginning = (text: string): string => (/[\p{L}\p{N}]{2}$/u.test(text) ? `${text}*` : text);
