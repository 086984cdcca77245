import type { ActorFacts, PolicyInput, Mandate } from '../policy.js';
import type { ActNode } from './act-node.js';
import { parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';

interface Term extends TimeRange {
  readonly mandate: Mandate;
}

/** Who speaks for whom, and so whose an act is. */
export class Representation {
  private readonly terms = new Map<string, readonly Term[]>();
  private readonly facts = new Map<string, ActorFacts | undefined>();

  constructor(private readonly given: Pick<PolicyInput, 'mandates' | 'actors'>) {}

  isUnnamed(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'unnamed';
  }

  isGroup(actor: string): boolean {
    return this.factsOf(actor)?.kind === 'group';
  }

  /** An unnamed actor counts as the outlet that vouches for it. */
  resolveUnnamed(actor: string): string {
    const facts = this.factsOf(actor);
    return facts?.kind === 'unnamed' ? (facts.outlet ?? actor) : actor;
  }

  /** The mandates by which an actor may have spoken for another then: one step, both ends included, overlap counts. */
  mandates(speaker: string, principal: string, when: TimeRange): readonly Mandate[] {
    return this.termsOf(speaker)
      .filter((term) => term.mandate.principal === principal && overlap(term, when))
      .map(mandateOf);
  }

  /** All for whom an actor may have spoken then. */
  principals(speaker: string, when: TimeRange): readonly string[] {
    return this.termsOf(speaker)
      .filter((term) => overlap(term, when))
      .map((term) => term.mandate.principal);
  }

  /** In whose name a deed is done: its makers, and those on whose behalf one of them may act. */
  voice(deed: ActNode, makers: readonly string[] = deed.by): readonly string[] {
    const { onBehalfOf } = deed.entry.data;
    if (onBehalfOf === undefined) return makers;
    return [...makers, ...onBehalfOf.filter((actor) => makers.some((maker) => this.maySpeakFor(maker, actor, deed)))];
  }

  /**
   * The side of one maker of a deed: itself, those on whose behalf it may act, and an unnamed actor's outlet. Who else
   * speaks for these is on that side with what it does in their name, not with words of its own: see `voice`, and
   * docs/adr/0007. The other makers of a joint act keep their own counsel.
   */
  side(deed: ActNode, maker: string): readonly string[] {
    const own = this.isUnnamed(maker) ? [maker, this.resolveUnnamed(maker)] : [maker];
    const { onBehalfOf = [] } = deed.entry.data;
    return [...own, ...onBehalfOf.filter((actor) => this.maySpeakFor(maker, actor, deed))];
  }

  /** Whether it is so of one on this side, see `side`. */
  someOnSide(deed: ActNode, maker: string, isSo: (actor: string) => boolean): boolean {
    if (isSo(maker)) return true;
    const isPlain = deed.entry.data.onBehalfOf === undefined && !this.isUnnamed(maker);
    return !isPlain && this.side(deed, maker).some(isSo);
  }

  /** Those of a deed's makers on whose side one of these actors is. */
  makersFrom(actors: readonly string[], deed: ActNode): readonly string[] {
    return deed.by.filter((maker) => this.someOnSide(deed, maker, (actor) => actors.includes(actor)));
  }

  /** The mandates by which an act is from the side of another whose makers it doesn't name. */
  mandatesUsed(act: ActNode, other: ActNode): readonly Mandate[] {
    const side = new Set(other.by.flatMap((maker) => this.side(other, maker)));
    const principals = (act.entry.data.onBehalfOf ?? []).filter((actor) => side.has(actor));
    return act.by
      .filter((maker) => !side.has(maker))
      .flatMap((maker) => principals.flatMap((principal) => this.mandates(maker, principal, act.when)));
  }

  private factsOf(actor: string): ActorFacts | undefined {
    const known = this.facts.get(actor);
    if (known !== undefined || this.facts.has(actor)) return known;
    const facts = this.given.actors.get(actor);
    this.facts.set(actor, facts);
    return facts;
  }

  private termsOf(speaker: string): readonly Term[] {
    let terms = this.terms.get(speaker);
    if (terms === undefined) {
      const mandates = this.isUnnamed(speaker) ? [] : (this.given.mandates.get(speaker) ?? []);
      terms = mandates.filter(({ principal }) => !this.isUnnamed(principal)).map(termOf);
      this.terms.set(speaker, terms);
    }
    return terms;
  }

  private maySpeakFor(maker: string, actor: string, deed: ActNode): boolean {
    return maker === actor || this.mandates(maker, actor, deed.when).length > 0;
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
