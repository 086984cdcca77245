import type { Policy } from './policy.js';

/** The policy and its version, such as `standard/1`. */
export const policyName = ({ id, version }: Pick<Policy, 'id' | 'version'>): string => `${id}/${version}`;

/** The policies by which claims can be evaluated. */
export class Policies {
  /**
   * @param own the policy under which the ledger runs; `others` may include it
   * @param defined returns those that the ledger defines
   */
  constructor(
    readonly own: Policy,
    private readonly others: readonly Policy[] = [],
    private readonly defined: () => readonly Policy[] = () => [],
  ) {}

  get names(): readonly string[] {
    return [...new Set([this.own, ...this.others, ...this.defined()].map(policyName))].sort();
  }

  /** Undefined for an unknown name. Those that the ledger defines are looked up only if no other has the name. */
  named(name: string): Policy | undefined {
    const isNamed = (policy: Policy) => policyName(policy) === name;
    return isNamed(this.own) ? this.own : (this.others.find(isNamed) ?? this.defined().find(isNamed));
  }
}
