import type { PolicyInput, Mandate, Reason } from '../policy.js';
import { Actors } from './actors.js';
import type { ActNode } from './act-node.js';
import { parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';
import { TimeRanges } from './time-ranges.js';
import { appendTo } from '../../lib/collections.js';

interface Term extends TimeRange {
  readonly mandate: Mandate;
  readonly principal: string;
}

/** The mandates of one actor, by the actors for whom it speaks. */
type Terms = ReadonlyMap<string, TimeRanges<Term>>;

/** A mandate as a reason. */
export type MandateReason = Extract<Reason, { readonly mandate: string }>;

/** Who speaks for whom, by mandate, and so which actors an act represents. */
export class Representation {
  readonly actors: Actors;
  private readonly terms = new Map<string, Terms>();
  /** Of acts on behalf of others. */
  private readonly represented = new Map<ActNode, readonly string[]>();

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
   * The mandates by which an actor may have spoken for another at one of these times. Mandates aren't transitive; both
   * their ends are inclusive; an overlap with a time is enough, and the reason says so.
   */
  mandates(speaker: string, principal: string, times: Iterable<TimeRange>): readonly MandateReason[] {
    const terms = this.termsOf(speaker).get(principal)?.all ?? [];
    const ranges = new TimeRanges(times);
    return terms
      .filter((term) => ranges.someOverlaps(term))
      .map((term) => ({
        actor: term.mandate.speaker,
        mandate: term.mandate.id,
        ...(ranges.someOverlapsPartly(term) && { overlap: true }),
      }));
  }

  /** Whether an actor may have spoken for another at that time. */
  mayHaveSpokenFor(speaker: string, principal: string, when: TimeRange): boolean {
    return this.termsOf(speaker).get(principal)?.someOverlaps(when) === true;
  }

  /** Whether an actor may have spoken for one of these at that time. */
  mayHaveSpokenForSome(speaker: string, principals: ReadonlySet<string>, when: TimeRange): boolean {
    const terms = this.termsOf(speaker);
    if (terms.size > principals.size) {
      return [...principals].some((principal) => terms.get(principal)?.someOverlaps(when) === true);
    }
    return [...terms].some(([principal, ranges]) => principals.has(principal) && ranges.someOverlaps(when));
  }

  /** All actors for whom an actor may have spoken at that time. */
  principals(speaker: string, when: TimeRange): readonly string[] {
    return [...this.termsOf(speaker)].filter(([, ranges]) => ranges.someOverlaps(when)).map(([principal]) => principal);
  }

  /** The actors that an act represents: its makers, and those on whose behalf one of them had a mandate to act. */
  representedActors(act: ActNode, makers: readonly string[] = act.by): readonly string[] {
    if (act.onBehalfOf.length === 0) return makers;
    const known = makers === act.by ? this.represented.get(act) : undefined;
    if (known !== undefined) return known;
    const others = act.onBehalfOf.filter((actor) => makers.some((maker) => this.maySpeakFor(maker, actor, act)));
    const actors = [...makers, ...others];
    if (makers === act.by) this.represented.set(act, actors);
    return actors;
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
    if (condition(maker) || (this.isUnnamed(maker) && condition(this.resolveUnnamed(maker)))) return true;
    return act.onBehalfOf.some((actor) => condition(actor) && this.maySpeakFor(maker, actor, act));
  }

  /** Those of an act's makers on whose side one of these actors is. */
  makersRepresenting(actors: ReadonlySet<string>, act: ActNode): readonly string[] {
    return act.by.filter((maker) => this.someOnSide(act, maker, (actor) => actors.has(actor)));
  }

  private termsOf(speaker: string): Terms {
    let terms = this.terms.get(speaker);
    if (terms === undefined) this.terms.set(speaker, (terms = this.readTerms(speaker)));
    return terms;
  }

  private readTerms(speaker: string): Terms {
    const byPrincipal = new Map<string, Term[]>();
    const ids = this.isUnnamed(speaker) ? [] : this.actors.idsOf(speaker);
    for (const mandate of ids.flatMap((id) => this.input.mandates.get(id) ?? [])) {
      if (this.isUnnamed(mandate.principal)) continue;
      const term = this.termOf(mandate);
      appendTo(byPrincipal, term.principal, term);
    }
    return new Map([...byPrincipal].map(([principal, terms]) => [principal, new TimeRanges(terms)]));
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
    return maker === actor || this.mayHaveSpokenFor(maker, actor, act.when);
  }
}
