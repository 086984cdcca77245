import type { ActNode } from './act-node.js';
import type { EffectiveActs } from './effective-acts.js';
import type { Principals } from './principals.js';
import type { MandateReason, Representation } from './representation.js';

/** Standing: whether an act is by, or on behalf of, an actor whose own words settle the claim. */
export class Standing {
  constructor(
    private readonly principals: Principals,
    private readonly effectiveActs: EffectiveActs,
    private readonly representation: Representation,
  ) {}

  /** The mandates that give an act standing; empty if its maker has standing itself; undefined without standing. */
  of(act: ActNode): readonly MandateReason[] | undefined {
    const makers = this.effectiveActs.effectiveMakersOf(act).filter((maker) => !this.representation.isUnnamed(maker));
    if (makers.some((maker) => this.principals.has(maker))) return [];
    const onBehalfOf = act.onBehalfOf.filter((actor) => this.principals.has(actor));
    const mandates = makers.flatMap((maker) =>
      onBehalfOf.flatMap((actor) => this.representation.mandates(maker, actor, act.when)),
    );
    return mandates.length > 0 ? mandates : undefined;
  }

  has(act: ActNode): boolean {
    if (act.onBehalfOf.length > 0) return this.of(act) !== undefined;
    return this.effectiveActs
      .effectiveMakersOf(act)
      .some((maker) => this.principals.has(maker) && !this.representation.isUnnamed(maker));
  }
}
