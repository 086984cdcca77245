import type { ClaimFacts, Mandate } from '../policy.js';
import type { ActNode } from './act-node.js';
import type { Representation } from './representation.js';
import type { EffectiveActs } from './effective-acts.js';

/** Whose own acts or words would settle the claim, and whether an act is one of theirs. */
export class Standing {
  private readonly principals: ReadonlySet<string>;

  /** Of a position only the holder has standing, whoever else it is about. */
  constructor(
    claims: readonly ClaimFacts[],
    private readonly upheld: EffectiveActs,
    private readonly sides: Representation,
  ) {
    const own = ({ kind, holder, about }: ClaimFacts): readonly string[] =>
      kind === 'position' ? (holder === undefined ? [] : [holder]) : about;
    this.principals = new Set(claims.flatMap(own));
  }

  /** The mandates by which an act has standing, none if its maker speaks for itself; undefined without standing. */
  of(deed: ActNode): readonly Mandate[] | undefined {
    const makers = this.upheld.effectiveMakersOf(deed).filter((maker) => this.speaksForItself(maker));
    if (makers.some((maker) => this.principals.has(maker))) return [];
    const onBehalfOf = (deed.entry.data.onBehalfOf ?? []).filter((actor) => this.principals.has(actor));
    const mandates = makers.flatMap((maker) =>
      onBehalfOf.flatMap((actor) => this.sides.mandates(maker, actor, deed.when)),
    );
    return mandates.length > 0 ? mandates : undefined;
  }

  has(deed: ActNode): boolean {
    if (deed.entry.data.onBehalfOf !== undefined) return this.of(deed) !== undefined;
    return this.upheld
      .effectiveMakersOf(deed)
      .some((maker) => this.principals.has(maker) && this.speaksForItself(maker));
  }

  private speaksForItself(maker: string): boolean {
    return !this.sides.isUnnamed(maker) && !this.sides.isGroup(maker);
  }
}
