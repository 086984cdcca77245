import type { ExternalSource, Citations, CitationNode } from './citation-graph.js';
import { componentsOf, Vertex } from '../../lib/strongly-connected-components.js';
import { ActNode } from './act-node.js';
import { EntryPrefix } from './entries-by-actor.js';

/** Where chains of citations come to an end, if they do; an end may be named more than once. */
export interface Reached {
  readonly ends: readonly (ActNode | ExternalSource)[];
  /** Entries that cite each other and nothing beyond: they have no origin. */
  readonly rings: readonly (readonly ActNode[])[];
}

class Link extends Vertex<CitationNode> {
  override next: readonly Link[] = [];
  /** To an end or to a ring. */
  leads = false;
  leadsToEnd = false;
}

/** The chains of citations of a case, each place followed once. */
export class CitationChains {
  private readonly links = new Map<CitationNode, Link>();

  constructor(private readonly citations: Citations) {}

  /** What chains from here come to that those followed before don't. */
  follow(roots: Iterable<ActNode>): Reached {
    const ends: (ActNode | ExternalSource)[] = [];
    const rings: (readonly ActNode[])[] = [];
    const chained: Link[] = [];
    for (const root of roots) {
      if (this.isPlainEnd(root)) ends.push(root);
      else chained.push(this.linkTo(root));
    }
    const expand = ({ node }: Link): readonly Link[] => this.citations.next(node).map((place) => this.linkTo(place));
    componentsOf<CitationNode, Link>(chained, expand, (component) => {
      const [first] = component;
      const isRing = component.length > 1 || first?.next.includes(first) === true;
      let leadsToEnd = component.some((link) => link.next.some((next) => next.leadsToEnd));
      let leads = leadsToEnd || component.some((link) => link.next.some((next) => next.leads));
      if (!leads && isRing) {
        leads = true;
        rings.push(component.map(({ node }) => node).filter((place) => place instanceof ActNode));
      } else if (
        !leads &&
        first !== undefined &&
        !(first.node instanceof EntryPrefix) &&
        this.citations.isEnd(first.node)
      ) {
        leads = leadsToEnd = true;
        ends.push(first.node);
      }
      for (const link of component) {
        link.leads = leads;
        link.leadsToEnd = leadsToEnd;
      }
    });
    return { ends, rings };
  }

  /** Whether a chain from here comes to an end or to a ring. */
  reachesOrigin(deed: ActNode): boolean {
    return this.isPlainEnd(deed) || this.links.get(deed)?.leads === true;
  }

  /** Whether one comes to an end: then no further entry makes it a ring, or keeps it from being one. */
  leadsToEnd(deed: ActNode): boolean {
    return this.isPlainEnd(deed) || this.links.get(deed)?.leadsToEnd === true;
  }

  private linkTo(place: CitationNode): Link {
    let link = this.links.get(place);
    if (link === undefined) this.links.set(place, (link = new Link(place)));
    return link;
  }

  private isPlainEnd(deed: ActNode): boolean {
    return deed.cites.length === 0 && this.citations.isEnd(deed);
  }
}
