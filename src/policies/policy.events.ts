import type { DomainEvent } from '../domain/domain-event.js';
import type { PolicyParameters } from '../verification/policy-parameters.js';

/** Defines a version of a policy. It never changes: another one is defined in its place. */
export interface PolicyDefined extends PolicyParameters {
  /** The version: one more than the last version of this policy, from 1. */
  readonly version: number;
}

export interface PolicyEventTypes {
  PolicyDefined: PolicyDefined;
}
export type PolicyEvent = DomainEvent<PolicyEventTypes>;
