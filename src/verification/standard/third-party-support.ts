import { CitationChains } from './citation-chains.js';
import { ExternalSource } from './citation-graph.js';
import type { Citations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/**
 * Whether a third party also put the claim forward, even if it has since retracted it or only interpreted a statement.
 * Citation chains that lead back to the confirming side don't count.
 */
export class ThirdPartySupport {
  private readonly bySide = new Map<string, boolean>();

  constructor(
    private readonly actGraph: ActGraph,
    private readonly citations: Citations,
    private readonly representation: Representation,
  ) {}

  existsFor(confirmation: ActNode): boolean {
    const side = new Set(confirmation.by.flatMap((maker) => this.representation.side(confirmation, maker)));
    const key = [...side].sort().join(' ');
    let existsFor = this.bySide.get(key);
    if (existsFor === undefined) this.bySide.set(key, (existsFor = this.search(side)));
    return existsFor;
  }

  private search(side: ReadonlySet<string>): boolean {
    const isThirdParty = (node: ActNode | ExternalSource): boolean =>
      !this.actorsAt(node).some((actor) => side.has(actor));
    const chains = new CitationChains(this.citations);
    return this.actGraph.acts.some((act) => {
      if (!act.putsForward || !isThirdParty(act)) return false;
      const { ends, cycles } = chains.follow([act]);
      return ends.some(isThirdParty) || cycles.flat().some(isThirdParty);
    });
  }

  private actorsAt(node: ActNode | ExternalSource): readonly string[] {
    if (node instanceof ExternalSource)
      return node.actor === undefined ? [] : [this.representation.resolveUnnamed(node.actor)];
    return [
      ...this.representation.representedActors(node),
      ...node.by.map((maker) => this.representation.resolveUnnamed(maker)),
    ];
  }
}
