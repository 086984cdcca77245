import type { OriginNature, Verification } from '../policy-input.js';
import { CitationChains } from './citation-chains.js';
import type { ExternalSource, SupportingCitations } from './citation-graph.js';
import { byRef, ActNode } from './act-node.js';
import { IndependentOrigins } from './independent-origins.js';
import { OriginCollector } from './origin-collector.js';
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
  if (speaking.length === 0 || basis === undefined || basis === 'none-given') return 'baseless';
  return OWN_BASES.has(basis) && speaking.some((maker) => !sides.isUnnamed(maker)) ? 'named' : 'unnamed';
}

function natureOfAbsent({ actor }: ExternalSource, sides: Representation): OriginNature {
  return actor !== undefined && sides.isUnnamed(actor) ? 'unnamed' : 'baseless';
}

function refsOf({ entry }: ExternalSource): readonly string[] {
  return entry === undefined ? [] : [entry];
}
