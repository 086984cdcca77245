import type { SimilarClaim } from '../../claims/queries/views.js';
import type { Api } from './api.js';

/** The share of its words that a claim has in common with others, below which they say something else. */
const ENOUGH = 0.3;
const SHOWN = 6;

/** Claims with words like those of a text or a claim, as of now; the most similar ones first. */
export async function similarClaims(
  api: Api,
  to: { readonly text?: string; readonly claim?: string | undefined },
): Promise<readonly SimilarClaim[]> {
  const { items } = await api.get<{ readonly items: readonly SimilarClaim[] }>('/v1/similar-claims', {
    ...to,
    limit: 2 * SHOWN,
  });
  const enough = items.filter(({ similarity }) => similarity >= ENOUGH);
  return enough.toSorted((a, b) => b.similarity - a.similarity).slice(0, SHOWN);
}
