import type { TimeRange } from '../../domain/fuzzy-time.js';
import type { ActNode } from './act-node.js';
import type { Representation } from './representation.js';

/**
 * The wider side of an act: its makers, those on whose behalf it was made, and all actors that then spoke for one of
 * these, or for whom one of these spoke, in any capacity. Everybody else is a third party.
 */
export class WideSide {
  /** Equal for sides with the same members at all times. */
  readonly key: string;

  constructor(
    readonly core: ReadonlySet<string>,
    readonly principals: ReadonlySet<string>,
    private readonly representation: Representation,
  ) {
    this.key = `${[...core].sort().join(' ')} / ${[...principals].sort().join(' ')}`;
  }

  /** @param makers those of its makers who count */
  static of(act: ActNode, representation: Representation, makers: readonly string[] = act.by): WideSide {
    const core = new Set(makers.flatMap((maker) => representation.side(act, maker)));
    const principals = [...core].flatMap((actor) => representation.principals(actor, act.when));
    return new WideSide(core, new Set(principals), representation);
  }

  /** The side without some of its members: who is a third party to the whole is one to this part, too. */
  part(isInCore: (actor: string) => boolean, isAmongPrincipals: (actor: string) => boolean): WideSide {
    return new WideSide(
      new Set([...this.core].filter(isInCore)),
      new Set([...this.principals].filter(isAmongPrincipals)),
      this.representation,
    );
  }

  /** @param when the time of the other act */
  includes(actor: string, when: TimeRange): boolean {
    if (this.core.has(actor) || this.principals.has(actor)) return true;
    return this.representation.mayHaveSpokenForSome(actor, this.core, when);
  }

  /** Whether none of those who made another act, or for whom it was made, is on this side. */
  isThirdParty(other: ActNode, makers: readonly string[] = other.isByGroups ? other.groups : other.by): boolean {
    const named = makers.map((maker) => this.representation.resolveUnnamed(maker));
    return ![...this.representation.representedActors(other, makers), ...named].some((actor) =>
      this.includes(actor, other.when),
    );
  }
}

/**
 * Several sides, and parts that they have in common: only third parties to such a part can be third parties to the sides.
 * One look at it decides on thousands of sides that differ in one member, such as a spokesperson.
 */
export class WideSides {
  private readonly inCore = new Map<string, number>();
  private readonly amongPrincipals = new Map<string, number>();
  private readonly parts = new Map<string, WideSide>();

  /** @param principals of the claim */
  constructor(
    sides: Iterable<WideSide>,
    private readonly principals: { has(actor: string): boolean },
  ) {
    const distinct = new Map([...sides].map((side) => [side.key, side]));
    for (const side of distinct.values()) {
      for (const actor of side.core) this.inCore.set(actor, (this.inCore.get(actor) ?? 0) + 1);
      for (const actor of side.principals) this.amongPrincipals.set(actor, (this.amongPrincipals.get(actor) ?? 0) + 1);
    }
  }

  /** Of a side: the claim's first principal in its core alone; and all members that another side has, too. */
  partsOf(side: WideSide): readonly [WideSide, WideSide] {
    const principal = [...side.core].sort().find((actor) => this.principals.has(actor));
    return [
      this.shared(
        side.part(
          (actor) => actor === principal,
          () => false,
        ),
      ),
      this.shared(
        side.part(
          (actor) => (this.inCore.get(actor) ?? 0) > 1,
          (actor) => (this.amongPrincipals.get(actor) ?? 0) > 1,
        ),
      ),
    ];
  }

  /** The same object for equal parts. */
  private shared(part: WideSide): WideSide {
    const known = this.parts.get(part.key);
    if (known === undefined) this.parts.set(part.key, part);
    return known ?? part;
  }
}
