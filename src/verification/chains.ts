import { Cell } from './citations.js';
import type { Absent, Citations, Place } from './citations.js';
import { componentsOf, Vertex } from './components.js';
import { Deed } from './deed.js';

/** Where chains of citations come to an end, if they do; an end may be named more than once. */
export interface Chains {
  readonly ends: readonly (Deed | Absent)[];
  /** Entries that cite each other and nothing beyond: they have no origin. */
  readonly rings: readonly (readonly Deed[])[];
  /** Whether a chain from here comes to an end or to a ring. */
  readonly leads: (place: Place) => boolean;
}

class Link extends Vertex<Place> {
  override next: readonly Link[] = [];
  leads = false;
}

export function followChains(roots: readonly Deed[], citations: Citations): Chains {
  const links = new Map<Place, Link>();
  const linkTo = (place: Place): Link => {
    let link = links.get(place);
    if (link === undefined) links.set(place, (link = new Link(place)));
    return link;
  };
  const ends: (Deed | Absent)[] = [];
  const rings: (readonly Deed[])[] = [];
  const expand = ({ node }: Link): readonly Link[] => citations.next(node).map(linkTo);
  const isPlainEnd = (place: Place): boolean =>
    place instanceof Deed && place.cites.length === 0 && citations.isEnd(place);
  const chained: Link[] = [];
  for (const root of roots) {
    if (isPlainEnd(root)) ends.push(root);
    else chained.push(linkTo(root));
  }
  componentsOf<Place, Link>(chained, expand, (component) => {
    const [first] = component;
    const isRing = component.length > 1 || first?.next.includes(first) === true;
    let leads = component.some((link) => link.next.some((next) => next.leads));
    if (!leads && isRing) {
      leads = true;
      rings.push(component.map(({ node }) => node).filter((place) => place instanceof Deed));
    } else if (!leads && first !== undefined && !(first.node instanceof Cell) && citations.isEnd(first.node)) {
      leads = true;
      ends.push(first.node);
    }
    for (const link of component) link.leads = leads;
  });
  return { ends, rings, leads: (place) => isPlainEnd(place) || links.get(place)?.leads === true };
}
