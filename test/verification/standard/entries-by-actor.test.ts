import { buildActGraph } from '../../../src/verification/standard/act-graph.js';
import { ActNode } from '../../../src/verification/standard/act-node.js';
import { EntriesByActor, EntryBlock } from '../../../src/verification/standard/entries-by-actor.js';
import { Representation } from '../../../src/verification/standard/representation.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

const COUNT = 1_000;

function entriesOfOneActor(build: (given: PolicyInputBuilder, n: number) => unknown) {
  const given = new PolicyInputBuilder().actor('outlet', 'vg');
  for (let n = 0; n < COUNT; n += 1) build(given, n);
  const input = given.build();
  const graph = buildActGraph(input);
  const index = new EntriesByActor(graph, new Representation(input));
  return { acts: graph.acts, index };
}

const refs = (acts: readonly ActNode[]): string[] => acts.map(({ ref }) => ref);

/** The entries that these nodes lead to. */
function refsIn(nodes: ReturnType<EntriesByActor['entriesOf']>): string[] {
  return nodes.flatMap((node) => (node instanceof EntryBlock ? refsIn(node.halves) : [node.ref]));
}

describe('EntriesByActor', () => {
  it('leads a citation of an actor by itself to all of its other entries, through few nodes', () => {
    const { acts, index } = entriesOfOneActor((given, n) => given.reported(`r${n}`, 'vg', { cites: ['@vg'] }));
    const blocks = new Set<EntryBlock>();
    const count = (node: ActNode | EntryBlock): void => {
      if (!(node instanceof EntryBlock) || blocks.has(node)) return;
      blocks.add(node);
      node.halves.forEach(count);
    };
    for (const act of acts) {
      const nodes = index.entriesOf('vg', act);
      expect(nodes.length).toBeLessThan(2 * Math.log2(COUNT));
      nodes.forEach(count);
      if (act.index % 100 === 7) expect(refsIn(nodes)).toEqual(refs(acts.filter((other) => other !== act)));
    }
    expect(blocks.size).toBeLessThan(COUNT);
  });

  it('leaves out the entries that follow by `after`', () => {
    const { acts, index } = entriesOfOneActor((given, n) =>
      given.reported(`r${n}`, 'vg', n <= 850 ? {} : { after: [`r${n - 1}`] }),
    );
    const act = acts[900] as ActNode;
    const nodes = index.entriesOf('vg', act);
    expect(nodes.length).toBeLessThan(2 * Math.log2(COUNT));
    expect(refsIn(nodes)).toEqual(refs(acts.slice(0, 900)));
  });
});
