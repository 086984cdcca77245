/** Sort keys of lists of claims besides the order of registration. */
export const CLAIM_SORT_KEYS = [
  'activity',
  'changes',
  'since',
  'reporters',
  'independent-origins',
  'put-forward',
  'time-to-denial',
  'recorded-time-to-denial',
] as const;
export type ClaimSortKey = (typeof CLAIM_SORT_KEYS)[number];

/** Orders of lists of claims that have one direction only. */
export const CLAIM_ORDERS = ['newest', 'oldest', 'relevance'] as const;
/** The order of a list of claims: of registration, by how close a claim is to the search text, or by a sort key. */
export type ClaimOrder = (typeof CLAIM_ORDERS)[number] | ClaimSortKey;
