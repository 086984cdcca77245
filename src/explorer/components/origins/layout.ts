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
  /** From what is relied on to what relies on it. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number };
}

export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

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

/** Puts origins at the start, and what relies on them in columns after them. */
export function laidOut({ nodes, edges }: OriginGraph, labelWidth: (edge: OriginEdge) => number): Drawn {
  const graph = newGraph();
  graph.setGraph({
    rankdir: 'LR',
    ranker: 'tight-tree',
    acyclicer: 'greedy',
    nodesep: 14,
    edgesep: 10,
    ranksep: 24,
    marginx: 4,
    marginy: 4,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { key } of nodes) graph.setNode(key, { ...BOX });
  edges.forEach((edge, index) => {
    graph.setEdge(edge.to, edge.from, { width: labelWidth(edge), height: 14, labelpos: 'c' }, String(index));
  });
  layOut(graph);
  const { width, height } = graph.graph();
  return {
    width,
    height,
    boxes: nodes.map((node) => ({ node, x: graph.node(node.key).x, y: graph.node(node.key).y })),
    arrows: edges.map((edge, index) => {
      const { points, x, y } = graph.edge(edge.to, edge.from, String(index));
      return { edge, points, label: { x, y } };
    }),
  };
}
