/** The path of a claim as it was when the ledger had recorded what happened at this moment. */
export const claimPath = (claim: string, recordedAt: string): string =>
  `/v1/claims/${encodeURIComponent(claim)}?asOf=${encodeURIComponent(recordedAt)}`;

/**
 * Its address; undefined if the ledger's own isn't known.
 *
 * @param publicUrl of the ledger, with or without a slash at its end
 */
export const claimLink = (publicUrl: string | undefined, claim: string, recordedAt: string): string | undefined =>
  publicUrl === undefined ? undefined : publicUrl.replace(/\/+$/, '') + claimPath(claim, recordedAt);
