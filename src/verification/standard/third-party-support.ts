import { CitationChains } from './citation-chains.js';
import { ExternalSource } from './citation-graph.js';
import type { Citations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/**
 * Whether others than the one who confirms put the claim forward too, be it that they took it back since, or read it
 * into a statement. What ends on the confirming side is its own word come round.
 */
export class ThirdPartySupport {
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly record: ActGraph,
    private readonly citations: Citations,
    private readonly sides: Representation,
  ) {}

  exist(confirmation: ActNode): boolean {
    const side = new Set(confirmation.by.flatMap((maker) => this.sides.side(confirmation, maker)));
    const key = [...side].sort().join(' ');
    let exist = this.known.get(key);
    if (exist === undefined) this.known.set(key, (exist = this.lookBeyond(side)));
    return exist;
  }

  private lookBeyond(side: ReadonlySet<string>): boolean {
    const isBeyond = (place: ActNode | ExternalSource): boolean =>
      !this.namesAt(place).some((actor) => side.has(actor));
    const chains = new CitationChains(this.citations);
    return this.record.deeds.some((deed) => {
      if (!deed.putsForward || !isBeyond(deed)) return false;
      const { ends, rings } = chains.follow([deed]);
      return ends.some(isBeyond) || rings.flat().some(isBeyond);
    });
  }

  private namesAt(place: ActNode | ExternalSource): readonly string[] {
    if (place instanceof ExternalSource)
      return place.actor === undefined ? [] : [this.sides.resolveUnnamed(place.actor)];
    return [...this.sides.voice(place), ...place.by.map((maker) => this.sides.resolveUnnamed(maker))];
  }
}
