import type { PolicyInput } from '../policy.js';
import { ActNode } from './act-node.js';
import type { Cited } from './act-node.js';
import { isStrictlyLater } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';
import { EntryPrefix, EntriesByActor } from './entries-by-actor.js';
import type { EffectiveActs } from './effective-acts.js';

/** A source without an entry here: an actor that is only named, or an entry of another claim, whose maker is unknown. */
export class ExternalSource {
  constructor(
    readonly actor: string | undefined,
    readonly entry: string | undefined,
  ) {}
}

/** A node of a citation chain. Prefixes let a thousand citations of an actor with a thousand entries share nodes. */
export type CitationNode = ActNode | ExternalSource | EntryPrefix;

/** The citations of an act graph, read node by node. */
export interface Citations {
  next(node: CitationNode): readonly CitationNode[];
  /** Whether a chain ends here, with an origin. */
  isEnd(node: CitationNode): boolean;
}

const NONE: readonly CitationNode[] = [];

/** An act that cites an actor, and whether the actor had entries to lead it to. */
interface Citer {
  readonly act: ActNode;
  readonly hasEntries: boolean;
}

abstract class CitationGraph implements Citations {
  private readonly externalSources = new Map<string, ExternalSource>();
  protected readonly citers = new Map<string, Citer[]>();
  protected readonly entriesByActor: EntriesByActor;

  constructor(
    protected readonly actGraph: ActGraph,
    protected readonly effectiveActs: EffectiveActs,
    protected readonly representation: Representation,
    private readonly publishers: PolicyInput['publishers'],
  ) {
    this.entriesByActor = new EntriesByActor(actGraph, representation);
  }

  abstract isEnd(node: CitationNode): boolean;
  protected abstract isPassable(act: ActNode): boolean;
  /** Whether an actor without entries that support or repeat the claim counts as an external source. */
  protected abstract isAbsent(actor: string): boolean;

  next(node: CitationNode): readonly CitationNode[] {
    if (node instanceof ExternalSource) return NONE;
    if (node instanceof EntryPrefix) return node.previous === undefined ? [node.act] : [node.act, node.previous];
    return this.isPassable(node) ? this.citedNodes(node) : NONE;
  }

  private citedNodes(act: ActNode): readonly CitationNode[] {
    if (act.cites.length === 0) return NONE;
    const nodes: CitationNode[] = [];
    for (const cited of act.cites) if (!this.effectiveActs.isCitationDenied(act, cited)) this.follow(act, cited, nodes);
    return nodes;
  }

  private follow(act: ActNode, { citation, target }: Cited, nodes: CitationNode[]): void {
    if (target instanceof ActNode) {
      nodes.push(target);
    } else if ('entry' in citation) {
      if (target === 'other-claim') nodes.push(this.externalSource(undefined, citation.entry));
    } else {
      const actor = 'actor' in citation ? citation.actor : this.publishers.get(citation.document);
      if (actor === undefined) nodes.push(this.externalSource(undefined, undefined));
      else this.addActor(act, actor, nodes);
    }
  }

  /** A cited actor leads to its entries; without any, the chain ends with the actor. */
  private addActor(act: ActNode, actor: string, nodes: CitationNode[]): void {
    const entries = this.entriesByActor.entriesOf(actor, act);
    appendTo(this.citers, actor, { act, hasEntries: entries.length > 0 });
    for (const node of entries) nodes.push(node);
    if (entries.length === 0 && this.isAbsent(actor)) nodes.push(this.externalSource(actor, undefined));
  }

  private externalSource(actor: string | undefined, entry: string | undefined): ExternalSource {
    const key = `${actor ?? ''} ${entry ?? ''}`;
    let externalSources = this.externalSources.get(key);
    if (externalSources === undefined)
      this.externalSources.set(key, (externalSources = new ExternalSource(actor, entry)));
    return externalSources;
  }
}

/** Citations that support the claim now: through effective entries that support or repeat it. */
export class SupportingCitations extends CitationGraph {
  private deniers: Set<string> | undefined;

  isEnd(node: CitationNode): boolean {
    if (!(node instanceof ActNode)) return node instanceof ExternalSource;
    return node.cites.length === 0 && node.supports && this.effectiveActs.isEffective(node);
  }

  /**
   * Adds an act. Returns false if it changes where the chains of earlier acts lead; then build a new graph. That is the
   * case if an act whose date isn't strictly before its own cites its maker, unless that act leads to an end without it
   * and it supports the claim itself; or if it denies the claim, and its maker was cited without having entries.
   */
  tryExtend(act: ActNode, leadsToEnd: (citing: ActNode) => boolean): boolean {
    const leadsElsewhere = ({ act: citing, hasEntries }: Citer): boolean => {
      if (!act.propagates) return act.denies && !hasEntries;
      return !isStrictlyLater(act, citing) && !(act.supports && hasEntries && leadsToEnd(citing));
    };
    const representedActors = this.representation.representedActors(act);
    if (representedActors.some((actor) => this.citers.get(actor)?.some(leadsElsewhere))) return false;
    if (act.propagates && !this.entriesByActor.tryExtend(act)) return false;
    if (act.denies) for (const actor of this.denyingActors(act)) this.deniers?.add(actor);
    return true;
  }

  protected isPassable(act: ActNode): boolean {
    return act.propagates && this.effectiveActs.isEffective(act);
  }

  protected isAbsent(actor: string): boolean {
    const denials = (): ActNode[] => this.actGraph.actsOfType('ClaimDenied').filter(({ denies }) => denies);
    this.deniers ??= new Set(denials().flatMap((act) => this.denyingActors(act)));
    return !this.deniers.has(actor);
  }

  private denyingActors(act: ActNode): readonly string[] {
    return this.representation.representedActors(act, this.effectiveActs.effectiveMakersOf(act));
  }
}

/** Citations by which the claim was put forward, whether or not the entries on the way are still effective. */
export class OriginalCitations extends CitationGraph {
  isEnd(node: CitationNode): boolean {
    if (!(node instanceof ActNode)) return node instanceof ExternalSource;
    return this.next(node).length === 0;
  }

  protected isPassable({ propagates: spreads }: ActNode): boolean {
    return spreads;
  }

  protected isAbsent(): boolean {
    return true;
  }
}
