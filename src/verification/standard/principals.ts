import type { ClaimFacts } from '../policy.js';
import type { ActNode } from './act-node.js';
import type { Representation } from './representation.js';

/** The actors whose own words settle the claim: those that it is about; for a position its holder. */
export class Principals {
  private readonly actors: ReadonlySet<string>;

  constructor(
    claims: readonly ClaimFacts[],
    private readonly representation: Representation,
  ) {
    const own = ({ kind, holder, about }: ClaimFacts): readonly string[] =>
      kind === 'position' ? (holder === undefined ? [] : [holder]) : about;
    this.actors = new Set(representation.actors.canonicalAll(claims.flatMap(own)));
  }

  get count(): number {
    return this.actors.size;
  }

  /** Sorted. */
  get all(): readonly string[] {
    return [...this.actors].sort();
  }

  has(actor: string): boolean {
    return this.actors.has(actor);
  }

  /** Whether one of an act's makers isn't a party: neither a principal, nor able to speak for one at that time. */
  someIsOutsider(makers: readonly string[], { when }: ActNode): boolean {
    return makers.some((maker) => {
      const actor = this.representation.resolveUnnamed(maker);
      return !this.has(actor) && !this.representation.mayHaveSpokenForSome(actor, this.actors, when);
    });
  }
}
