import type { ClaimSummary, FoundClaim } from '../../claims/queries/views.js';
import { summaryText } from '../summary/summary-text.js';
import type { Words } from '../words/words.js';

/** What a list on a page shows of a claim. */
export interface ListedClaim
  extends
    Pick<ClaimSummary, 'id' | 'text' | 'language' | 'kind' | 'status' | 'rule' | 'rating' | 'since'>,
    Pick<FoundClaim, 'matches'> {
  /** What there is on it, in the language of the page. */
  readonly summary: string;
}

/** The rest of a claim would be sent to browsers for nothing. */
export function listed(claim: ClaimSummary & Pick<FoundClaim, 'matches'>, words: Words): ListedClaim {
  const { id, text, language, kind, status, rule, rating, since, matches, summary } = claim;
  return {
    ...{ id, text, language, kind, status, rule, since },
    ...(rating !== undefined && { rating }),
    ...(matches && { matches }),
    summary: summaryText(summary, words),
  };
}
