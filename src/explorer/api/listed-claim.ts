import type { ClaimSummary, FoundClaim } from '../../claims/queries/views.js';

/** What a list on a page shows of a claim. */
export interface ListedClaim
  extends
    Pick<ClaimSummary, 'id' | 'text' | 'language' | 'kind' | 'status' | 'rule' | 'rating' | 'since'>,
    Pick<FoundClaim, 'matches'> {
  readonly summary: Pick<ClaimSummary['summary'], 'text' | 'language'>;
}

/** The rest of a claim would be sent to browsers for nothing. */
export function listed(claim: ClaimSummary & Pick<FoundClaim, 'matches'>): ListedClaim {
  const { id, text, language, kind, status, rule, rating, since, matches, summary } = claim;
  return {
    ...{ id, text, language, kind, status, rule, since },
    ...(rating !== undefined && { rating }),
    ...(matches && { matches }),
    summary: { text: summary.text, language: summary.language },
  };
}
