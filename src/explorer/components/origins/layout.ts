import { Graph, layout } from '@dagrejs/dagre';
import type { OriginEdge, OriginGraph, OriginNode } from './graph.js';

export interface Box {
  readonly node: OriginNode;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
}

export interface Arrow {
  readonly edge: OriginEdge;
  /** From what cites to what it cites. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number };
}

export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** Between boxes. */
const GAP = 14;
/** As many boxes as a page has room for next to each other. */
const MIN_COLUMNS = 4;

export const BOX = { width: 160, height: 58 } as const;

/** What is used of the package, whose own types don't resolve. */
interface LayoutGraph {
  setGraph(label: object): void;
  setDefaultEdgeLabel(make: () => object): void;
  setNode(key: string, size: object): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): { readonly width: number; readonly height: number };
  node(key: string): Readonly<Record<'x' | 'y', number>>;
  edge(from: string, to: string, name: string): Arrow['label'] & Pick<Arrow, 'points'>;
}
const newGraph = (): LayoutGraph => new (Graph as new (options: object) => LayoutGraph)({ multigraph: true });
const layOut = layout as (graph: LayoutGraph) => void;

/**
 * Puts each entry before what it cites, as the sentence has them, so that origins come last; and what nothing is linked
 * with in rows below.
 */
export function laidOut({ nodes, edges }: OriginGraph, labelWidth: (edge: OriginEdge) => number): Drawn {
  const graph = newGraph();
  graph.setGraph({
    rankdir: 'LR',
    ranker: 'tight-tree',
    acyclicer: 'greedy',
    nodesep: GAP,
    edgesep: 10,
    ranksep: 24,
    marginx: 4,
    marginy: 4,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const alone = nodes.filter(({ key }) => !linked.has(key));
  for (const key of linked) graph.setNode(key, { ...BOX });
  edges.forEach((edge, index) => {
    graph.setEdge(edge.from, edge.to, { width: labelWidth(edge), height: 14, labelpos: 'c' }, String(index));
  });
  layOut(graph);
  const top = linked.size === 0 ? { width: 0, height: GAP } : graph.graph();
  const columns = Math.max(MIN_COLUMNS, Math.floor(top.width / (BOX.width + GAP)));
  const rows = alone.map((node, index) => ({
    node,
    x: GAP + BOX.width / 2 + (index % columns) * (BOX.width + GAP),
    y: top.height + BOX.height / 2 + Math.floor(index / columns) * (BOX.height + GAP),
  }));
  return {
    width: Math.max(top.width, ...rows.map(({ x }) => x + BOX.width / 2 + GAP)),
    height: Math.max(top.height, ...rows.map(({ y }) => y + BOX.height / 2 + GAP)),
    boxes: [
      ...nodes
        .filter(({ key }) => linked.has(key))
        .map((node) => ({ node, x: graph.node(node.key).x, y: graph.node(node.key).y })),
      ...rows,
    ],
    arrows: edges.map((edge, index) => {
      const { points, x, y } = graph.edge(edge.from, edge.to, String(index));
      return { edge, points, label: { x, y } };
    }),
  };
}
