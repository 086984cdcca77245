import type { SummaryPart } from '../../summary/summary-part.js';
import type { EffectiveActs } from '../effective-acts.js';
import { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import { SortedSet, Speakers, makersOf, through } from './speakers.js';
import { OfferedDocuments } from './offered-documents.js';

/** What acts do to a claim besides deciding it, in the words of the parts that say so. */
export type Role =
  | 'read-into'
  | 'only-repeated'
  | 'group'
  | 'attribution-denied'
  | 'attribution-withdrawn'
  | 'reversed'
  | 'withdrawn'
  | 'leads-nowhere'
  | 'denied-by-others'
  | 'denied-in-part'
  | 'confirmed-in-part'
  | 'took-back-in-part'
  | 'questioned'
  | 'condemned';

const LOST: Readonly<Record<string, Role>> = {
  'attribution-denied': 'attribution-denied',
  'attribution-withdrawn': 'attribution-withdrawn',
  'followed-by-opposite': 'reversed',
};

/** What a summary needs of the acts on a claim. Grows with its analysis, act by act. */
export class Material {
  /** Those who report the claim on the word of others, if that leads to an origin. */
  readonly carriers = new SortedSet();
  /** Those who put the claim forward, whether or not it still counts. */
  readonly forward = new SortedSet();
  /** Unnamed people on whom a report rests, or who speak themselves. */
  readonly unnamed = new SortedSet();
  /** Everybody who spoke, or for whom others spoke. */
  readonly heard = new Set<string>();
  readonly documents: OfferedDocuments;
  /** Those who deny, for others, what was attributed to these. */
  readonly attributionDeniers = new SortedSet();
  /** By outcome: from whom confirmation was sought. */
  readonly asked = { 'no-answer': new Set<string>(), declined: new Set<string>() };
  /** The first reading of the claim into something, by reference. */
  firstReading: ActNode | undefined;
  isTranslated = false;
  private readonly roles = new Map<Role, Speakers>();
  private actCount = 0;

  constructor(private readonly analysis: Analysis) {
    this.documents = new OfferedDocuments(analysis);
    this.extend();
  }

  /** Adds the acts that the analysis got since. */
  extend(): void {
    const { acts } = this.analysis.actGraph;
    for (; this.actCount < acts.length; this.actCount += 1) {
      const act = acts[this.actCount];
      if (act) this.add(act);
    }
  }

  /** Whether anybody acts in this role. */
  has(role: Role): boolean {
    return this.roles.get(role)?.isEmpty === false;
  }

  /** The part that says who acts in this role; none if nobody does. */
  partsOf(role: Role): readonly SummaryPart[] {
    const spokespersons = role === 'attribution-denied' ? through(this.attributionDeniers.all) : {};
    return (this.roles.get(role)?.parts(role) ?? []).map((part) => ({ ...part, ...spokespersons }));
  }

  private in(role: Role): Speakers {
    let speakers = this.roles.get(role);
    if (speakers === undefined) this.roles.set(role, (speakers = new Speakers(this.analysis)));
    return speakers;
  }

  private add(act: ActNode): void {
    for (const actor of [...act.by, ...act.onBehalfOf]) this.heard.add(actor);
    if (act.putsForward) for (const maker of act.by) this.forward.add(maker);
    const { effectiveActs } = this.analysis;
    if (act.isByGroups) {
      if (act.supports && !effectiveActs.reasons.has(act)) this.in('group').add(act);
    } else if (effectiveActs.isEffective(act)) {
      this.addEffective(act);
      if (act.supports) this.addSupport(act);
    } else if (act.supports) this.addLost(act, effectiveActs);
  }

  private addSupport(act: ActNode): void {
    const { origins, representation } = this.analysis;
    for (const { actor, citation, target } of act.cites) {
      if (target === 'voided') continue;
      if (actor !== undefined && representation.isUnnamed(actor)) this.unnamed.add(actor);
      if (citation.translated === true) this.isTranslated = true;
    }
    const makers = makersOf(act, this.analysis);
    for (const maker of makers) if (representation.isUnnamed(maker)) this.unnamed.add(maker);
    if (!origins.leadsToOrigin(act)) this.in('leads-nowhere').add(act);
    else if (act.cites.length > 0) for (const maker of makers) this.carriers.add(maker);
  }

  private addLost(act: ActNode, { reasons }: EffectiveActs): void {
    const role = LOST[reasons.get(act) ?? ''] ?? 'withdrawn';
    this.in(role).add(act);
    if (role !== 'attribution-denied') return;
    for (const denial of this.analysis.effectiveActs.denialsOf(act)) {
      for (const maker of makersOf(denial, this.analysis)) {
        if (!act.by.includes(maker)) this.attributionDeniers.add(maker);
      }
    }
  }

  private addEffective(act: ActNode): void {
    const { type, data } = act.entry;
    switch (type) {
      case 'ClaimInterpreted':
        this.in('read-into').add(act);
        if (this.firstReading === undefined || act.ref < this.firstReading.ref) this.firstReading = act;
        break;
      case 'ClaimRepeated':
        this.in('only-repeated').add(act);
        break;
      case 'ClaimQuestioned':
        this.in('questioned').add(act);
        break;
      case 'ClaimDenied':
        if (act.denies && !this.analysis.standing.has(act)) this.in('denied-by-others').add(act);
        else if (data.of === undefined && data.extent === 'part') this.in('denied-in-part').add(act);
        break;
      case 'ClaimConfirmed':
        if (data.of === undefined && data.extent === 'part') this.in('confirmed-in-part').add(act);
        break;
      case 'ReactionRecorded':
        if (data.reaction === 'condemned') this.in('condemned').add(act);
        break;
      case 'ConfirmationSought':
        if (data.outcome === 'no-answer' || data.outcome === 'declined') this.addAsked(data.outcome, data.asked);
        break;
      case 'EvidenceAttached':
        this.documents.add(act);
        break;
      default:
        if (!('takesBack' in data) || data.takesBack !== 'part') break;
        if (act.about instanceof ActNode && act.about.supports) this.in('took-back-in-part').add(act);
    }
  }

  private addAsked(outcome: 'no-answer' | 'declined', asked: readonly string[] = []): void {
    for (const actor of this.analysis.representation.actors.canonicalAll(asked)) this.asked[outcome].add(actor);
  }
}
