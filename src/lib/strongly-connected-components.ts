/** A node of a graph, with the state of the search for components. */
export class Vertex<T> {
  /** In which the search reached it; -1 before. */
  order = -1;
  low = -1;
  /** Whether its component isn't complete yet. */
  isOpen = false;
  /** How many of its successors were followed. */
  tried = 0;
  next: readonly Vertex<T>[] = [];

  constructor(readonly node: T) {}
}

/**
 * Finds the strongly connected components reachable from the roots, each after those that it leads to. A component with a
 * cycle has several nodes, or one that leads to itself. Tarjan's algorithm ("Depth-first search and linear graph
 * algorithms", 1972): linear in nodes and edges. Iterative, since a citation chain may be deeper than the call stack.
 *
 * @param expand returns the successors of a vertex; called once for each
 * @param onComponent called with each component when it is complete
 */
export function componentsOf<T, V extends Vertex<T>>(
  roots: Iterable<V>,
  expand: (vertex: V) => readonly V[],
  onComponent: (component: readonly V[]) => void,
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
      onComponent(component);
    }
  }
}

/** The same for any objects. Returns the components in that order. */
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
  const components: T[][] = [];
  componentsOf(
    [...roots].map(vertexOf),
    ({ node }) => successors(node).map(vertexOf),
    (component) => components.push(component.map(({ node }) => node)),
  );
  return components;
}
