import type { ProvenanceEdge, ProvenanceNode, ProvenanceView } from '../../../claims/queries/provenance.views.js';
import { SAYING } from '../../components/acts/saying.js';
import { keyOf } from '../../components/origins/graph.js';
import type { OriginNature } from '../../../verification/policy.js';

type EntryNode = Extract<ProvenanceNode, { readonly type: 'entry' }>;

/** An entry, or a source that has none here, and below it what passes it on. */
export interface SourceNode {
  readonly what:
    | (Pick<EntryNode, 'id' | 'event' | 'by'> & { readonly type: 'entry' })
    | { readonly type: 'actor' | 'document' | 'other-claim'; readonly id: string; readonly name?: string | undefined };
  /** Of an origin: what kind it is. */
  readonly nature?: OriginNature;
  /** Whether a scenario leaves it out. */
  readonly isLeftOut?: true;
  readonly below: readonly SourceNode[];
}

/** Who says so, on whose word: each origin with what cites it below it, directly or through others. */
export interface Sources {
  readonly roots: readonly SourceNode[];
  /** Entries that cite each other, and nobody else. */
  readonly circles: readonly SourceNode[];
  /** How many acts are left out. */
  readonly omitted: number;
}

/** The most entries that are drawn. */
const MAX_DRAWN = 100;

/** Draws each entry once: below the first source that it cites, else as a root. */
export function sourcesOf({ nodes, edges, ends, omitted = 0 }: ProvenanceView): Sources {
  const tree = new SourceTree(nodes, edges);
  const circular = ends.filter(({ nature }) => nature === 'circular');
  const circles = circular.flatMap(({ entries }) => entries.flatMap((entry) => tree.entry(entry, 'circular')));
  const origins = ends.flatMap(({ nature, actors, entries }) => {
    if (nature === 'circular') return [];
    if (entries.length > 0) return entries.flatMap((entry) => tree.entry(entry, nature));
    return actors.flatMap((actor) => tree.source('actor', actor, nature));
  });
  const roots = [...origins, ...tree.others()];
  return { roots, circles, omitted: omitted + tree.left };
}

class SourceTree {
  private readonly byId: ReadonlyMap<string, ProvenanceNode>;
  private readonly saying: readonly EntryNode[];
  /** What each entry is drawn below: the key of another node. */
  private readonly parents = new Map<string, string>();
  private readonly children = new Map<string, EntryNode[]>();
  private readonly drawn = new Set<string>();

  constructor(nodes: readonly ProvenanceNode[], edges: readonly ProvenanceEdge[]) {
    this.byId = new Map(nodes.map((node) => [keyOf(node), node]));
    this.saying = nodes.filter((node) => node.type === 'entry').filter(({ event }) => SAYING.has(event));
    const entriesBy = new Map<string, EntryNode>();
    for (const node of this.saying) for (const actor of node.by) if (!entriesBy.has(actor)) entriesBy.set(actor, node);
    const cited = edges.filter(({ relation }) => relation !== 'published-in');
    const targets = new Map(cited.toReversed().map((edge) => [edge.source, edge.target]));
    for (const node of this.saying) {
      const target = targets.get(node.id);
      if (!target) continue;
      // An actor who is cited is shown by its own entry, if it has one here.
      const own = target.type === 'actor' ? entriesBy.get(target.id) : undefined;
      const parent = own && own !== node ? keyOf(own) : keyOf(target);
      this.parents.set(node.id, parent);
      this.children.set(parent, [...(this.children.get(parent) ?? []), node]);
    }
  }

  /** How many entries were not drawn, because there are too many. */
  get left(): number {
    return this.saying.filter(({ id }) => !this.drawn.has(id)).length;
  }

  entry(id: string, nature: OriginNature): readonly SourceNode[] {
    const node = this.byId.get(keyOf({ type: 'entry', id }));
    return node?.type === 'entry' ? this.take(node, nature) : [];
  }

  source(type: 'actor' | 'document' | 'other-claim', id: string, nature?: OriginNature): readonly SourceNode[] {
    const key = keyOf({ type, id });
    if (this.drawn.has(key)) return [];
    this.drawn.add(key);
    const node = this.byId.get(key);
    const name = node?.type === 'actor' ? node.name : node?.type === 'document' ? node.title : undefined;
    const left = node?.excluded && ({ isLeftOut: true } as const);
    return [{ what: { type, id, name }, ...(nature && { nature }), ...left, below: this.below(key) }];
  }

  /** What rests on no origin: below a source that has no entry here, if it cites one. */
  others(): readonly SourceNode[] {
    const isRoot = ({ id }: EntryNode) => this.byId.get(this.parents.get(id) ?? '')?.type !== 'entry';
    return [...this.saying.filter(isRoot), ...this.saying].flatMap((node) => {
      if (this.drawn.has(node.id)) return [];
      const parent = this.byId.get(this.parents.get(node.id) ?? '');
      return parent && parent.type !== 'entry' ? this.source(parent.type, parent.id) : this.take(node);
    });
  }

  private take({ id, event, by, excluded }: EntryNode, nature?: OriginNature): readonly SourceNode[] {
    if (this.drawn.has(id) || this.drawn.size >= MAX_DRAWN) return [];
    this.drawn.add(id);
    const below = this.below(keyOf({ type: 'entry', id }));
    const left = excluded && ({ isLeftOut: true } as const);
    return [{ what: { type: 'entry', id, event, by }, ...(nature && { nature }), ...left, below }];
  }

  private below(key: string): readonly SourceNode[] {
    return (this.children.get(key) ?? []).flatMap((node) => this.take(node));
  }
}
