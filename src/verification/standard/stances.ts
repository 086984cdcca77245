import { ActNode } from './act-node.js';
import { LaterActs, isKnownToFollow } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { Representation } from './representation.js';

/** What an act speaks to, the claim or one entry, an outcome, a verdict, a document's authenticity; and what it says. */
export interface Stance {
  readonly topic: ActNode | string;
  readonly says: string;
}

const SO: Stance = { topic: 'claim', says: 'so' };
const NOT_SO: Stance = { topic: 'claim', says: 'not so' };

/** The stance of an act that another of the same side can go back on; undefined if it takes none. */
export function stanceOf(deed: ActNode): Stance | undefined {
  if (deed.supports) return SO;
  if (deed.denies) return NOT_SO;
  const { type, data } = deed.entry;
  switch (type) {
    case 'ClaimConfirmed':
    case 'ClaimDenied':
      if (data.extent === 'part' || !(deed.about instanceof ActNode)) return undefined;
      return { topic: deed.about, says: type === 'ClaimDenied' ? 'not so' : 'so' };
    case 'ForecastResolved':
      return { topic: 'outcome', says: data.outcome };
    case 'VerdictIssued':
      return { topic: 'verdict', says: data.rating };
    case 'EvidenceAttached':
      if (data.authenticity === 'unexamined') return undefined;
      return { topic: documentTopic(data.document), says: data.authenticity };
    default:
      return undefined;
  }
}

export function documentTopic(document: string): string {
  return `document ${document}`;
}

interface Said {
  readonly deed: ActNode;
  readonly makers: readonly string[];
  /** Those of its makers who could still go back on it. */
  keep: readonly string[];
}

const NOBODY: readonly string[] = [];

/** What becomes of an act that makers went back on: those are given who keep to it. */
type Lost = (deed: ActNode, makers: readonly string[]) => void;

/** What was said to one topic, and taken back; and which of it its own side did not go back on later. */
export class StanceTracker {
  private readonly said = new Map<string, Said[]>();
  private readonly takingsBack = new Map<string, Said[]>();

  constructor(
    private readonly name: ActNode | string,
    private readonly sides: Representation,
  ) {}

  add(deed: ActNode, makers: readonly string[], says: string): void {
    appendTo(this.said, says, { deed, makers, keep: makers });
  }

  /** A whole taking-back goes against all that its maker had said in that sense. */
  addTakingBack(deed: ActNode, makers: readonly string[], says: string): void {
    appendTo(this.takingsBack, says, { deed, makers, keep: NOBODY });
  }

  /** Hands over each act that a maker went back on, with those of its makers who keep to it. */
  settle(lost: Lost): void {
    for (const [says, said] of this.said) this.settleAll(said, says, lost);
  }

  /** Adds to what is settled. False if it goes back on another act of its side: then all is to be settled anew. */
  tryExtend(deed: ActNode, says: string, lost: Lost): boolean {
    const one: Said = { deed, makers: deed.by, keep: deed.by };
    if (this.opposites(says).some((list) => list.some((other) => this.goesBackOn(one, other)))) return false;
    this.settleAll([one], says, lost);
    appendTo(this.said, says, one);
    return true;
  }

  private settleAll(said: readonly Said[], says: string, lost: Lost): void {
    const against = this.voicesAgainst(says, said);
    if (against.size === 0) return;
    for (const one of said) {
      const { deed, makers } = one;
      one.keep = makers.filter((maker) => !this.wentBack(deed, maker, against));
      if (one.keep.length < makers.length) lost(deed, one.keep);
    }
  }

  private goesBackOn(later: Said, { deed, keep }: Said): boolean {
    if (!isKnownToFollow(later.deed, deed)) return false;
    const voice = this.sides.voice(later.deed, later.makers);
    return keep.some((maker) => this.sides.someOnSide(deed, maker, (actor) => voice.includes(actor)));
  }

  /** What was said to the contrary, under each actor in whose name it was: of few, only what those few are asked for. */
  private voicesAgainst(says: string, said: readonly Said[]): ReadonlyMap<string, LaterActs> {
    const voices = new Map<string, LaterActs>();
    const opposites = this.opposites(says);
    const many = opposites.reduce((sum, list) => sum + list.length, 0);
    const asked = said.length < many ? this.sidesOf(said) : undefined;
    for (const list of opposites) {
      for (const { deed, makers } of list) {
        for (const actor of this.sides.voice(deed, makers)) {
          if (asked?.has(actor) === false) continue;
          let followers = voices.get(actor);
          if (followers === undefined) voices.set(actor, (followers = new LaterActs()));
          followers.add(deed);
        }
      }
    }
    return voices;
  }

  private opposites(says: string): readonly (readonly Said[])[] {
    const opposites: (readonly Said[])[] = [];
    for (const [other, said] of this.said) {
      // A rater's next verdict takes the place of the one before, be the rating the same.
      if (other !== says || this.name === 'verdict') opposites.push(said);
    }
    const takingsBack = this.takingsBack.get(says);
    if (takingsBack !== undefined) opposites.push(takingsBack);
    return opposites;
  }

  private sidesOf(said: readonly Said[]): ReadonlySet<string> {
    return new Set(said.flatMap(({ deed, makers }) => makers.flatMap((maker) => this.sides.side(deed, maker))));
  }

  private wentBack(deed: ActNode, maker: string, against: ReadonlyMap<string, LaterActs>): boolean {
    return this.sides.someOnSide(deed, maker, (actor) => against.get(actor)?.someFollows(deed) === true);
  }
}
