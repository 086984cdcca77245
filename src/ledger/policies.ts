import { ledgerProjection } from './ledger.projection.js';
import { standard } from '../verification/standard/standard-policy.js';

export { RELEASED_POLICIES, releasedPolicy } from '../verification/released-policies.js';

/** The policy by which this release evaluates claims. */
export const POLICY = standard;

/** The projection of this release. */
export const PROJECTION = ledgerProjection(POLICY);
