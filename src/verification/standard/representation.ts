import type { ActorFacts, PolicyInput, Mandate } from '../policy.js';
import type { ActNode } from './act-node.js';
import { parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';

interface Term extends TimeRange {
  readonly mandate: Mandate;
}

/** Who speaks for whom, by mandate, and so which actors an act represents. */
export class Representation {
  private readonly terms = new Map<string, readonly Term[]>();
  private readonly facts = new Map<string, ActorFacts | undefined>();

  constructor(private readonly input: Pick<PolicyInput, 'mandates' | 'actors'>) {}

  isUnnamed(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'unnamed';
  }

  isGroup(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'group';
  }

  /** The outlet that vouches for an unnamed actor; any other actor itself. */
  resolveUnnamed(actor: string): string {
    const facts = this.factsOf(actor);
    return facts?.kind === 'unnamed' ? (facts.outlet ?? actor) : actor;
  }

  /**
   * The mandates by which an actor may have spoken for another at that time. Mandates aren't transitive; both their ends
   * are inclusive; an overlap with the time is enough.
   */
  mandates(speaker: string, principal: string, when: TimeRange): readonly Mandate[] {
    return this.termsOf(speaker)
      .filter((term) => term.mandate.principal === principal && overlap(term, when))
      .map(mandateOf);
  }

  /** All actors for whom an actor may have spoken at that time. */
  principals(speaker: string, when: TimeRange): readonly string[] {
    return this.termsOf(speaker)
      .filter((term) => overlap(term, when))
      .map((term) => term.mandate.principal);
  }

  /** The actors that an act represents: its makers, and those on whose behalf one of them had a mandate to act. */
  representedActors(act: ActNode, makers: readonly string[] = act.by): readonly string[] {
    const { onBehalfOf } = act.entry.data;
    if (onBehalfOf === undefined) return makers;
    return [...makers, ...onBehalfOf.filter((actor) => makers.some((maker) => this.maySpeakFor(maker, actor, act)))];
  }

  /**
   * The side of one maker of an act: the maker, those on whose behalf it had a mandate to act, and the outlet of an
   * unnamed maker. Others who speak for these belong to that side only with acts on their behalf, not with words of
   * their own: see `representedActors` and docs/adr/0007. Each maker of a joint act has a side of its own.
   */
  side(act: ActNode, maker: string): readonly string[] {
    const own = this.isUnnamed(maker) ? [maker, this.resolveUnnamed(maker)] : [maker];
    const { onBehalfOf = [] } = act.entry.data;
    return [...own, ...onBehalfOf.filter((actor) => this.maySpeakFor(maker, actor, act))];
  }

  /** Whether the condition holds for an actor of this side, see `side`. */
  someOnSide(act: ActNode, maker: string, condition: (actor: string) => boolean): boolean {
    if (condition(maker)) return true;
    const isMakerAlone = act.entry.data.onBehalfOf === undefined && !this.isUnnamed(maker);
    return !isMakerAlone && this.side(act, maker).some(condition);
  }

  /** Those of an act's makers on whose side one of these actors is. */
  makersRepresenting(actors: readonly string[], act: ActNode): readonly string[] {
    return act.by.filter((maker) => this.someOnSide(act, maker, (actor) => actors.includes(actor)));
  }

  /** The mandates by which makers of an act represent the side of another act, if they aren't on that side themselves. */
  mandatesLinking(act: ActNode, other: ActNode): readonly Mandate[] {
    const side = new Set(other.by.flatMap((maker) => this.side(other, maker)));
    const principals = (act.entry.data.onBehalfOf ?? []).filter((actor) => side.has(actor));
    return act.by
      .filter((maker) => !side.has(maker))
      .flatMap((maker) => principals.flatMap((principal) => this.mandates(maker, principal, act.when)));
  }

  private factsOf(actor: string): ActorFacts | undefined {
    const known = this.facts.get(actor);
    if (known !== undefined || this.facts.has(actor)) return known;
    const facts = this.input.actors.get(actor);
    this.facts.set(actor, facts);
    return facts;
  }

  private termsOf(speaker: string): readonly Term[] {
    let terms = this.terms.get(speaker);
    if (terms === undefined) {
      const mandates = this.isUnnamed(speaker) ? [] : (this.input.mandates.get(speaker) ?? []);
      terms = mandates.filter(({ principal }) => !this.isUnnamed(principal)).map(termOf);
      this.terms.set(speaker, terms);
    }
    return terms;
  }

  private maySpeakFor(maker: string, actor: string, act: ActNode): boolean {
    return maker === actor || this.mandates(maker, actor, act.when).length > 0;
  }
}

function overlap(a: TimeRange, b: TimeRange): boolean {
  return a.earliest <= b.latest && b.earliest <= a.latest;
}

function termOf(mandate: Mandate): Term {
  return {
    mandate,
    earliest: mandate.from === undefined ? -Infinity : parseInstantOrPeriod(mandate.from).earliest,
    latest: mandate.until === undefined ? Infinity : parseInstantOrPeriod(mandate.until).latest,
  };
}

function mandateOf({ mandate }: Term): Mandate {
  return mandate;
}
