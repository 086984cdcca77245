import type { OriginNature, Verification, Origin } from '../policy.js';
import { CitationChains } from './citation-chains.js';
import type { ExternalSource, SupportingCitations } from './citation-graph.js';
import { byRef, ActNode } from './act-node.js';
import type { Representation } from './representation.js';
import type { EffectiveActs } from './effective-acts.js';

/** What the chains of citations of a case come to. */
export class Origins {
  /** The entries at named ends. */
  readonly named = new Set<ActNode>();
  private readonly chains: CitationChains;
  private readonly found = new OriginCollector();
  private readonly circles = new IndependentOrigins(byRef);
  private listed: Pick<Verification, 'origins' | 'counts'> | undefined;

  /** @param supporting acts that stand and support */
  constructor(
    supporting: Iterable<ActNode>,
    private readonly citations: SupportingCitations,
    private readonly upheld: EffectiveActs,
    private readonly sides: Representation,
  ) {
    this.chains = new CitationChains(citations);
    this.add(supporting);
  }

  /** False if one more act changes where those before it lead: then all chains are to be followed anew. */
  tryExtend(deed: ActNode): boolean {
    if (!this.citations.tryExtend(deed, (citing) => this.chains.leadsToEnd(citing))) return false;
    if (deed.supports && this.upheld.isEffective(deed)) this.add([deed]);
    return true;
  }

  list(): Pick<Verification, 'origins' | 'counts'> {
    this.listed ??= { origins: this.found.list(), counts: this.found.counts() };
    return this.listed;
  }

  /** Entries at two named ends that are independent of each other, if there are any. */
  independent(): readonly ActNode[] {
    return this.circles.disjointPair();
  }

  /** Whether the chains of an entry lead to any end. */
  leads(deed: ActNode): boolean {
    return this.chains.reachesOrigin(deed);
  }

  private add(supporting: Iterable<ActNode>): void {
    const { ends, rings } = this.chains.follow(supporting);
    for (const end of ends) this.addEnd(end);
    for (const ring of rings) {
      const makers = ring.flatMap((deed) => this.upheld.effectiveMakersOf(deed));
      this.found.add(
        'circular',
        this.speakers(makers),
        ring.map(({ ref }) => ref),
      );
    }
    this.listed = undefined;
  }

  private addEnd(end: ActNode | ExternalSource): void {
    if (!(end instanceof ActNode)) {
      const speakers = this.speakers(end.actor === undefined ? [] : [end.actor]);
      this.found.add(natureOfAbsent(end, this.sides), speakers, refsOf(end));
      return;
    }
    const makers = this.upheld.effectiveMakersOf(end);
    const speakers = this.speakers(makers);
    const nature = natureOf(end, makers, this.sides);
    this.found.add(nature, speakers, [end.ref]);
    if (nature !== 'named' || this.named.has(end)) return;
    this.named.add(end);
    const principals = speakers.flatMap((actor) => this.sides.principals(actor, end.when));
    this.circles.add(end, new Set([...speakers, ...principals]));
  }

  private speakers(makers: readonly string[]): readonly string[] {
    return [...new Set(makers.map((maker) => this.sides.resolveUnnamed(maker)))].sort();
  }
}

/** Knows the fact at first hand: from its own eyes, a recording or a document. */
const OWN_BASES: ReadonlySet<string> = new Set(['witnessed', 'recording', 'document']);

/** Groups never speak as such: an entry in the name of one is no entry of its own. */
function natureOf({ entry }: ActNode, makers: readonly string[], sides: Representation): OriginNature {
  const speaking = makers.filter((maker) => !sides.isGroup(maker));
  const basis = 'basis' in entry.data ? entry.data.basis : undefined;
  if (speaking.length === 0 || basis === undefined || basis === 'none-given') return 'unsourced';
  return OWN_BASES.has(basis) && speaking.some((maker) => !sides.isUnnamed(maker)) ? 'named' : 'unnamed';
}

function natureOfAbsent({ actor }: ExternalSource, sides: Representation): OriginNature {
  return actor !== undefined && sides.isUnnamed(actor) ? 'unnamed' : 'unsourced';
}

function refsOf({ entry }: ExternalSource): readonly string[] {
  return entry === undefined ? [] : [entry];
}

interface Gathered {
  readonly nature: OriginNature;
  readonly actors: readonly string[];
  readonly entries: Set<string>;
  /** As it is listed; undefined since an entry was added. */
  listed: Origin | undefined;
}

/** One origin for all ends of one nature at which the same actors stand. */
class OriginCollector {
  private readonly origins = new Map<string, Gathered>();
  private inOrder: readonly Gathered[] | undefined;

  add(nature: OriginNature, actors: readonly string[], entries: readonly string[]): void {
    const key = `${nature} ${actors.join(' ')}`;
    const known = this.origins.get(key);
    if (known === undefined) {
      this.origins.set(key, { nature, actors, entries: new Set(entries), listed: undefined });
      this.inOrder = undefined;
    } else {
      for (const entry of entries) known.entries.add(entry);
      known.listed = undefined;
    }
  }

  /** By nature, then by actors. */
  list(): readonly Origin[] {
    this.inOrder ??= [...this.origins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
    return this.inOrder.map((origin) => (origin.listed ??= listed(origin)));
  }

  counts(): Readonly<Record<OriginNature, number>> {
    const counts: Record<OriginNature, number> = { named: 0, unnamed: 0, unsourced: 0, circular: 0 };
    for (const { nature } of this.origins.values()) counts[nature] += 1;
    return counts;
  }
}

function listed({ nature, actors, entries }: Gathered): Origin {
  return { nature, actors, entries: [...entries].sort() };
}

interface Stood<T> {
  readonly end: T;
  readonly circle: ReadonlySet<string>;
}

/**
 * Whether origins are independent. A circle holds who stands at an origin and those for whom they then spoke: so origins
 * are dependent that share an actor, of which one spoke for the other, or which both spoke for a third.
 */
class IndependentOrigins<T> {
  /** Of the ends with one circle, the first. */
  private readonly different = new Map<string, Stood<T>>();
  private pair: readonly T[] | undefined;

  /** @param compare the order in which the first two are looked for */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  add(end: T, circle: ReadonlySet<string>): void {
    const key = [...circle].sort().join(' ');
    const known = this.different.get(key);
    if (known !== undefined && this.compare(known.end, end) < 0) return;
    this.different.set(key, { end, circle });
    this.pair = undefined;
  }

  /** The first two whose circles share nobody; none if there are no such two. */
  disjointPair(): readonly T[] {
    this.pair ??= disjointPair([...this.different.values()].sort((a, b) => this.compare(a.end, b.end)));
    return this.pair;
  }
}

function disjointPair<T>(different: readonly Stood<T>[]): readonly T[] {
  const [first, ...rest] = different;
  // Where one actor is in every circle no two are apart, and comparing each with each would only be slow.
  if (first === undefined || [...first.circle].some((actor) => rest.every(({ circle }) => circle.has(actor)))) {
    return [];
  }
  for (const [index, one] of different.entries()) {
    const other = different.slice(index + 1).find(({ circle }) => ![...circle].some((actor) => one.circle.has(actor)));
    if (other !== undefined) return [one.end, other.end];
  }
  return [];
}
