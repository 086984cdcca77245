import type { TimeRange } from '../../domain/fuzzy-time.js';
import { CitationChains } from './citation-chains.js';
import { ExternalSource } from './citation-graph.js';
import type { Citations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/**
 * The wider side of an act: its makers, those on whose behalf it was made, and all actors that then spoke for one of
 * these, or for whom one of these spoke, in any capacity. Everybody else is a third party.
 */
export class WideSide {
  private readonly core: ReadonlySet<string>;
  private readonly principals: ReadonlySet<string>;

  constructor(
    readonly act: ActNode,
    private readonly representation: Representation,
    makers: readonly string[] = act.by,
  ) {
    this.core = new Set(makers.flatMap((maker) => representation.side(act, maker)));
    this.principals = new Set([...this.core].flatMap((actor) => representation.principals(actor, act.when)));
  }

  /** Equal for sides with the same members at all times. */
  get key(): string {
    return `${[...this.core].sort().join(' ')} / ${[...this.principals].sort().join(' ')}`;
  }

  /** @param when the time of the other act */
  includes(actor: string, when: TimeRange): boolean {
    if (this.core.has(actor) || this.principals.has(actor)) return true;
    return this.representation.principals(actor, when).some((principal) => this.core.has(principal));
  }

  /** Whether none of those who made another act, or for whom it was made, is on this side. */
  isThirdParty(other: ActNode, makers: readonly string[] = other.isByGroups ? other.groups : other.by): boolean {
    const named = makers.map((maker) => this.representation.resolveUnnamed(maker));
    return ![...this.representation.representedActors(other, makers), ...named].some((actor) =>
      this.includes(actor, other.when),
    );
  }
}

/**
 * Whether a third party also put the claim forward, even if it has since retracted it or only interpreted a statement.
 * Citation chains that lead back to the confirming side don't count.
 */
export class ThirdPartySupport {
  private readonly bySide = new Map<string, Reached>();

  constructor(
    private readonly actGraph: ActGraph,
    private readonly citations: Citations,
    private readonly representation: Representation,
  ) {}

  existsFor(confirmation: ActNode): boolean {
    const side = new WideSide(confirmation, this.representation);
    let reached = this.bySide.get(side.key);
    if (reached === undefined) this.bySide.set(side.key, (reached = this.search(side)));
    // Only for sources outside does the time of the confirmation matter.
    return reached.thirdParty || reached.external.some((source) => this.isThirdParty(source, side));
  }

  private isThirdParty({ actors }: ExternalSource, side: WideSide): boolean {
    return !actors.some((actor) => side.includes(this.representation.resolveUnnamed(actor), side.act.when));
  }

  private search(side: WideSide): Reached {
    const chains = new CitationChains(this.citations);
    const external: ExternalSource[] = [];
    for (const act of this.actGraph.acts) {
      if (!act.putsForward || !side.isThirdParty(act)) continue;
      const { ends, cycles } = chains.follow([act]);
      for (const end of [...ends, ...cycles.flat()]) {
        if (end instanceof ExternalSource) external.push(end);
        else if (side.isThirdParty(end)) return { thirdParty: true, external };
      }
    }
    return { thirdParty: false, external };
  }
}

/** Where the chains of third parties lead: whether to an act of one, and the sources without an entry here. */
interface Reached {
  readonly thirdParty: boolean;
  readonly external: readonly ExternalSource[];
}
