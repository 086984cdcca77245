import type { ActNode } from './act-node.js';
import type { EffectiveActs } from './effective-acts.js';
import type { Principals } from './principals.js';
import type { MandateReasons } from './mandate-reasons.js';
import type { Representation } from './representation.js';

/** Standing: whether an act is by, or on behalf of, an actor whose own words settle the claim. */
export class Standing {
  constructor(
    private readonly principals: Principals,
    private readonly effectiveActs: EffectiveActs,
    private readonly representation: Representation,
  ) {}

  has(act: ActNode): boolean {
    const makers = this.namedMakersOf(act);
    if (makers.some((maker) => this.principals.has(maker))) return true;
    return act.onBehalfOf.some(
      (actor) =>
        this.principals.has(actor) &&
        makers.some((maker) => this.representation.mayHaveSpokenFor(maker, actor, act.when)),
    );
  }

  /** Adds whose mandates give an act standing; nothing if its maker has standing itself. */
  addMandates(act: ActNode, reasons: MandateReasons): void {
    const makers = this.namedMakersOf(act);
    if (makers.some((maker) => this.principals.has(maker))) return;
    for (const actor of act.onBehalfOf) {
      if (this.principals.has(actor)) for (const maker of makers) reasons.add(maker, actor, act.when);
    }
  }

  private namedMakersOf(act: ActNode): readonly string[] {
    return this.effectiveActs.effectiveMakersOf(act).filter((maker) => !this.representation.isUnnamed(maker));
  }
}
