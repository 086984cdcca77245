import type { PolicyInput, Mandate, Reason } from '../policy.js';
import { Actors } from './actors.js';
import type { ActNode } from './act-node.js';
import { parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';

interface Term extends TimeRange {
  readonly mandate: Mandate;
  readonly principal: string;
}

/** A mandate as a reason. */
export type MandateReason = Extract<Reason, { readonly mandate: string }>;

/** Who speaks for whom, by mandate, and so which actors an act represents. */
export class Representation {
  readonly actors: Actors;
  private readonly terms = new Map<string, readonly Term[]>();

  constructor(private readonly input: Pick<PolicyInput, 'mandates' | 'actors' | 'publishers' | 'makersElsewhere'>) {
    this.actors = new Actors(input);
  }

  isUnnamed(actor: string): boolean {
    return this.actors.isUnnamed(actor);
  }

  /** The outlet that vouches for an unnamed actor; any other actor itself. */
  resolveUnnamed(actor: string): string {
    return this.actors.resolveUnnamed(actor);
  }

  /** The makers of an entry of another claim. */
  makersElsewhere(entry: string): readonly string[] {
    return this.actors.canonicalAll(this.input.makersElsewhere.get(entry) ?? []);
  }

  publisherOf(document: string): string | undefined {
    const publisher = this.input.publishers.get(document);
    return publisher === undefined ? undefined : this.actors.canonical(publisher);
  }

  /**
   * The mandates by which an actor may have spoken for another at that time. Mandates aren't transitive; both their ends
   * are inclusive; an overlap with the time is enough, and the reason says so.
   */
  mandates(speaker: string, principal: string, when: TimeRange): readonly MandateReason[] {
    return this.termsOf(speaker)
      .filter((term) => term.principal === principal && overlap(term, when))
      .map((term) => reasonOf(term, when));
  }

  /** All actors for whom an actor may have spoken at that time. */
  principals(speaker: string, when: TimeRange): readonly string[] {
    return this.termsOf(speaker)
      .filter((term) => overlap(term, when))
      .map((term) => term.principal);
  }

  /** The actors that an act represents: its makers, and those on whose behalf one of them had a mandate to act. */
  representedActors(act: ActNode, makers: readonly string[] = act.by): readonly string[] {
    if (act.onBehalfOf.length === 0) return makers;
    return [
      ...makers,
      ...act.onBehalfOf.filter((actor) => makers.some((maker) => this.maySpeakFor(maker, actor, act))),
    ];
  }

  /**
   * The side of one maker of an act: the maker, those on whose behalf it had a mandate to act, and the outlet of an
   * unnamed maker. Others who speak for these belong to that side only with acts on their behalf, not with words of
   * their own: see `representedActors` and docs/adr/0007. Each maker of a joint act has a side of its own.
   */
  side(act: ActNode, maker: string): readonly string[] {
    const own = this.isUnnamed(maker) ? [maker, this.resolveUnnamed(maker)] : [maker];
    return [...own, ...act.onBehalfOf.filter((actor) => this.maySpeakFor(maker, actor, act))];
  }

  /** Whether the condition holds for an actor of this side, see `side`. */
  someOnSide(act: ActNode, maker: string, condition: (actor: string) => boolean): boolean {
    if (condition(maker)) return true;
    const isMakerAlone = act.onBehalfOf.length === 0 && !this.isUnnamed(maker);
    return !isMakerAlone && this.side(act, maker).some(condition);
  }

  /** Those of an act's makers on whose side one of these actors is. */
  makersRepresenting(actors: readonly string[], act: ActNode): readonly string[] {
    return act.by.filter((maker) => this.someOnSide(act, maker, (actor) => actors.includes(actor)));
  }

  /** The mandates by which makers of an act represent the side of another act, if they aren't on that side themselves. */
  mandatesLinking(act: ActNode, other: ActNode): readonly MandateReason[] {
    const side = new Set(other.by.flatMap((maker) => this.side(other, maker)));
    const principals = act.onBehalfOf.filter((actor) => side.has(actor));
    return act.by
      .filter((maker) => !side.has(maker))
      .flatMap((maker) => principals.flatMap((principal) => this.mandates(maker, principal, act.when)));
  }

  private termsOf(speaker: string): readonly Term[] {
    let terms = this.terms.get(speaker);
    if (terms === undefined) {
      const ids = this.isUnnamed(speaker) ? [] : this.actors.idsOf(speaker);
      const mandates = ids.flatMap((id) => this.input.mandates.get(id) ?? []);
      terms = mandates.filter(({ principal }) => !this.isUnnamed(principal)).map((mandate) => this.termOf(mandate));
      this.terms.set(speaker, terms);
    }
    return terms;
  }

  private termOf(mandate: Mandate): Term {
    return {
      mandate,
      principal: this.actors.canonical(mandate.principal),
      earliest: mandate.from === undefined ? -Infinity : parseInstantOrPeriod(mandate.from).earliest,
      latest: mandate.until === undefined ? Infinity : parseInstantOrPeriod(mandate.until).latest,
    };
  }

  private maySpeakFor(maker: string, actor: string, act: ActNode): boolean {
    return maker === actor || this.mandates(maker, actor, act.when).length > 0;
  }
}

function overlap(a: TimeRange, b: TimeRange): boolean {
  return a.earliest <= b.latest && b.earliest <= a.latest;
}

function reasonOf({ mandate, earliest, latest }: Term, when: TimeRange): MandateReason {
  const isWithin = earliest <= when.earliest && when.latest <= latest;
  return { actor: mandate.speaker, mandate: mandate.id, ...(!isWithin && { overlap: true }) };
}
