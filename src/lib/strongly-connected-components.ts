/** A node of a graph while its components are looked for. */
export class Vertex<T> {
  order = -1;
  low = -1;
  isOpen = false;
  tried = 0;
  next: readonly Vertex<T>[] = [];

  constructor(readonly node: T) {}
}

/**
 * The strongly connected components that the roots reach, each after those that it leads to: a ring is a component of
 * several nodes, or of one that leads to itself. Linear in nodes and edges, and without recursion, since a chain of
 * citations may be longer than the stack (Tarjan, "Depth-first search and linear graph algorithms", 1972).
 *
 * @param expand the vertices that one leads to, asked once for each
 */
export function componentsOf<T, V extends Vertex<T>>(
  roots: Iterable<V>,
  expand: (vertex: V) => readonly V[],
  found: (component: readonly V[]) => void,
): void {
  const open: V[] = [];
  const path: V[] = [];
  let count = 0;
  const enter = (vertex: V): void => {
    vertex.order = vertex.low = count++;
    vertex.isOpen = true;
    vertex.next = expand(vertex);
    open.push(vertex);
    path.push(vertex);
  };
  for (const root of roots) {
    if (root.order < 0) enter(root);
    for (let vertex = path.at(-1); vertex !== undefined; vertex = path.at(-1)) {
      const next = vertex.next[vertex.tried++] as V | undefined;
      if (next !== undefined) {
        if (next.order < 0) enter(next);
        else if (next.isOpen && next.order < vertex.low) vertex.low = next.order;
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined && vertex.low < parent.low) parent.low = vertex.low;
      if (vertex.low < vertex.order) continue;
      const component = open.splice(open.lastIndexOf(vertex));
      for (const member of component) member.isOpen = false;
      found(component);
    }
  }
}

/** The same for any objects. */
export function stronglyConnectedComponents<T extends object>(
  roots: Iterable<T>,
  successors: (node: T) => readonly T[],
): T[][] {
  const vertices = new Map<T, Vertex<T>>();
  const vertexOf = (node: T): Vertex<T> => {
    let vertex = vertices.get(node);
    if (vertex === undefined) vertices.set(node, (vertex = new Vertex(node)));
    return vertex;
  };
  const found: T[][] = [];
  componentsOf(
    [...roots].map(vertexOf),
    ({ node }) => successors(node).map(vertexOf),
    (component) => found.push(component.map(({ node }) => node)),
  );
  return found;
}
