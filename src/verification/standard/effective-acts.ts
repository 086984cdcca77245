import { ActTargets, targetsAct } from './act-targets.js';
import type { Examined } from './act-targets.js';
import { Attributions } from './attributions.js';
import type { PolicyInput } from '../policy.js';
import { ActNode, takesBackWhole } from './act-node.js';
import type { Cited } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';
import { documentTopic, type Stance, stanceOf, StanceTracker } from './stances.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/**
 * Which acts stand, and which of their makers keep to them. An act on another act may itself be taken back, denied or
 * gone back on: so each is judged after all that is aimed at it. In a ring of acts aimed at each other, which only
 * replacements can close, those not yet judged have no effect.
 */
export class EffectiveActs {
  /** Why acts that don't stand, or that hit nothing, are without effect. */
  readonly why = new Map<ActNode, NoEffectReason>();
  /** Acts taken back whole, and what took them back. */
  readonly retractions = new Map<ActNode, readonly ActNode[]>();
  private readonly makers = new Map<ActNode, readonly string[]>();
  private readonly cut = new Map<ActNode, ReadonlySet<Cited>>();
  private readonly findings = new Map<string, ReadonlySet<string>>();
  private readonly topics = new Map<ActNode | string, StanceTracker>();
  private readonly aims: ActTargets;
  private readonly attributions: Attributions;

  constructor(
    { publishers }: Pick<PolicyInput, 'publishers'>,
    record: ActGraph,
    private readonly sides: Representation,
  ) {
    this.attributions = new Attributions(publishers, sides);
    this.aims = new ActTargets(record);
    for (const ring of this.aims.inEvaluationOrder()) {
      if (ring.length > 1) for (const node of ring) if (node instanceof ActNode) this.makers.set(node, []);
      for (const node of ring) {
        if (node instanceof ActNode) this.judge(node);
        else this.settleFindings(node);
      }
    }
    for (const type of SPEAKING_TO_THE_CLAIM) {
      for (const deed of record.ofType(type)) {
        const stance = stanceOf(deed);
        if (stance !== undefined && OF_THE_CLAIM.has(stance.topic)) this.hear(deed, stance);
      }
    }
    for (const topic of OF_THE_CLAIM) this.settle(topic);
  }

  /** False if one more act may change which of the others stand: then all are to be judged anew. */
  tryExtend(deed: ActNode): boolean {
    if (targetsAct(deed)) return false;
    const stance = stanceOf(deed);
    if (stance === undefined) return true;
    if (OF_THE_CLAIM.has(stance.topic)) {
      return this.topic(stance.topic).tryExtend(deed, stance.says, this.goneBackOn(stance.topic));
    }
    const { type, data } = deed.entry;
    if (type !== 'EvidenceAttached' || this.findings.has(data.document)) return false;
    this.findings.set(data.document, new Set([stance.says]));
    return true;
  }

  /** Those of its makers who keep to an act. */
  effectiveMakersOf(deed: ActNode): readonly string[] {
    return this.makers.get(deed) ?? deed.by;
  }

  isEffective(deed: ActNode): boolean {
    return this.effectiveMakersOf(deed).length > 0;
  }

  /** Whether the one cited denies being cited so. */
  isCut(deed: ActNode, cited: Cited): boolean {
    return this.cut.get(deed)?.has(cited) === true;
  }

  isContested(document: string): boolean {
    return (this.findings.get(document)?.size ?? 0) > 1;
  }

  /** Evidence decides only when it is primary and examined as genuine, and nobody found its document forged. */
  isDecisive(deed: ActNode): boolean {
    const { type, data } = deed.entry;
    if (type !== 'EvidenceAttached' || !data.primary || data.authenticity !== 'genuine') return false;
    return this.isEffective(deed) && !this.isContested(data.document);
  }

  private topic(name: ActNode | string): StanceTracker {
    let topic = this.topics.get(name);
    if (topic === undefined) this.topics.set(name, (topic = new StanceTracker(name, this.sides)));
    return topic;
  }

  private hear(deed: ActNode, { topic, says }: Stance): void {
    if (this.isEffective(deed)) this.topic(topic).add(deed, this.effectiveMakersOf(deed), says);
  }

  private hearAll(deeds: readonly ActNode[], topic: ActNode | string): void {
    for (const deed of deeds) {
      const stance = stanceOf(deed);
      if (stance?.topic === topic) this.hear(deed, stance);
    }
  }

  private settle(name: ActNode | string): void {
    this.topics.get(name)?.settle(this.goneBackOn(name));
  }

  private goneBackOn(name: ActNode | string) {
    return (deed: ActNode, makers: readonly string[]): void => {
      this.makers.set(deed, makers);
      if (makers.length === 0) this.why.set(deed, name === 'verdict' ? 'superseded' : 'followed-by-opposite');
    };
  }

  private settleFindings({ document, findings }: Examined): void {
    const topic = documentTopic(document);
    this.hearAll(findings, topic);
    this.settle(topic);
    const standing = findings.filter((deed) => this.isEffective(deed));
    this.findings.set(document, new Set(standing.map((deed) => stanceOf(deed)?.says ?? '')));
  }

  /** Judges one act by all that is aimed at it. */
  private judge(deed: ActNode): void {
    this.makers.delete(deed);
    const aimed = this.aims.at(deed);
    this.hearAll(aimed, deed);
    this.settle(deed);
    const standing = aimed.filter((act) => this.isEffective(act));
    const isShown = standing.some((act) => this.isDecisive(act));
    const takings: ActNode[] = [];
    const lost = new Map<string, NoEffectReason>();
    const cut = new Set<Cited>();
    for (const act of standing) {
      if (act.entry.type === 'EvidenceAttached' || act.entry.type === 'ClaimConfirmed') continue;
      const makers = this.effectiveMakersOf(act);
      const theirs = this.sides.makersFrom(this.sides.voice(act, makers), deed);
      if (act.entry.type === 'VerdictWithdrawn' && deed.entry.type !== 'VerdictIssued') {
        this.why.set(act, 'not-a-verdict');
      } else if (theirs.length > 0 && takesBackWhole(act.entry)) {
        takings.push(act);
        for (const maker of theirs) lost.set(maker, 'taken-back');
        const stance = stanceOf(deed);
        if (stance !== undefined) this.topic(stance.topic).addTakingBack(act, makers, stance.says);
      } else {
        const denial = this.attributions.deniedBy(act, makers, deed, theirs);
        if (denial === undefined) this.why.set(act, 'not-its-side');
        else if (isShown) this.why.set(act, 'outweighed-by-evidence');
        else {
          for (const maker of denial.speakers) if (!lost.has(maker)) lost.set(maker, denial.why);
          for (const cited of denial.citations) cut.add(cited);
        }
      }
    }
    if (cut.size > 0) this.cut.set(deed, cut);
    this.lose(deed, lost, takings);
  }

  private lose(deed: ActNode, lost: ReadonlyMap<string, NoEffectReason>, takings: readonly ActNode[]): void {
    if (lost.size === 0) return;
    const kept = deed.by.filter((maker) => !lost.has(maker));
    this.makers.set(deed, kept);
    if (this.isEffective(deed)) return;
    if (takings.length > 0) this.retractions.set(deed, takings);
    this.why.set(deed, takings.length > 0 ? 'taken-back' : ([...lost.values()][0] ?? 'attribution-denied'));
  }
}

const OF_THE_CLAIM: ReadonlySet<ActNode | string> = new Set(['claim', 'outcome', 'verdict']);
const SPEAKING_TO_THE_CLAIM: readonly ActType[] = [
  'ClaimAsserted',
  'ClaimReported',
  'ClaimConfirmed',
  'ClaimDenied',
  'ForecastResolved',
  'VerdictIssued',
];
