import { ActTargets, targetsAct } from './act-targets.js';
import type { ExaminedDocument } from './act-targets.js';
import { Attributions } from './attributions.js';
import { ActNode, takesBackWhole } from './act-node.js';
import type { Cited } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import type { ActGraph } from './act-graph.js';
import type { Principals } from './principals.js';
import type { Representation } from './representation.js';
import { documentTopic, type Stance, stanceOf, StanceTracker } from './stances.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/**
 * Which acts are effective, and for which of their makers. An act on another act may itself be retracted, denied or
 * contradicted by its own side, so each act is evaluated after all acts that target it. In a cycle of acts that target
 * each other, which only replacements can close, those not yet evaluated have no effect.
 */
export class EffectiveActs {
  /** Why acts are not effective, or have no effect on their target. */
  readonly reasons = new Map<ActNode, NoEffectReason>();
  /** Acts that were retracted entirely, and the acts that retracted them. */
  readonly retractions = new Map<ActNode, readonly ActNode[]>();
  /** The remaining makers of acts that lost some. */
  private readonly makers = new Map<ActNode, readonly string[]>();
  private readonly deniedCitations = new Map<ActNode, ReadonlySet<Cited>>();
  /** By document: what effective acts found of its authenticity. */
  private readonly findings = new Map<string, ReadonlySet<string>>();
  private readonly trackers = new Map<ActNode | string, StanceTracker>();
  private readonly targets: ActTargets;
  private readonly attributions: Attributions;

  constructor(
    actGraph: ActGraph,
    private readonly representation: Representation,
    private readonly principals: Principals,
  ) {
    this.attributions = new Attributions(representation);
    this.targets = new ActTargets(actGraph);
    for (const component of this.targets.inEvaluationOrder()) {
      if (component.length > 1) for (const node of component) if (node instanceof ActNode) this.makers.set(node, []);
      for (const node of component) {
        if (node instanceof ActNode) this.evaluateTarget(node);
        else this.evaluateDocument(node);
      }
    }
    for (const type of CLAIM_STANCE_TYPES) {
      for (const act of actGraph.actsOfType(type)) {
        const stance = stanceOf(act);
        if (stance !== undefined && CLAIM_TOPICS.has(stance.topic)) this.addStance(act, stance);
      }
    }
    for (const topic of CLAIM_TOPICS) this.reportContradictions(topic);
  }

  /** Adds an act. Returns false if it may change which other acts are effective; then evaluate all again. */
  tryExtend(act: ActNode): boolean {
    if (targetsAct(act)) return false;
    const stance = stanceOf(act);
    if (stance === undefined) return true;
    if (CLAIM_TOPICS.has(stance.topic)) {
      return this.tracker(stance.topic).tryExtend(act, stance.value, this.onContradicted(stance.topic));
    }
    const { type, data } = act.entry;
    if (type !== 'EvidenceAttached' || this.findings.has(data.document)) return false;
    this.findings.set(data.document, new Set(this.isByOutsider(act) ? [stance.value] : []));
    return true;
  }

  /** Those of an act's makers for whom it is still effective. */
  effectiveMakersOf(act: ActNode): readonly string[] {
    return this.makers.get(act) ?? act.by;
  }

  isEffective(act: ActNode): boolean {
    return this.effectiveMakersOf(act).length > 0;
  }

  /** Whether citation chains may pass through it: an entry of a group counts only as something that others cite. */
  isCitable(act: ActNode): boolean {
    return act.isByGroups ? !this.reasons.has(act) : this.isEffective(act);
  }

  /** The effective denials of an act's attribution. */
  denialsOf(act: ActNode): readonly ActNode[] {
    const isDenial = (by: ActNode) => by.entry.type === 'ClaimDenied' && this.isEffective(by) && !this.reasons.has(by);
    return this.targets.targeting(act).filter(isDenial);
  }

  /** Whether the cited actor effectively denies this citation. */
  isCitationDenied(act: ActNode, cited: Cited): boolean {
    return this.deniedCitations.get(act)?.has(cited) === true;
  }

  /** Whether effective acts found the document both genuine and forged. */
  isContested(document: string): boolean {
    return (this.findings.get(document)?.size ?? 0) > 1;
  }

  /** Whether an effective maker isn't a party. Parties attest nothing in their own cause. */
  isByOutsider(act: ActNode): boolean {
    return this.principals.someIsOutsider(this.effectiveMakersOf(act), act);
  }

  /**
   * Evidence is decisive only if it is primary, somebody who isn't a party found it genuine, and nobody else found its
   * document forged.
   */
  isDecisive(act: ActNode): boolean {
    const { type, data } = act.entry;
    if (type !== 'EvidenceAttached' || !data.primary || data.authenticity !== 'genuine') return false;
    return this.isByOutsider(act) && !this.isContested(data.document);
  }

  private tracker(topic: ActNode | string): StanceTracker {
    let tracker = this.trackers.get(topic);
    if (tracker === undefined) this.trackers.set(topic, (tracker = new StanceTracker(topic, this.representation)));
    return tracker;
  }

  private addStance(act: ActNode, { topic, value }: Stance): void {
    if (this.isEffective(act)) this.tracker(topic).add(act, this.effectiveMakersOf(act), value);
  }

  private addStances(acts: readonly ActNode[], topic: ActNode | string): void {
    for (const act of acts) {
      const stance = stanceOf(act);
      if (stance?.topic === topic) this.addStance(act, stance);
    }
  }

  private reportContradictions(topic: ActNode | string): void {
    this.trackers.get(topic)?.reportContradictions(this.onContradicted(topic));
  }

  private onContradicted(topic: ActNode | string) {
    return (act: ActNode, makers: readonly string[]): void => {
      this.makers.set(act, makers);
      if (makers.length === 0) this.reasons.set(act, topic === 'verdict' ? 'superseded' : 'followed-by-opposite');
    };
  }

  private evaluateDocument({ document, findings }: ExaminedDocument): void {
    const topic = documentTopic(document);
    this.addStances(findings, topic);
    this.reportContradictions(topic);
    const effective = findings.filter((act) => this.isByOutsider(act));
    this.findings.set(document, new Set(effective.map((act) => stanceOf(act)?.value ?? '')));
  }

  /** Evaluates one act by all acts that target it. */
  private evaluateTarget(target: ActNode): void {
    this.makers.delete(target);
    const targetingActs = this.targets.targeting(target);
    this.addStances(targetingActs, target);
    this.reportContradictions(target);
    const effective = targetingActs.filter((act) => this.isEffective(act));
    const isProven = effective.some((act) => this.isDecisive(act));
    const retracting: ActNode[] = [];
    const lostMakers = new Map<string, NoEffectReason>();
    const deniedCitations = new Set<Cited>();
    for (const act of effective) {
      if (act.entry.type === 'EvidenceAttached' || act.entry.type === 'ClaimConfirmed') continue;
      const makers = this.effectiveMakersOf(act);
      const actors = new Set(this.representation.representedActors(act, makers));
      const ownMakers = this.representation.makersRepresenting(actors, target);
      if (act.entry.type === 'VerdictWithdrawn' && target.entry.type !== 'VerdictIssued') {
        this.reasons.set(act, 'not-a-verdict');
      } else if (ownMakers.length > 0 && takesBackWhole(act.entry)) {
        retracting.push(act);
        for (const maker of ownMakers) lostMakers.set(maker, 'taken-back');
        const stance = stanceOf(target);
        if (stance !== undefined) this.tracker(stance.topic).addRetraction(act, makers, stance.value);
      } else {
        const denial = this.attributions.deniedBy(act, actors, target, ownMakers);
        if (denial === undefined) this.reasons.set(act, 'not-its-side');
        else if (isProven) this.reasons.set(act, 'outweighed-by-evidence');
        else {
          for (const maker of denial.speakers) if (!lostMakers.has(maker)) lostMakers.set(maker, denial.reason);
          for (const cited of denial.citations) deniedCitations.add(cited);
          if (target.isByGroups && denial.reason === 'attribution-withdrawn') this.reasons.set(target, denial.reason);
        }
      }
    }
    if (deniedCitations.size > 0) this.deniedCitations.set(target, deniedCitations);
    this.removeMakers(target, lostMakers, retracting);
  }

  private removeMakers(
    act: ActNode,
    lostMakers: ReadonlyMap<string, NoEffectReason>,
    retracting: readonly ActNode[],
  ): void {
    if (lostMakers.size === 0) return;
    const remaining = act.by.filter((maker) => !lostMakers.has(maker));
    this.makers.set(act, remaining);
    if (this.isEffective(act)) return;
    if (retracting.length > 0) this.retractions.set(act, retracting);
    this.reasons.set(act, retracting.length > 0 ? 'taken-back' : ([...lostMakers.values()][0] ?? 'attribution-denied'));
  }
}

const CLAIM_TOPICS: ReadonlySet<ActNode | string> = new Set(['claim', 'outcome', 'verdict']);
const CLAIM_STANCE_TYPES: readonly ActType[] = [
  'ClaimAsserted',
  'ClaimReported',
  'ClaimConfirmed',
  'ClaimDenied',
  'ForecastResolved',
  'VerdictIssued',
];
