import { Deed, denies, supports } from './deed.js';
import { Followers } from './follows.js';
import type { Sides } from './sides.js';

/** What an act speaks to, the claim or one entry, an outcome, a verdict, a document's authenticity; and what it says. */
export interface Stance {
  readonly topic: Deed | string;
  readonly says: string;
}

const SO: Stance = { topic: 'claim', says: 'so' };
const NOT_SO: Stance = { topic: 'claim', says: 'not so' };

/** The stance of an act that another of the same side can go back on; undefined if it takes none. */
export function stanceOf(deed: Deed): Stance | undefined {
  const { type, data } = deed.entry;
  if (supports(deed.entry)) return SO;
  if (denies(deed.entry)) return NOT_SO;
  switch (type) {
    case 'ClaimConfirmed':
    case 'ClaimDenied':
      if (data.extent === 'part' || !(deed.about instanceof Deed)) return undefined;
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
  readonly deed: Deed;
  readonly makers: readonly string[];
  readonly says: string;
}

/** What was said to one topic, and taken back; and which of it its own side did not go back on later. */
export class Topic {
  private readonly said: Said[] = [];
  private readonly voices = new Map<string, Map<string, Followers>>();
  private readonly takingsBack = new Map<string, Map<string, Followers>>();

  constructor(
    private readonly name: Deed | string,
    private readonly sides: Sides,
  ) {}

  add(deed: Deed, makers: readonly string[], says: string): void {
    this.said.push({ deed, makers, says });
    this.listen(this.voices, deed, makers, says);
  }

  /** A whole taking-back goes against all that its maker had said in that sense. */
  addTakingBack(deed: Deed, makers: readonly string[], says: string): void {
    this.listen(this.takingsBack, deed, makers, says);
  }

  private listen(by: Map<string, Map<string, Followers>>, deed: Deed, makers: readonly string[], says: string): void {
    let voices = by.get(says);
    if (voices === undefined) by.set(says, (voices = new Map<string, Followers>()));
    for (const actor of this.sides.voice(deed, makers)) {
      let followers = voices.get(actor);
      if (followers === undefined) voices.set(actor, (followers = new Followers()));
      followers.add(deed);
    }
  }

  /** Hands over each act with those of its makers who keep to it. */
  settle(keep: (deed: Deed, makers: readonly string[]) => void): void {
    const opposites = new Map([...this.voices.keys()].map((says) => [says, this.opposites(says)]));
    for (const { deed, makers, says } of this.said) {
      const against = opposites.get(says) ?? [];
      keep(deed, against.length === 0 ? makers : makers.filter((maker) => !this.wentBack(deed, maker, against)));
    }
  }

  private opposites(says: string): readonly ReadonlyMap<string, Followers>[] {
    // A rater's next verdict takes the place of the one before, be the rating the same.
    const others = [...this.voices].filter(([other]) => other !== says || this.name === 'verdict');
    const takingsBack = this.takingsBack.get(says);
    const against = others.map(([, voices]) => voices);
    return takingsBack === undefined ? against : [...against, takingsBack];
  }

  private wentBack(deed: Deed, maker: string, against: readonly ReadonlyMap<string, Followers>[]): boolean {
    return this.sides
      .side(deed, maker)
      .some((actor) => against.some((voices) => voices.get(actor)?.someFollows(deed) === true));
  }
}
