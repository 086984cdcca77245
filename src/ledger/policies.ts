import { ledgerProjection } from './ledger.projection.js';
import { standard } from '../verification/standard/standard-policy.js';

/** By what this release judges claims. */
export const POLICY = standard;

/** What this release makes of the log. */
export const PROJECTION = ledgerProjection(POLICY);
