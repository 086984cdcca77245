import { STANDARD_PARAMETERS } from '../policy-parameters.js';
import { RulePolicy } from './rule-policy.js';

/** The ledger's own policy, version 1. */
export const standard = new RulePolicy('standard', 1, STANDARD_PARAMETERS);
