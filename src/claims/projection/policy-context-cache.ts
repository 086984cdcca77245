import { type PolicyContext, policyContextOf, type CaseRegistry } from './policy-input.js';
import type { ClaimFold } from './claim-fold.js';
import type { DependencyChange } from './claim-dependencies.js';

/**
 * What the cases of a group ask of actors and documents: the same object for as long as no event of one of these may
 * matter to a member, so that a policy can tell that nothing but entries came.
 */
export class PolicyContextCache {
  private kept = new WeakMap<ClaimFold, UpToNow>();

  constructor(private readonly registry: CaseRegistry) {}

  /** As of this event, which may matter to all of them. */
  of(group: readonly ClaimFold[], { position, cause }: DependencyChange): PolicyContext {
    const [one, ...others] = new Set(group.map((member) => this.kept.get(member)));
    const isSame = 'entry' in cause && one !== undefined && others.length === 0;
    const background = isSame ? one : new UpToNow(this.registry);
    if (!isSame) for (const member of group) this.kept.set(member, background);
    background.position = position;
    return background.of;
  }

  forget(): void {
    this.kept = new WeakMap();
  }
}

class UpToNow {
  position = 0;
  readonly of: PolicyContext;

  constructor(registry: CaseRegistry) {
    this.of = policyContextOf(registry, ({ position }) => position <= this.position);
  }
}
