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

  private get byName(): ReadonlyMap<string, Policy> {
    const all = [this.own, ...this.others, ...this.defined()];
    return new Map(all.map((policy) => [policyName(policy), policy]));
  }

  get names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }

  /** Undefined for an unknown name. */
  named(name: string): Policy | undefined {
    return this.byName.get(name);
  }
}
