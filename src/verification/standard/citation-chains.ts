import { RecordEnd } from './citation-graph.js';
import type { ExternalSource, Citations, CitationNode } from './citation-graph.js';
import { componentsOf, Vertex } from '../../lib/strongly-connected-components.js';
import { ActNode } from './act-node.js';
import { EntryBlock } from './entries-by-actor.js';

/** Where citation chains lead. An end may be listed more than once. */
export interface Reached {
  readonly ends: readonly (ActNode | ExternalSource)[];
  /** Entries that cite each other and nothing else: they have no origin. */
  readonly cycles: readonly (readonly ActNode[])[];
}

class ChainVertex extends Vertex<CitationNode> {
  override next: readonly ChainVertex[] = [];
  /** To an end or to a cycle. */
  leadsToOrigin = false;
  leadsToEnd = false;
  /** To a cycle, or to an end that isn't unnamed. */
  leadsToSupport = false;
}

/** Citation chains through a graph. Each node is followed once. */
export class CitationChains {
  private readonly vertices = new Map<CitationNode, ChainVertex>();

  /** @param isUnnamed whether an end is unnamed, if the caller asks for `restsOnUnnamed` */
  constructor(
    private readonly citations: Citations,
    private readonly isUnnamed: (end: ActNode | ExternalSource) => boolean = () => false,
  ) {}

  /** Follows the chains from these acts. Returns the ends and cycles that no chain has led to before. */
  follow(roots: Iterable<ActNode>): Reached {
    const ends: (ActNode | ExternalSource)[] = [];
    const cycles: (readonly ActNode[])[] = [];
    const starts: ChainVertex[] = [];
    for (const root of roots) {
      if (this.isItselfEnd(root)) ends.push(root);
      else starts.push(this.vertexOf(root));
    }
    const expand = ({ node }: ChainVertex): readonly ChainVertex[] =>
      this.citations.next(node).map((node) => this.vertexOf(node));
    componentsOf<CitationNode, ChainVertex>(starts, expand, (component) => {
      const [first] = component;
      const isCycle = component.length > 1 || first?.next.includes(first) === true;
      let leadsToEnd = component.some((vertex) => vertex.next.some((next) => next.leadsToEnd));
      let leadsToOrigin = leadsToEnd || component.some((vertex) => vertex.next.some((next) => next.leadsToOrigin));
      let leadsToSupport = component.some((vertex) => vertex.next.some((next) => next.leadsToSupport));
      if (!leadsToOrigin && isCycle) {
        leadsToOrigin = leadsToSupport = true;
        cycles.push(component.map(({ node }) => node).filter((node) => node instanceof ActNode));
      } else if (
        !leadsToOrigin &&
        first !== undefined &&
        !(first.node instanceof EntryBlock) &&
        this.citations.isEnd(first.node)
      ) {
        leadsToOrigin = leadsToEnd = true;
        const end = first.node instanceof RecordEnd ? first.node.act : first.node;
        ends.push(end);
        leadsToSupport = !this.isUnnamed(end);
      }
      for (const vertex of component) {
        vertex.leadsToOrigin = leadsToOrigin;
        vertex.leadsToEnd = leadsToEnd;
        vertex.leadsToSupport = leadsToSupport;
      }
    });
    return { ends, cycles };
  }

  /** Whether a chain that was followed leads from here to an end or to a cycle. */
  reachesOrigin(act: ActNode): boolean {
    return this.isItselfEnd(act) || this.vertices.get(act)?.leadsToOrigin === true;
  }

  /** Whether one leads to an end: then no further entry can turn it into a cycle, or keep it from being one. */
  leadsToEnd(act: ActNode): boolean {
    return this.isItselfEnd(act) || this.vertices.get(act)?.leadsToEnd === true;
  }

  /** Whether chains that were followed lead from here to origins, and to unnamed ones only. */
  restsOnUnnamed(act: ActNode): boolean {
    if (this.isItselfEnd(act)) return this.isUnnamed(act);
    const vertex = this.vertices.get(act);
    return vertex?.leadsToOrigin === true && !vertex.leadsToSupport;
  }

  private vertexOf(node: CitationNode): ChainVertex {
    let vertex = this.vertices.get(node);
    if (vertex === undefined) this.vertices.set(node, (vertex = new ChainVertex(node)));
    return vertex;
  }

  private isItselfEnd(act: ActNode): boolean {
    return act.cites.length === 0 && this.citations.isEnd(act);
  }
}
