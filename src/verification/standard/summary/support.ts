import type { Basis } from '../../../domain/vocabulary.js';
import { lowerBound } from '../../../lib/collections.js';
import type { Origin, OriginNature } from '../../policy.js';
import type { SummaryCode, SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import type { Material, Role } from './material.js';
import { listed, makersOf, speakersIn, subjectOf, through } from './speakers.js';

/** The maximum number of acts at the ends of citation chains that are described; further origins are only counted. */
const MAX_ACTS = 50;

/** Who says so, and on what basis; the strongest origins first, the others counted. */
export class Support {
  private readonly origins: readonly Origin[];
  private readonly counts: Readonly<Record<OriginNature, number>>;
  private found: readonly SummaryPart[] | undefined;

  constructor(
    private readonly analysis: Analysis,
    private readonly material: Material,
  ) {
    const { origins, counts } = analysis.origins.list();
    this.origins = origins;
    this.counts = counts;
  }

  get parts(): readonly SummaryPart[] {
    return (this.found ??= this.findParts());
  }

  private findParts(): readonly SummaryPart[] {
    const nature = NATURES.find(([of]) => this.counts[of] > 0)?.[0];
    if (nature !== undefined) return [this.main(nature), ...this.rest(nature)];
    return [this.analysis.actGraph.acts.length === 0 ? this.withoutActs() : this.withoutOrigin()];
  }

  /** Why there is no act that counts. */
  private withoutActs(): SummaryPart {
    const { isUnrestricted, possibly, voided } = this.analysis.actGraph;
    if (!isUnrestricted) return { code: 'nothing-by-then', count: possibly.length };
    return { code: voided.length > 0 ? 'nothing-counts' : 'nothing-recorded' };
  }

  /** Two independent origins, each with its basis, and how many more there are. */
  independent(acts: readonly ActNode[]): readonly SummaryPart[] {
    const more = this.counts.named - acts.length;
    return [
      { code: 'independent-origins', count: acts.length },
      ...acts.map((act) => ({ ...speakersIn([act], this.analysis).part('origin'), ...basisOf([act]) })),
      ...(more > 0 ? [{ code: 'more-named' as const, count: more }] : this.rest('named')),
    ];
  }

  /** Those whose basis is strong enough against opposition. */
  eyewitnesses(acts: readonly ActNode[]): SummaryPart {
    return { ...speakersIn(acts, this.analysis).part('says'), ...basisOf(acts) };
  }

  private main(nature: OriginNature): SummaryPart {
    const origins = this.origins.filter((origin) => origin.nature === nature);
    const actors = origins.flatMap((origin) => origin.actors);
    if (nature === 'circular') return { code: 'circular', ...listed(actors) };
    const acts = this.actsAt(origins);
    if (nature === 'unnamed') return this.unnamed(origins, acts);
    if (acts.length === 0) return this.onlyCited(actors);
    if (acts.every(({ isByGroups }) => isByGroups)) return { code: 'group', ...listed(actors), ...this.carriers(acts) };
    if (origins.length === 1) return this.single(acts);
    if (nature !== 'named') return this.several('several-say', origins, acts);
    return this.several(this.analysis.origins.areIndependent ? 'named-origins' : 'not-independent', origins, acts);
  }

  private several(code: SummaryCode, origins: readonly Origin[], acts: readonly ActNode[]): SummaryPart {
    const part = { ...speakersIn(acts, this.analysis).part(code), ...(code === 'unnamed-basis' && basisOf(acts)) };
    if (origins.length <= MAX_ACTS) return part;
    return { ...part, others: origins.length - (part.actors?.length ?? 0) };
  }

  private single(acts: readonly ActNode[]): SummaryPart {
    const isOnly = this.origins.length === 1;
    const { code: _code, ...voice } = speakersIn(acts, this.analysis).part('says');
    const { basis } = basisOf(acts);
    // Those whom it is about need no source.
    const known = { ...voice, ...(basis !== undefined && !(voice.subject && basis === 'none-given') && { basis }) };
    const carriers = this.carriers(acts);
    if (!isOnly || carriers.through === undefined || voice.through !== undefined) {
      return { code: isOnly ? 'only-says' : 'says', ...known };
    }
    return { code: 'one-origin', ...known, ...carriers, ...this.translation };
  }

  /** Unnamed people by their own descriptions, with the outlets that vouch for them. */
  private unnamed(origins: readonly Origin[], acts: readonly ActNode[]): SummaryPart {
    const outlets = new Set(origins.flatMap(({ actors }) => actors));
    const { representation } = this.analysis;
    const unnamed = this.material.unnamed.all.filter((actor) => outlets.has(representation.resolveUnnamed(actor)));
    if (unnamed.length > 0) return { code: 'unnamed-sources', ...listed(unnamed), ...through(outlets) };
    if (acts.length === 0) return { code: 'unnamed-sources', ...through(outlets) };
    return origins.length === 1 ? this.single(acts) : this.several('unnamed-basis', origins, acts);
  }

  private onlyCited(actors: readonly string[]): SummaryPart {
    const carriers = this.carriers([]);
    if (actors.length === 0) return { code: 'unknown-publisher', ...carriers };
    const isSubject = actors.every((actor) => this.analysis.principals.has(actor));
    const subject = isSubject ? { subject: subjectOf(this.analysis) } : {};
    return { code: 'only-cited', ...listed(actors), ...subject, ...carriers, ...this.translation };
  }

  /** How many further origins there are, weaker than this one. */
  private rest(nature: OriginNature): readonly SummaryPart[] {
    const weaker = NATURES.slice(NATURES.findIndex(([of]) => of === nature) + 1);
    return weaker.filter(([of]) => this.counts[of] > 0).map(([of, code]) => ({ code, count: this.counts[of] }));
  }

  /** Those who pass the claim on from these acts. */
  private carriers(ends: readonly ActNode[]): Pick<SummaryPart, 'through' | 'throughOthers'> {
    const own = new Set(ends.flatMap((act) => makersOf(act, this.analysis)));
    return through(this.material.carriers.all.filter((actor) => !own.has(actor)));
  }

  private get translation(): Pick<SummaryPart, 'translated'> {
    return this.material.isTranslated ? { translated: true } : {};
  }

  /** The acts at these ends, the first of them if there are many. */
  private actsAt(origins: readonly Origin[]): readonly ActNode[] {
    const acts: ActNode[] = [];
    for (const { entries } of origins) {
      for (const ref of entries) {
        if (acts.length === MAX_ACTS) return acts;
        const act = this.act(ref);
        if (act) acts.push(act);
      }
    }
    return acts;
  }

  private act(ref: string): ActNode | undefined {
    const { byReference } = this.analysis.actGraph;
    const act = byReference[lowerBound(byReference, (other) => other.ref < ref)];
    return act?.ref === ref ? act : undefined;
  }

  /** What there is though nothing supports the claim. */
  private withoutOrigin(): SummaryPart {
    const { material } = this;
    const isReported =
      material.has('leads-nowhere') && !material.has('attribution-denied') && !material.has('attribution-withdrawn');
    const role = isReported ? 'leads-nowhere' : WITHOUT_ORIGIN.find((one) => material.has(one));
    if (role === undefined) return { code: 'nobody-says' };
    const [part] = material.partsOf(role);
    if (part === undefined) return { code: 'nobody-says' };
    return role === 'read-into' ? { ...part, ...this.reading() } : part;
  }

  /** What the claim is read into: a document, or the words of these actors. */
  private reading(): Pick<SummaryPart, 'document' | 'of'> {
    const { firstReading } = this.material;
    if (firstReading?.entry.type !== 'ClaimInterpreted') return {};
    const { interprets } = firstReading.entry.data;
    if ('document' in interprets) return { document: interprets.document };
    const of = this.speakersAt(firstReading, interprets.entry);
    return of.length > 0 ? { of: listed(of).actors ?? [] } : {};
  }

  private speakersAt({ about }: ActNode, ref: string): readonly string[] {
    if (about === 'other-claim') return this.analysis.representation.makersElsewhere(ref);
    return about === undefined || typeof about === 'string' ? [] : makersOf(about, this.analysis);
  }
}

/** The natures of origins, the strongest first, with the codes that count them. */
const NATURES: readonly (readonly [OriginNature, SummaryCode])[] = [
  ['named', 'more-named'],
  ['unnamed', 'more-unnamed'],
  ['unsourced', 'more-unsourced'],
  ['unrecorded', 'more-unrecorded'],
  ['circular', 'more-circular'],
];

const WITHOUT_ORIGIN: readonly Role[] = [
  'read-into',
  'only-repeated',
  'group',
  'attribution-denied',
  'attribution-withdrawn',
  'reversed',
  'withdrawn',
];

/** The basis of these acts, if it is the same for all. */
function basisOf(acts: readonly ActNode[]): { readonly basis?: Basis } {
  const bases = new Set(acts.map(({ entry }) => ('basis' in entry.data ? entry.data.basis : undefined)));
  const [basis] = bases;
  return bases.size === 1 && basis !== undefined ? { basis } : {};
}
