import { ActNode } from './act-node.js';
import { earlierActsOf, isStrictlyLater, LaterActs } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { Representation } from './representation.js';

/**
 * What an act says on a topic: on the claim or one entry, whether it is so; an outcome; a verdict; a document's
 * authenticity.
 */
export interface Stance {
  readonly topic: ActNode | string;
  readonly value: string;
}

const CLAIM_IS_SO: Stance = { topic: 'claim', value: 'so' };
const CLAIM_IS_NOT_SO: Stance = { topic: 'claim', value: 'not so' };

/** The stance that an act takes, which a later act of the same side can contradict; undefined if it takes none. */
export function stanceOf(act: ActNode): Stance | undefined {
  if (act.supports) return CLAIM_IS_SO;
  if (act.denies) return CLAIM_IS_NOT_SO;
  const { type, data } = act.entry;
  switch (type) {
    case 'ClaimConfirmed':
    case 'ClaimDenied':
      if (data.extent === 'part' || !(act.about instanceof ActNode)) return undefined;
      return { topic: act.about, value: type === 'ClaimDenied' ? 'not so' : 'so' };
    case 'ForecastResolved':
      return { topic: 'outcome', value: data.outcome };
    case 'VerdictIssued':
      return { topic: 'verdict', value: data.rating };
    case 'EvidenceAttached':
      if (data.authenticity === 'unexamined') return undefined;
      return { topic: documentTopic(data.document), value: data.authenticity };
    default:
      return undefined;
  }
}

export function documentTopic(document: string): string {
  return `document ${document}`;
}

interface ExpressedStance {
  readonly act: ActNode;
  readonly makers: readonly string[];
  /** Those of its makers who haven't contradicted it. */
  remaining: readonly string[];
}

const NONE: readonly string[] = [];

/** Called with an act that some of its makers contradicted, and with its remaining makers. */
type OnContradicted = (act: ActNode, makers: readonly string[]) => void;

/** The stances that acts take on one topic, and which of them their own side contradicted or retracted later. */
export class StanceTracker {
  private readonly byValue = new Map<string, ExpressedStance[]>();
  private readonly retractions = new Map<string, ExpressedStance[]>();

  constructor(
    private readonly topic: ActNode | string,
    private readonly representation: Representation,
  ) {}

  add(act: ActNode, makers: readonly string[], value: string): void {
    appendTo(this.byValue, value, { act, makers, remaining: makers });
  }

  /** A retraction of a whole act contradicts every earlier stance of its side with that value. */
  addRetraction(act: ActNode, makers: readonly string[], value: string): void {
    appendTo(this.retractions, value, { act, makers, remaining: NONE });
  }

  /** Calls back for each act that at least one of its makers contradicted. */
  reportContradictions(onContradicted: OnContradicted): void {
    for (const [value, stances] of this.byValue) this.reportAmong(stances, value, onContradicted);
  }

  /**
   * Adds an act after `reportContradictions`. Returns false if it contradicts another act of its side; then all acts
   * must be evaluated again.
   */
  tryExtend(act: ActNode, value: string, onContradicted: OnContradicted): boolean {
    const stance: ExpressedStance = { act, makers: act.by, remaining: act.by };
    const actors = new Set(this.representation.representedActors(act));
    const earlier = earlierActsOf(act);
    const contradicts = (other: ExpressedStance): boolean =>
      (isStrictlyLater(act, other.act) || (earlier.has(other.act) && !isStrictlyLater(other.act, act))) &&
      other.remaining.some((maker) => this.representation.someOnSide(other.act, maker, (actor) => actors.has(actor)));
    if (this.opposing(value).some((list) => list.some(contradicts))) return false;
    this.reportAmong([stance], value, onContradicted);
    appendTo(this.byValue, value, stance);
    return true;
  }

  private reportAmong(stances: readonly ExpressedStance[], value: string, onContradicted: OnContradicted): void {
    const opposing = this.opposingActsByActor(value, stances);
    if (opposing.size === 0) return;
    for (const stance of stances) {
      const { act, makers } = stance;
      stance.remaining = makers.filter((maker) => !this.hasContradicted(act, maker, opposing));
      if (stance.remaining.length < makers.length) onContradicted(act, stance.remaining);
    }
  }

  /**
   * The acts with an opposing stance, by each actor that they represent. Where there are more of these than stances, only
   * for the actors of the stances' sides.
   */
  private opposingActsByActor(value: string, stances: readonly ExpressedStance[]): ReadonlyMap<string, LaterActs> {
    const byActor = new Map<string, LaterActs>();
    const opposing = this.opposing(value);
    const total = opposing.reduce((sum, list) => sum + list.length, 0);
    const relevant = stances.length < total ? this.sidesOf(stances) : undefined;
    for (const list of opposing) {
      for (const { act, makers } of list) {
        for (const actor of this.representation.representedActors(act, makers)) {
          if (relevant?.has(actor) === false) continue;
          let acts = byActor.get(actor);
          if (acts === undefined) byActor.set(actor, (acts = new LaterActs()));
          acts.add(act);
        }
      }
    }
    return byActor;
  }

  private opposing(value: string): readonly (readonly ExpressedStance[])[] {
    const opposing: (readonly ExpressedStance[])[] = [];
    for (const [other, stances] of this.byValue) {
      // A rater's next verdict supersedes the one before, even with the same rating.
      if (other !== value || this.topic === 'verdict') opposing.push(stances);
    }
    const retractions = this.retractions.get(value);
    if (retractions !== undefined) opposing.push(retractions);
    return opposing;
  }

  private sidesOf(stances: readonly ExpressedStance[]): ReadonlySet<string> {
    return new Set(
      stances.flatMap(({ act, makers }) => makers.flatMap((maker) => this.representation.side(act, maker))),
    );
  }

  private hasContradicted(act: ActNode, maker: string, opposing: ReadonlyMap<string, LaterActs>): boolean {
    return this.representation.someOnSide(act, maker, (actor) => opposing.get(actor)?.someFollows(act) === true);
  }
}
