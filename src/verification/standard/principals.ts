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

  has(actor: string): boolean {
    return this.actors.has(actor);
  }

  /** Those of an act's makers who aren't parties: neither principals, nor able to speak for one at that time. */
  outsidersAmong(makers: readonly string[], { when }: ActNode): readonly string[] {
    return makers.filter((maker) => {
      const actor = this.representation.resolveUnnamed(maker);
      return !this.has(actor) && !this.representation.principals(actor, when).some((principal) => this.has(principal));
    });
  }
}
