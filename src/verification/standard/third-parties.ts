import type { PolicyParameters } from '../policy-parameters.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';
import { CitationChains } from './citation-chains.js';
import { ExternalSource } from './citation-graph.js';
import type { Citations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import type { ActGraph } from './act-graph.js';
import type { Principals } from './principals.js';
import { isUnnamedEnd } from './origins.js';
import type { Representation } from './representation.js';
import { WideSide, WideSides } from './wide-side.js';

/** A chain from an act of a third party to an end that isn't on the side either. */
interface Chain {
  readonly from: ActNode;
  readonly to: ActNode | ExternalSource;
}

/**
 * Whether a third party also put the claim forward, even if it has since retracted it or only interpreted a statement.
 * Citation chains that lead back to the confirming side don't count.
 */
export class ThirdPartySupport {
  private readonly chains = new Map<string, readonly Chain[]>();
  private readonly sides: ReadonlyMap<ActNode, WideSide>;
  private readonly wideSides: WideSides;
  /** Only who speaks for another for so long does so at the time of each confirmation. */
  private readonly allTimes: TimeRange;

  constructor(
    private readonly actGraph: ActGraph,
    private readonly citations: Citations,
    private readonly representation: Representation,
    principals: Principals,
    confirmations: readonly ActNode[],
    private readonly parameters: Pick<PolicyParameters, 'unnamedSupport'>,
  ) {
    this.sides = new Map(confirmations.map((act) => [act, WideSide.of(act, representation)]));
    this.wideSides = new WideSides(this.sides.values(), principals);
    let [earliest, latest] = [-Infinity, Infinity];
    for (const { when } of confirmations) {
      earliest = Math.max(earliest, when.earliest);
      latest = Math.min(latest, when.latest);
    }
    this.allTimes = { earliest, latest };
  }

  existsFor(confirmation: ActNode): boolean {
    const side = this.sides.get(confirmation);
    if (side === undefined) return false;
    for (const part of [...this.wideSides.partsOf(side), side]) {
      const chains = this.chainsOf(part);
      if (chains.length === 0) return false;
      if (chains.some((chain) => this.isThirdParty(chain, side, confirmation.when))) return true;
    }
    return false;
  }

  private isThirdParty({ from, to }: Chain, side: WideSide, when: TimeRange): boolean {
    if (!side.isThirdParty(from)) return false;
    return to instanceof ExternalSource ? this.isExternal(to, side, when) : side.isThirdParty(to);
  }

  private isExternal({ actors }: ExternalSource, side: WideSide, when: TimeRange): boolean {
    return !actors.some((actor) => side.includes(this.representation.resolveUnnamed(actor), when));
  }

  private isSupportive(end: ActNode | ExternalSource): boolean {
    if (this.parameters.unnamedSupport) return true;
    return !isUnnamedEnd(end, end instanceof ExternalSource ? end.actors : end.by, this.representation);
  }

  private chainsOf(side: WideSide): readonly Chain[] {
    let chains = this.chains.get(side.key);
    if (chains === undefined) this.chains.set(side.key, (chains = this.search(side)));
    return chains;
  }

  /** One chain to an act; or all that lead to sources without an entry here, for which the time matters. */
  private search(side: WideSide): readonly Chain[] {
    const chains = new CitationChains(this.citations);
    const external: Chain[] = [];
    for (const from of this.actGraph.acts) {
      if (!from.putsForward || !side.isThirdParty(from)) continue;
      const { ends, cycles } = chains.follow([from]);
      for (const to of [...ends.filter((end) => this.isSupportive(end)), ...cycles.flat()]) {
        if (!(to instanceof ExternalSource)) {
          if (side.isThirdParty(to)) return [{ from, to }];
        } else if (this.isExternal(to, side, this.allTimes)) external.push({ from, to });
      }
    }
    return external;
  }
}
