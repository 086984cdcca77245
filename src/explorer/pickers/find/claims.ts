import type { ClaimSummary, SimilarClaim } from '../../../claims/queries/views.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import { similarClaims } from '../../api/similar.js';
import { ratingKey, kindKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestOf, NO_PAGE } from './best-of.js';
import { idIn, idInAddress, searchText } from './typed-text.js';

type Listed = Pick<ClaimSummary, 'id' | 'text' | 'language' | 'kind' | 'status' | 'rating'>;

/** Finds claims by words of their texts, quotes and names, by a similar text, or by id. */
export function claimFinder(api: Api, words: Words): Finder {
  const list = (parameters: Record<string, string | number>) => api.get<Page<ClaimSummary>>('/v1/claims', parameters);
  const candidate = candidateIn(words);
  return {
    async find(text) {
      const q = searchText(text);
      if (q === '') {
        const { items, next } = await list({ limit: MOST_SHOWN });
        return { items: items.map(candidate), more: next !== undefined };
      }
      const id = idInAddress(q, 'claims') ?? idIn(q);
      const [named, found, similar] = await Promise.all([
        id === undefined ? NO_PAGE : list({ ids: id }),
        list({ q: beginning(q), limit: MOST_SHOWN }),
        api.get<{ readonly items: readonly SimilarClaim[] }>('/v1/similar-claims', { text: q, limit: MOST_SHOWN }),
      ]);
      const best = bestOf<Listed>(named, found, similar);
      return { ...best, items: best.items.map(candidate) };
    },
    async get(ids) {
      return (await list({ ids: ids.join(','), limit: 100 })).items.map(candidate);
    },
  };
}

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
