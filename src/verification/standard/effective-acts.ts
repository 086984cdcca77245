import { Aims, isAimed } from './act-targets.js';
import type { Examined } from './act-targets.js';
import { Attributions } from './attributions.js';
import type { Case } from '../policy-input.js';
import { Deed, takesBackWhole } from './act-node.js';
import type { Cited } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import type { CaseRecord } from './act-graph.js';
import type { Sides } from './representation.js';
import { documentTopic, type Stance, stanceOf, Topic } from './stances.js';
import type { WithoutEffect } from './no-effect-reasons.js';

/**
 * Which acts stand, and which of their makers keep to them. An act on another act may itself be taken back, denied or
 * gone back on: so each is judged after all that is aimed at it. In a ring of acts aimed at each other, which only
 * replacements can close, those not yet judged have no effect.
 */
export class Upheld {
  /** Why acts that don't stand, or that hit nothing, are without effect. */
  readonly why = new Map<Deed, WithoutEffect>();
  /** Acts taken back whole, and what took them back. */
  readonly takenBack = new Map<Deed, readonly Deed[]>();
  private readonly makers = new Map<Deed, readonly string[]>();
  private readonly cut = new Map<Deed, ReadonlySet<Cited>>();
  private readonly findings = new Map<string, ReadonlySet<string>>();
  private readonly topics = new Map<Deed | string, Topic>();
  private readonly aims: Aims;
  private readonly attributions: Attributions;

  constructor(
    { publishers }: Pick<Case, 'publishers'>,
    record: CaseRecord,
    private readonly sides: Sides,
  ) {
    this.attributions = new Attributions(publishers, sides);
    this.aims = new Aims(record);
    for (const ring of this.aims.inTurn()) {
      if (ring.length > 1) for (const node of ring) if (node instanceof Deed) this.makers.set(node, []);
      for (const node of ring) {
        if (node instanceof Deed) this.judge(node);
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
  takeUp(deed: Deed): boolean {
    if (isAimed(deed)) return false;
    const stance = stanceOf(deed);
    if (stance === undefined) return true;
    if (OF_THE_CLAIM.has(stance.topic)) {
      return this.topic(stance.topic).takeUp(deed, stance.says, this.goneBackOn(stance.topic));
    }
    const { type, data } = deed.entry;
    if (type !== 'EvidenceAttached' || this.findings.has(data.document)) return false;
    this.findings.set(data.document, new Set([stance.says]));
    return true;
  }

  /** Those of its makers who keep to an act. */
  makersOf(deed: Deed): readonly string[] {
    return this.makers.get(deed) ?? deed.by;
  }

  stands(deed: Deed): boolean {
    return this.makersOf(deed).length > 0;
  }

  /** Whether the one cited denies being cited so. */
  isCut(deed: Deed, cited: Cited): boolean {
    return this.cut.get(deed)?.has(cited) === true;
  }

  isContested(document: string): boolean {
    return (this.findings.get(document)?.size ?? 0) > 1;
  }

  /** Evidence decides only when it is primary and examined as genuine, and nobody found its document forged. */
  isDecisive(deed: Deed): boolean {
    const { type, data } = deed.entry;
    if (type !== 'EvidenceAttached' || !data.primary || data.authenticity !== 'genuine') return false;
    return this.stands(deed) && !this.isContested(data.document);
  }

  private topic(name: Deed | string): Topic {
    let topic = this.topics.get(name);
    if (topic === undefined) this.topics.set(name, (topic = new Topic(name, this.sides)));
    return topic;
  }

  private hear(deed: Deed, { topic, says }: Stance): void {
    if (this.stands(deed)) this.topic(topic).add(deed, this.makersOf(deed), says);
  }

  private hearAll(deeds: readonly Deed[], topic: Deed | string): void {
    for (const deed of deeds) {
      const stance = stanceOf(deed);
      if (stance?.topic === topic) this.hear(deed, stance);
    }
  }

  private settle(name: Deed | string): void {
    this.topics.get(name)?.settle(this.goneBackOn(name));
  }

  private goneBackOn(name: Deed | string) {
    return (deed: Deed, makers: readonly string[]): void => {
      this.makers.set(deed, makers);
      if (makers.length === 0) this.why.set(deed, name === 'verdict' ? 'superseded' : 'followed-by-opposite');
    };
  }

  private settleFindings({ document, findings }: Examined): void {
    const topic = documentTopic(document);
    this.hearAll(findings, topic);
    this.settle(topic);
    const standing = findings.filter((deed) => this.stands(deed));
    this.findings.set(document, new Set(standing.map((deed) => stanceOf(deed)?.says ?? '')));
  }

  /** Judges one act by all that is aimed at it. */
  private judge(deed: Deed): void {
    this.makers.delete(deed);
    const aimed = this.aims.at(deed);
    this.hearAll(aimed, deed);
    this.settle(deed);
    const standing = aimed.filter((act) => this.stands(act));
    const isShown = standing.some((act) => this.isDecisive(act));
    const takings: Deed[] = [];
    const lost = new Map<string, WithoutEffect>();
    const cut = new Set<Cited>();
    for (const act of standing) {
      if (act.entry.type === 'EvidenceAttached' || act.entry.type === 'ClaimConfirmed') continue;
      const makers = this.makersOf(act);
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

  private lose(deed: Deed, lost: ReadonlyMap<string, WithoutEffect>, takings: readonly Deed[]): void {
    if (lost.size === 0) return;
    const kept = deed.by.filter((maker) => !lost.has(maker));
    this.makers.set(deed, kept);
    if (this.stands(deed)) return;
    if (takings.length > 0) this.takenBack.set(deed, takings);
    this.why.set(deed, takings.length > 0 ? 'taken-back' : ([...lost.values()][0] ?? 'attribution-denied'));
  }
}

const OF_THE_CLAIM: ReadonlySet<Deed | string> = new Set(['claim', 'outcome', 'verdict']);
const SPEAKING_TO_THE_CLAIM: readonly ActType[] = [
  'ClaimAsserted',
  'ClaimReported',
  'ClaimConfirmed',
  'ClaimDenied',
  'ForecastResolved',
  'VerdictIssued',
];
