import { type Config, ConfigError } from '../config.js';
import type { Projection } from '../projections/projection.js';
import { RELEASED_POLICIES, releasedPolicy } from '../verification/released-policies.js';
import type { RulePolicy } from '../verification/standard/rule-policy.js';
import { ledgerProjection } from './ledger.projection.js';
import { Policies } from '../verification/policies.js';

export { RELEASED_POLICIES, releasedPolicy };

/**
 * The policy that the settings name.
 *
 * @throws ConfigError if there is no such policy
 */
export function configuredPolicy({ policy: name }: Pick<Config, 'policy'>): RulePolicy {
  const policy = releasedPolicy(name);
  if (policy !== undefined) return policy;
  const known = RELEASED_POLICIES.map((other) => other.name).join(', ');
  throw new ConfigError(`CLAIM_LEDGER_POLICY names the policy "${name}", which does not exist. Known: ${known}.`);
}

/** By which the read models of these settings differ from others: the name of the policy. */
export const readModelRules = ({ policy }: Pick<Config, 'policy'>): Pick<Projection, 'fingerprint'> => ({
  fingerprint: policy,
});

/** The projection of this release, under the policy that the settings name. */
export const configuredProjection = (config: Pick<Config, 'policy'>): Projection =>
  ledgerProjection(configuredPolicy(config));

/** The policies by which claims can be evaluated; `own` is the one that the settings name. */
export const configuredPolicies = (config: Pick<Config, 'policy'>): Policies =>
  new Policies(configuredPolicy(config), RELEASED_POLICIES);
