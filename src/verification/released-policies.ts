import { STRICT_PARAMETERS } from './policy-parameters.js';
import { RulePolicy } from './standard/rule-policy.js';
import { standard } from './standard/standard-policy.js';

/** The policies that every ledger has. A released policy never changes; a different one is a new version. */
export const RELEASED_POLICIES: readonly RulePolicy[] = [standard, new RulePolicy('strict', 1, STRICT_PARAMETERS)];

/** @param name such as `strict/1` */
export const releasedPolicy = (name: string): RulePolicy | undefined =>
  RELEASED_POLICIES.find((policy) => policy.name === name);
