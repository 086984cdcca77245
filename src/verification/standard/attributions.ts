import { ActNode } from './act-node.js';
import type { Cited } from './act-node.js';
import type { Representation } from './representation.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/** What an entry loses by a denied or withdrawn attribution: makers, or citations. */
export interface DeniedAttribution {
  readonly speakers: readonly string[];
  readonly citations: readonly Cited[];
  readonly reason: NoEffectReason;
}

/**
 * Who may object to what an entry attributes: the quoted maker and the cited source by denying it, and the publisher of
 * its document by withdrawing it.
 */
export class Attributions {
  constructor(private readonly representation: Representation) {}

  /**
   * What an entry loses by an act that denies or retracts it; undefined if the makers of that act have no right to object.
   *
   * @param objectors those for whom the objection speaks, as far as it is effective
   * @param quoted the target's makers whom the objection represents
   */
  deniedBy(
    objection: ActNode,
    objectors: ReadonlySet<string>,
    target: ActNode,
    quoted: readonly string[],
  ): DeniedAttribution | undefined {
    if (objection.entry.type !== 'ClaimDenied') {
      const isPublisher = this.isPublisher(objectors, target.entry.data.document);
      return isPublisher ? { speakers: target.by, citations: [], reason: 'attribution-withdrawn' } : undefined;
    }
    const citations = target.cites.filter((cited) => this.isCited(objectors, cited));
    if (quoted.length === 0 && citations.length === 0) return undefined;
    return { speakers: quoted, citations, reason: 'attribution-denied' };
  }

  private isCited(actors: ReadonlySet<string>, { citation, target, actor }: Cited): boolean {
    if (target instanceof ActNode) return this.representation.makersRepresenting(actors, target).length > 0;
    if (actor !== undefined) return actors.has(actor);
    if (target === 'other-claim' && 'entry' in citation) {
      return this.representation.makersElsewhere(citation.entry).some((maker) => actors.has(maker));
    }
    return 'document' in citation && this.isPublisher(actors, citation.document);
  }

  private isPublisher(actors: ReadonlySet<string>, document: string | undefined): boolean {
    const publisher = document === undefined ? undefined : this.representation.publisherOf(document);
    return publisher !== undefined && actors.has(publisher);
  }
}
