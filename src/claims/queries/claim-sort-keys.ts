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
