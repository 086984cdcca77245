import type { ClaimFacts, Mandate } from '../policy.js';
import type { ActNode } from './act-node.js';
import type { Representation } from './representation.js';
import type { EffectiveActs } from './effective-acts.js';

/** Standing: whether an act is by, or on behalf of, an actor whose own words settle the claim. */
export class Standing {
  private readonly principals: ReadonlySet<string>;

  /** For a position, only its holder has standing, even if it is about others too. */
  constructor(
    claims: readonly ClaimFacts[],
    private readonly effectiveActs: EffectiveActs,
    private readonly representation: Representation,
  ) {
    const own = ({ kind, holder, about }: ClaimFacts): readonly string[] =>
      kind === 'position' ? (holder === undefined ? [] : [holder]) : about;
    this.principals = new Set(claims.flatMap(own));
  }

  /** The mandates that give an act standing; empty if its maker has standing itself; undefined without standing. */
  of(act: ActNode): readonly Mandate[] | undefined {
    const makers = this.effectiveActs.effectiveMakersOf(act).filter((maker) => this.speaksForItself(maker));
    if (makers.some((maker) => this.principals.has(maker))) return [];
    const onBehalfOf = (act.entry.data.onBehalfOf ?? []).filter((actor) => this.principals.has(actor));
    const mandates = makers.flatMap((maker) =>
      onBehalfOf.flatMap((actor) => this.representation.mandates(maker, actor, act.when)),
    );
    return mandates.length > 0 ? mandates : undefined;
  }

  has(act: ActNode): boolean {
    if (act.entry.data.onBehalfOf !== undefined) return this.of(act) !== undefined;
    return this.effectiveActs
      .effectiveMakersOf(act)
      .some((maker) => this.principals.has(maker) && this.speaksForItself(maker));
  }

  private speaksForItself(maker: string): boolean {
    return !this.representation.isUnnamed(maker) && !this.representation.isGroup(maker);
  }
}
