import type { ClaimData } from '../load.js';

/** Whether an entry is among what decides the state. */
export const isDeciding = ({ claim }: Pick<ClaimData, 'claim'>, entry: string): boolean =>
  claim.verification.because.some((reason) => 'entry' in reason && reason.entry === entry);
