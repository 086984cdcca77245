import { ActNode } from './act-node.js';
import type { Cited } from './act-node.js';
import { isStrictlyLater } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';
import { EntryBlock, EntriesByActor } from './entries-by-actor.js';
import type { EffectiveActs } from './effective-acts.js';

/** A source without an entry here: an actor that is only named, or the makers of an entry of another claim. */
export class ExternalSource {
  constructor(
    readonly actors: readonly string[],
    readonly entry: string | undefined,
  ) {}
}

/** The end of a chain at an act that cites a document as its own basis. */
export class RecordEnd {
  constructor(readonly act: ActNode) {}
}

/** A node of a citation chain. Blocks let a thousand citations of an actor with a thousand entries share nodes. */
export type CitationNode = ActNode | ExternalSource | RecordEnd | EntryBlock;

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
  /** Whether it cites a document as its own basis, because the publisher has no entry on the claim. */
  readonly endsAtRecord?: boolean;
}

/** First-hand knowledge: witnessed, from a recording or from a document. */
export const OWN_BASES: ReadonlySet<string> = new Set(['witnessed', 'recording', 'document']);

abstract class CitationGraph implements Citations {
  private readonly externalSources = new Map<string, ExternalSource>();
  private readonly recordEnds = new Map<ActNode, RecordEnd>();
  /** The actors with an act of any type, by them or on their behalf; collected when it is first needed. */
  protected speakers: Set<string> | undefined;
  protected readonly citers = new Map<string, Citer[]>();
  protected readonly entriesByActor: EntriesByActor;

  constructor(
    protected readonly actGraph: ActGraph,
    protected readonly effectiveActs: EffectiveActs,
    protected readonly representation: Representation,
  ) {
    this.entriesByActor = new EntriesByActor(actGraph, representation);
  }

  abstract isEnd(node: CitationNode): boolean;
  protected abstract isPassable(act: ActNode): boolean;
  /** Whether an actor without entries that support or repeat the claim counts as an external source. */
  protected abstract isAbsent(actor: string): boolean;

  next(node: CitationNode): readonly CitationNode[] {
    if (node instanceof ExternalSource || node instanceof RecordEnd) return NONE;
    if (node instanceof EntryBlock) return node.halves;
    return this.isPassable(node) ? this.citedNodes(node) : NONE;
  }

  private citedNodes(act: ActNode): readonly CitationNode[] {
    if (act.cites.length === 0) return NONE;
    const nodes: CitationNode[] = [];
    for (const cited of act.cites) if (!this.effectiveActs.isCitationDenied(act, cited)) this.follow(act, cited, nodes);
    return nodes;
  }

  private follow(act: ActNode, { citation, target, actor }: Cited, nodes: CitationNode[]): void {
    if (target === 'voided') return;
    if (target instanceof ActNode) {
      nodes.push(target);
    } else if ('entry' in citation) {
      if (target === 'other-claim') nodes.push(this.sourceElsewhere(citation.entry));
    } else if (actor !== undefined) {
      this.addActor(act, actor, nodes);
    } else if ('document' in citation) {
      this.addDocument(act, this.representation.publisherOf(citation.document), nodes);
    }
  }

  /** A cited document leads to its publisher, unless the act has the document as its own basis: naming it costs nothing. */
  private addDocument(act: ActNode, publisher: string | undefined, nodes: CitationNode[]): void {
    const { data } = act.entry;
    if ('basis' in data && OWN_BASES.has(data.basis) && act.supports && !act.isByGroups) {
      const isOwn = publisher === undefined || this.isOnSideOf(act, publisher);
      if (isOwn || !this.hasActs(publisher)) {
        if (!isOwn) appendTo(this.citers, publisher, { act, hasEntries: false, endsAtRecord: true });
        nodes.push(this.recordEnd(act));
        return;
      }
    }
    if (publisher === undefined) nodes.push(this.externalSource([], undefined));
    else this.addActor(act, publisher, nodes);
  }

  private isOnSideOf(act: ActNode, actor: string): boolean {
    return act.by.some((maker) => this.representation.someOnSide(act, maker, (member) => member === actor));
  }

  private hasActs(actor: string): boolean {
    this.speakers ??= new Set(this.actGraph.acts.flatMap((act) => this.representation.representedActors(act)));
    return this.speakers.has(actor);
  }

  private recordEnd(act: ActNode): RecordEnd {
    let end = this.recordEnds.get(act);
    if (end === undefined) this.recordEnds.set(act, (end = new RecordEnd(act)));
    return end;
  }

  /** A cited actor leads to its entries; without any, the chain ends with the actor. */
  private addActor(act: ActNode, actor: string, nodes: CitationNode[]): void {
    const entries = this.entriesByActor.entriesOf(actor, act);
    appendTo(this.citers, actor, { act, hasEntries: entries.length > 0 });
    for (const node of entries) nodes.push(node);
    if (entries.length === 0 && this.isAbsent(actor)) nodes.push(this.externalSource([actor], undefined));
  }

  /** An entry of another claim counts as its makers, without entries here. */
  private sourceElsewhere(entry: string): ExternalSource {
    return this.externalSource(this.representation.makersElsewhere(entry), entry);
  }

  private externalSource(actors: readonly string[], entry: string | undefined): ExternalSource {
    const key = `${actors.join(' ')} ${entry ?? ''}`;
    let source = this.externalSources.get(key);
    if (source === undefined) this.externalSources.set(key, (source = new ExternalSource(actors, entry)));
    return source;
  }
}

/** Citations that support the claim now: through effective entries that support or repeat it. */
export class SupportingCitations extends CitationGraph {
  private deniers: Set<string> | undefined;

  isEnd(node: CitationNode): boolean {
    if (!(node instanceof ActNode)) return !(node instanceof EntryBlock);
    return node.cites.length === 0 && node.supports && this.effectiveActs.isCitable(node);
  }

  /**
   * Adds an act. Returns false if it changes where the chains of earlier acts lead; then build a new graph. That is the
   * case if an act whose date isn't strictly before its own cites its maker, unless that act leads to an end without it
   * and it supports the claim itself; or if it denies the claim, and its maker was cited without having entries; or if
   * its maker published a document that was an act's own basis because the publisher had no entry.
   */
  tryExtend(act: ActNode, leadsToEnd: (citing: ActNode) => boolean): boolean {
    const leadsElsewhere = ({ act: citing, hasEntries, endsAtRecord }: Citer): boolean => {
      if (endsAtRecord === true) return true;
      if (!act.propagates) return act.denies && !hasEntries;
      return !isStrictlyLater(act, citing) && !(act.supports && hasEntries && leadsToEnd(citing));
    };
    const representedActors = this.representation.representedActors(act);
    if (representedActors.some((actor) => this.citers.get(actor)?.some(leadsElsewhere))) return false;
    if (act.propagates && !this.entriesByActor.tryExtend(act)) return false;
    if (act.denies) for (const actor of this.denyingActors(act)) this.deniers?.add(actor);
    for (const actor of representedActors) this.speakers?.add(actor);
    return true;
  }

  protected isPassable(act: ActNode): boolean {
    return act.propagates && this.effectiveActs.isCitable(act);
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
    if (!(node instanceof ActNode)) return !(node instanceof EntryBlock);
    return this.next(node).length === 0;
  }

  protected isPassable({ propagates: spreads }: ActNode): boolean {
    return spreads;
  }

  protected isAbsent(): boolean {
    return true;
  }
}
