import type { ClaimEventTypes } from '../../../claims/claim.events.js';

/** Acts that put the claim forward, or pass it on. */
export const SAYING: ReadonlySet<keyof ClaimEventTypes> = new Set<keyof ClaimEventTypes>([
  'ClaimAsserted',
  'ClaimReported',
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimConfirmed',
]);
