import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { isSameJson } from '../command-handling/registration.js';
import { RELEASED_POLICIES } from '../verification/released-policies.js';
import type { PolicyDefined, PolicyEvent, PolicyEventTypes } from './policy.events.js';

/** The versions of a policy, the first one first. */
export interface PolicyState {
  readonly versions: readonly PolicyDefined[];
}

export interface DefinePolicy {
  readonly policy: string;
  readonly event: PolicyEvent;
}

export const policyDecider: Decider<PolicyState, DefinePolicy, PolicyEventTypes> = {
  initial: () => ({ versions: [] }),

  evolve: ({ versions }, { data }) => ({ versions: [...versions, data] }),

  decide: ({ versions }, { policy, event }) => {
    const { data } = event;
    const same = versions.find(({ version }) => version === data.version);
    if (same !== undefined && isSameJson(same, data)) return [];
    const violations = [...violationsOf(policy, data), ...versionViolations(policy, data, versions.length + 1)];
    if (violations.length > 0) throw new CommandRejectedError(violations);
    return [event];
  },
};

function violationsOf(policy: string, { verdictsDecide, raters }: PolicyDefined): readonly Violation[] {
  const violations: Violation[] = [];
  if (RELEASED_POLICIES.some(({ id }) => id === policy)) {
    const message = `"${policy}" is a policy that every ledger has. Choose another id.`;
    violations.push({ pointer: '/policy', code: 'released-policy', message });
  }
  if (!verdictsDecide && raters !== undefined) {
    const message = 'raters are those whose verdicts decide, but verdictsDecide is false. Leave raters out.';
    violations.push({ pointer: '/raters', code: 'raters-without-verdicts', message });
  }
  return violations;
}

function versionViolations(policy: string, { version }: PolicyDefined, next: number): readonly Violation[] {
  if (version === next) return [];
  const message =
    version < next
      ? `"${policy}/${version}" is defined with other parameters, and a version never changes. Define version ${next}.`
      : `The next version of "${policy}" is ${next}.`;
  return [{ pointer: '/version', code: version < next ? 'version-taken' : 'not-next-version', message }];
}
