import type { ActorFacts, PolicyInput } from '../policy.js';

/** Who an id stands for: joined actors are one actor, and go by the first of their ids. */
export class Actors {
  private readonly facts = new Map<string, ActorFacts | undefined>();

  constructor(private readonly input: Pick<PolicyInput, 'actors'>) {}

  /** The id that all ids of the actor are replaced by. */
  canonical(actor: string): string {
    return this.factsOf(actor)?.joined?.[0] ?? actor;
  }

  /** These actors by their canonical ids, each once. The same list if it is so already. */
  canonicalAll(actors: readonly string[]): readonly string[] {
    if (actors.every((actor) => this.canonical(actor) === actor)) return actors;
    return [...new Set(actors.map((actor) => this.canonical(actor)))];
  }

  /** All ids of the actor. */
  idsOf(actor: string): readonly string[] {
    return this.factsOf(actor)?.joined ?? [actor];
  }

  isUnnamed(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'unnamed';
  }

  isGroup(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'group';
  }

  isOutlet(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'outlet';
  }

  /** The outlet that vouches for an unnamed actor; any other actor itself. */
  resolveUnnamed(actor: string): string {
    const facts = this.factsOf(actor);
    return facts?.kind === 'unnamed' && facts.outlet !== undefined ? this.canonical(facts.outlet) : actor;
  }

  private factsOf(actor: string): ActorFacts | undefined {
    const known = this.facts.get(actor);
    if (known !== undefined || this.facts.has(actor)) return known;
    const facts = this.input.actors.get(actor);
    this.facts.set(actor, facts);
    return facts;
  }
}
