import { type Config, ConfigError } from '../config.js';
import { streamName } from '../domain/domain-event.js';
import type { EventLog } from '../event-log/event-log.js';
import { PolicyQueries } from '../policies/policies.queries.js';
import type { PolicyDefined } from '../policies/policy.events.js';
import type { Projection } from '../projections/projection.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { PolicyDefinition } from '../verification/policy-parameters.js';
import { RELEASED_POLICIES, releasedPolicy } from '../verification/released-policies.js';
import { RulePolicy } from '../verification/standard/rule-policy.js';
import { ledgerProjection } from './ledger.projection.js';
import { Policies } from '../verification/policies.js';

export { RELEASED_POLICIES, releasedPolicy };

/**
 * The policy that the settings name: a released one, or one that the log defines.
 *
 * @throws ConfigError if there is no such policy
 */
export async function configuredPolicy(
  { policy: name }: Pick<Config, 'policy'>,
  log: Pick<EventLog, 'readStream'>,
): Promise<RulePolicy> {
  const released = releasedPolicy(name);
  if (released !== undefined) return released;
  const [id = ''] = name.split('/');
  const versions: RulePolicy[] = [];
  for await (const { type, data } of log.readStream(streamName('policy', id))) {
    if (type !== 'PolicyDefined') continue;
    const { version, ...parameters } = data as unknown as PolicyDefined;
    versions.push(new RulePolicy(id, version, parameters));
  }
  const policy = versions.find((version) => version.name === name);
  if (policy !== undefined) return policy;
  const known = [...RELEASED_POLICIES, ...versions].map((other) => other.name).join(', ');
  throw new ConfigError([
    `CLAIM_LEDGER_POLICY names the policy "${name}", which does not exist. Known: ${known}. To define another one, run "claim-ledger policies define" under one of these.`,
  ]);
}

/** By which the read models of these settings differ from others: the name of the policy. */
export const readModelRules = ({ policy }: Pick<Config, 'policy'>): Pick<Projection, 'fingerprint'> => ({
  fingerprint: policy,
});

/** The policies by which claims can be evaluated, with those that the ledger defines; `own` is the one that it runs under. */
export const ledgerPolicies = (own: RulePolicy, current: CurrentReadModel): Policies =>
  new Policies(own, RELEASED_POLICIES, () =>
    current
      .queries(PolicyQueries)
      .list()
      .map(({ policy }) => policy),
  );

/** The policy of this name, released or defined in the read model; undefined if there is none. */
export const policyNamed = (name: string, readModel: Pick<ReadModel, 'database'>): RulePolicy | undefined =>
  releasedPolicy(name) ?? new PolicyQueries(readModel).named(name)?.policy;

/** The projection of this release under a policy, which may come from another thread as plain data. */
export const projectionUnder = ({ id, version, parameters }: PolicyDefinition): Projection =>
  ledgerProjection(new RulePolicy(id, version, parameters));
