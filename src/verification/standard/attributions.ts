import type { PolicyInput } from '../policy.js';
import { ActNode } from './act-node.js';
import type { Cited } from './act-node.js';
import type { Representation } from './representation.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/** What a denied or withdrawn attribution takes from an entry: words of its speakers, or citations. */
export interface DeniedAttribution {
  readonly speakers: readonly string[];
  readonly citations: readonly Cited[];
  readonly why: NoEffectReason;
}

/** Who may say that an entry misquotes: the one quoted, the one cited, the publisher of the document it is read in. */
export class Attributions {
  constructor(
    private readonly publishers: PolicyInput['publishers'],
    private readonly sides: Representation,
  ) {}

  /** What an act takes from the entry that it denies or takes back; undefined if its makers have no say in that. */
  deniedBy(
    act: ActNode,
    makers: readonly string[],
    deed: ActNode,
    quoted: readonly string[],
  ): DeniedAttribution | undefined {
    const voice = this.sides.voice(act, makers);
    if (act.entry.type !== 'ClaimDenied') {
      const isPublisher = this.isPublisher(voice, deed.entry.data.document);
      return isPublisher ? { speakers: deed.by, citations: [], why: 'attribution-withdrawn' } : undefined;
    }
    const citations = deed.cites.filter((cited) => this.isCited(voice, cited));
    if (quoted.length === 0 && citations.length === 0) return undefined;
    return { speakers: quoted, citations, why: 'attribution-denied' };
  }

  private isCited(voice: readonly string[], { citation, target }: Cited): boolean {
    if (target instanceof ActNode) return this.sides.makersFrom(voice, target).length > 0;
    if ('actor' in citation) return voice.includes(citation.actor);
    return 'document' in citation && this.isPublisher(voice, citation.document);
  }

  private isPublisher(voice: readonly string[], document: string | undefined): boolean {
    const publisher = document === undefined ? undefined : this.publishers.get(document);
    return publisher !== undefined && voice.includes(publisher);
  }
}
