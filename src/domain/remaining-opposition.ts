const OPPOSING: ReadonlySet<string> = new Set(['ClaimDenied', 'EvidenceAttached']);

/**
 * Whether an entry is among the reasons for a status because it still opposes a claim that was taken back. The taking
 * back decides, and such an entry is shown so that readers learn of the opposition, too.
 *
 * @param rule that decided
 * @param type of the entry, if it is known
 */
export const isRemainingOpposition = (rule: string, type: string | undefined): boolean =>
  rule === 'retracted/taken-back' && type !== undefined && OPPOSING.has(type);
