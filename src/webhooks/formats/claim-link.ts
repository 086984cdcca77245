/** The path of a claim, actor, document or narrative as it was when the ledger had recorded what happened by then. */
export const pathAsOf = (noun: string, id: string, recordedAt: string): string =>
  `/v1/${noun}s/${encodeURIComponent(id)}?asOf=${encodeURIComponent(recordedAt)}`;

export const claimPath = (claim: string, recordedAt: string): string => pathAsOf('claim', claim, recordedAt);

/**
 * The address of a claim as it was then; undefined if the ledger's own isn't known.
 *
 * @param publicUrl of the ledger, with or without a slash at its end
 */
export const claimLink = (publicUrl: string | undefined, claim: string, recordedAt: string): string | undefined =>
  publicUrl === undefined ? undefined : publicUrl.replace(/(?<!\/)\/+$/, '') + claimPath(claim, recordedAt);
