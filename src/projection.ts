import { ledgerProjection } from './claims/projection/claim-ledger.projection.js';
import { standard } from './verification/standard-policy.js';

/** What this release makes of the log. */
export const PROJECTION = ledgerProjection(standard);
