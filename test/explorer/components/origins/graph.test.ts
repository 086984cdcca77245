import type {
  ProvenanceEdge,
  ProvenanceNode,
  ProvenanceView,
} from '../../../../src/claims/queries/provenance.views.js';
import { originGraph } from '../../../../src/explorer/components/origins/graph.js';
import { laidOut } from '../../../../src/explorer/components/origins/layout.js';

type Event = Extract<ProvenanceNode, { readonly type: 'entry' }>['event'];
const entry = (id: string, by: string, event: Event = 'ClaimReported'): ProvenanceNode => ({
  id,
  type: 'entry',
  event,
  by: [by],
  recordedAt: '2024-01-01T00:00:00.000Z',
});
const actor = (id: string): ProvenanceNode => ({ id, type: 'actor', name: id.toUpperCase() });
const cites = (source: string, type: ProvenanceNode['type'], id: string): ProvenanceEdge => ({
  source,
  target: { type, id },
  relation: 'cites',
  use: 'credits',
});
const provenance = (rest: Partial<ProvenanceView>): ProvenanceView => ({
  claim: 'c',
  nodes: [],
  edges: [],
  ends: [],
  cycles: [],
  ...rest,
});

describe('the graph of origins', () => {
  it('begins with the origins, and draws an actor who is cited by its own entry', () => {
    const graph = originGraph(
      provenance({
        nodes: [entry('c/second', 'b'), entry('c/first', 'a'), actor('a'), actor('b')],
        edges: [cites('c/second', 'actor', 'a')],
        ends: [{ nature: 'named', actors: ['a'], entries: ['c/first'] }],
      }),
      { most: 10 },
    );
    expect(graph.nodes.map(({ key, nature }) => [key, nature])).toEqual([
      ['entry:c/first', 'named'],
      ['entry:c/second', undefined],
    ]);
    expect(graph.edges).toMatchObject([{ from: 'entry:c/second', to: 'entry:c/first', use: 'credits' }]);
  });

  it('has sources without an entry, and leaves out who only denies', () => {
    const view = provenance({
      nodes: [entry('c/report', 'a'), entry('c/denial', 'n', 'ClaimDenied'), actor('a'), actor('n'), actor('source')],
      edges: [
        cites('c/report', 'actor', 'source'),
        { source: 'c/denial', target: { type: 'document', id: 'd' }, relation: 'published-in' },
      ],
      ends: [{ nature: 'unsourced', actors: ['source'], entries: [] }],
    });
    const keys = (whole: boolean) => originGraph(view, { most: 10, whole }).nodes.map(({ key }) => key);
    expect(keys(false)).toEqual(['actor:source', 'entry:c/report']);
    expect(keys(true)).toEqual(['actor:source', 'entry:c/report', 'entry:c/denial']);
  });

  it('says how much it leaves out, and keeps the origins', () => {
    const reports = Array.from({ length: 100 }, (_, n) => entry(`c/e${n}`, `a${n}`));
    const graph = originGraph(
      provenance({
        nodes: [...reports, entry('c/first', 'a')],
        edges: reports.map(({ id }) => cites(id, 'entry', 'c/first')),
        ends: [{ nature: 'named', actors: ['a'], entries: ['c/first'] }],
        omitted: 5,
      }),
      { most: 20 },
    );
    expect([graph.nodes.length, graph.edges.length, graph.omitted]).toEqual([20, 19, 86]);
    expect(graph.nodes[0]?.key).toBe('entry:c/first');
  });

  it('keeps the largest families where not all fit', () => {
    const lonely = Array.from({ length: 30 }, (_, n) => entry(`c/lonely${n}`, `l${n}`));
    const family = [entry('c/first', 'a'), ...Array.from({ length: 5 }, (_, n) => entry(`c/e${n}`, `a${n}`))];
    const graph = originGraph(
      provenance({
        nodes: [...lonely, ...family],
        edges: family.slice(1).map(({ id }) => cites(id, 'entry', 'c/first')),
        ends: [...lonely, ...family.slice(0, 1)].map(({ id }) => ({ nature: 'named', actors: ['a'], entries: [id] })),
      }),
      { most: 10 },
    );
    expect(graph.edges).toHaveLength(5);
    const { boxes, width, height } = laidOut(graph, () => 30);
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(10);
    for (const { x, y } of boxes) expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
  });

  it('is laid out with arrows from who cites to whom they cite, circles too', () => {
    const graph = originGraph(
      provenance({
        nodes: [entry('c/a', 'a'), entry('c/b', 'b'), entry('c/x', 'x'), entry('c/y', 'y')],
        edges: [cites('c/b', 'entry', 'c/a'), cites('c/x', 'entry', 'c/y'), cites('c/y', 'entry', 'c/x')],
        ends: [
          { nature: 'named', actors: ['a'], entries: ['c/a'] },
          { nature: 'circular', actors: ['x', 'y'], entries: ['c/x', 'c/y'] },
        ],
      }),
      { most: 10 },
    );
    const { boxes, arrows, width, height } = laidOut(graph, () => 30);
    const x = (key: string) => boxes.find(({ node }) => node.key === key)?.x ?? 0;
    expect(x('entry:c/b')).toBeLessThan(x('entry:c/a'));
    const cited = arrows.find(({ edge }) => edge.from === 'entry:c/b');
    expect(cited?.points[0]?.x).toBeLessThan(cited?.points.at(-1)?.x ?? 0);
    expect(arrows).toHaveLength(3);
    for (const { x: across, y } of boxes) expect(across > 0 && across < width && y > 0 && y < height).toBe(true);
  });
});
