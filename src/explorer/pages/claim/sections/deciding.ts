import { isRemainingOpposition } from '../../../../domain/remaining-opposition.js';
import type { ClaimData } from '../load.js';

/** Whether an entry is among what decides the state. */
export const isDeciding = ({ claim }: Pick<ClaimData, 'claim'>, entry: string): boolean =>
  claim.verification.because.some((reason) => 'entry' in reason && reason.entry === entry);

/** Whether an entry is among the reasons as it still opposes what was taken back. */
export const isOpposing = ({ claim, names }: Pick<ClaimData, 'claim' | 'names'>, entry: string): boolean =>
  isRemainingOpposition(claim.verification.rule, names.types[entry]);
