import type { Policy } from './policy.js';

/** The policy and its version, such as `standard/1`. */
export const policyName = ({ id, version }: Pick<Policy, 'id' | 'version'>): string => `${id}/${version}`;

/** The policies by which claims can be evaluated. */
export class Policies {
  private readonly byName: ReadonlyMap<string, Policy>;

  /** @param own the policy under which the ledger runs; `others` may include it */
  constructor(
    readonly own: Policy,
    others: readonly Policy[] = [],
  ) {
    this.byName = new Map([own, ...others].map((policy) => [policyName(policy), policy]));
  }

  get names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }

  /** Undefined for an unknown name. */
  named(name: string): Policy | undefined {
    return this.byName.get(name);
  }
}
