import type { Basis } from '../../domain/vocabulary.js';
import type { OriginNature, Verification, Origin } from '../policy.js';
import type { PolicyParameters } from '../policy-parameters.js';
import { CitationChains } from './citation-chains.js';
import { type ExternalSource, OWN_BASES, type SupportingCitations } from './citation-graph.js';
import { ActNode } from './act-node.js';
import { IndependentOrigins } from './independent-origins.js';
import type { Representation } from './representation.js';
import type { EffectiveActs } from './effective-acts.js';

/** The origins of a claim: where its citation chains end. */
export class Origins {
  /** Entries at the ends of chains whose origin is `named`. */
  readonly named = new Set<ActNode>();
  private readonly chains: CitationChains;
  private readonly collector = new OriginCollector();
  private readonly independentOrigins = new IndependentOrigins();
  private cached: Pick<Verification, 'origins' | 'counts'> | undefined;

  /** @param supporting effective acts that support the claim */
  constructor(
    supporting: Iterable<ActNode>,
    private readonly citations: SupportingCitations,
    private readonly effectiveActs: EffectiveActs,
    private readonly representation: Representation,
    private readonly parameters: Pick<PolicyParameters, 'independentOrigins' | 'unnamedSupport'>,
  ) {
    this.chains = new CitationChains(citations, parameters.unnamedSupport ? undefined : (end) => this.isUnnamed(end));
    this.add(supporting);
  }

  /** Adds an act. Returns false if it changes where the chains of earlier acts lead; then follow all chains again. */
  tryExtend(act: ActNode): boolean {
    const isSettled = (citing: ActNode) => this.chains.leadsToEnd(citing) && !this.chains.restsOnUnnamed(citing);
    if (!this.citations.tryExtend(act, isSettled)) return false;
    if (act.supports && this.effectiveActs.isEffective(act)) this.add([act]);
    return true;
  }

  list(): Pick<Verification, 'origins' | 'counts'> {
    this.cached ??= { origins: this.collector.list(), counts: this.collector.counts() };
    return this.cached;
  }

  /** The entries at as many named origins as corroborate, each independent of the others; empty if there are fewer. */
  independent(): readonly ActNode[] {
    return this.independentOrigins.disjoint(this.parameters.independentOrigins);
  }

  /** Whether two named origins are independent of each other, whether or not that is enough to corroborate. */
  get areIndependent(): boolean {
    return this.independentOrigins.disjoint(2).length > 0;
  }

  /** Whether some origin that is left is one that can support the claim with sources. */
  get hasSources(): boolean {
    const { named, unnamed } = this.collector.counts();
    return named > 0 || (this.parameters.unnamedSupport && unnamed > 0);
  }

  /** Whether the chains of an entry lead to unnamed sources only, and those support nothing. */
  restsOnUnnamed(act: ActNode): boolean {
    return this.chains.restsOnUnnamed(act);
  }

  /** The number of named origins of which any two are independent. */
  independentCount(): number {
    return this.independentOrigins.count();
  }

  /** Whether the chains of an entry lead to any origin. */
  leadsToOrigin(act: ActNode): boolean {
    return this.chains.reachesOrigin(act);
  }

  private add(supporting: Iterable<ActNode>): void {
    const { ends, cycles } = this.chains.follow(supporting);
    for (const end of ends) this.addEnd(end);
    for (const cycle of cycles) {
      const makers = cycle.flatMap((act) => (act.isByGroups ? act.groups : this.effectiveActs.effectiveMakersOf(act)));
      this.collector.add(
        'circular',
        this.speakers(makers),
        cycle.map(({ ref }) => ref),
      );
    }
    this.cached = undefined;
  }

  private addEnd(end: ActNode | ExternalSource): void {
    if (!(end instanceof ActNode)) {
      this.collector.add(natureOfExternal(end, this.representation), this.speakers(end.actors), refsOf(end));
      return;
    }
    if (end.isByGroups) {
      this.collector.add(basisOf(end) === 'none-given' ? 'unsourced' : 'unrecorded', end.groups.toSorted(), [end.ref]);
      return;
    }
    const makers = this.effectiveActs.effectiveMakersOf(end);
    const speakers = this.speakers(makers);
    const nature = natureOf(end, makers, this.representation);
    this.collector.add(nature, speakers, [end.ref]);
    if (nature !== 'named' || this.named.has(end)) return;
    this.named.add(end);
    this.independentOrigins.add(end, speakers, () => [
      ...speakers,
      ...speakers.flatMap((actor) => this.representation.principals(actor, end.when)),
    ]);
  }

  private isUnnamed(end: ActNode | ExternalSource): boolean {
    return isUnnamedEnd(
      end,
      end instanceof ActNode ? this.effectiveActs.effectiveMakersOf(end) : end.actors,
      this.representation,
    );
  }

  private speakers(makers: readonly string[]): readonly string[] {
    return [...new Set(makers.map((maker) => this.representation.resolveUnnamed(maker)))].sort();
  }
}

/** Whether an end names nobody who knows it: it rests on people who aren't named, or all its makers are such. */
export function isUnnamedEnd(
  end: ActNode | ExternalSource,
  makers: readonly string[],
  representation: Representation,
): boolean {
  if (makers.length > 0 && makers.every((maker) => representation.isUnnamed(maker))) return true;
  return end instanceof ActNode && !end.isByGroups && natureOf(end, makers, representation) === 'unnamed';
}

const basisOf = ({ entry: { data } }: ActNode): Basis | undefined => ('basis' in data ? data.basis : undefined);

function natureOf(act: ActNode, makers: readonly string[], representation: Representation): OriginNature {
  const basis = basisOf(act);
  if (basis === undefined) return 'unrecorded';
  if (basis === 'none-given') return 'unsourced';
  return OWN_BASES.has(basis) && makers.some((maker) => !representation.isUnnamed(maker)) ? 'named' : 'unnamed';
}

function natureOfExternal({ actors }: ExternalSource, representation: Representation): OriginNature {
  return actors.length > 0 && actors.every((actor) => representation.isUnnamed(actor)) ? 'unnamed' : 'unrecorded';
}

function refsOf({ entry }: ExternalSource): readonly string[] {
  return entry === undefined ? [] : [entry];
}

interface CollectedOrigin {
  readonly nature: OriginNature;
  readonly actors: readonly string[];
  readonly entries: Set<string>;
  /** Cached; undefined since an entry was added. */
  view: Origin | undefined;
}

/** Collects the ends of chains, as one origin for all ends of one nature with the same actors. */
class OriginCollector {
  private readonly origins = new Map<string, CollectedOrigin>();
  private sorted: readonly CollectedOrigin[] | undefined;

  add(nature: OriginNature, actors: readonly string[], entries: readonly string[]): void {
    const key = `${nature} ${actors.join(' ')}`;
    const collected = this.origins.get(key);
    if (collected === undefined) {
      this.origins.set(key, { nature, actors, entries: new Set(entries), view: undefined });
      this.sorted = undefined;
    } else {
      for (const entry of entries) collected.entries.add(entry);
      collected.view = undefined;
    }
  }

  /** Sorted by nature, then by actors. */
  list(): readonly Origin[] {
    this.sorted ??= [...this.origins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
    return this.sorted.map((origin) => (origin.view ??= viewOf(origin)));
  }

  counts(): Readonly<Record<OriginNature, number>> {
    const counts: Record<OriginNature, number> = { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 };
    for (const { nature } of this.origins.values()) counts[nature] += 1;
    return counts;
  }
}

function viewOf({ nature, actors, entries }: CollectedOrigin): Origin {
  return { nature, actors, entries: [...entries].sort() };
}
