import type { TimeRange } from '../../domain/fuzzy-time.js';
import type { Coverage } from '../policy.js';
import { ActNode } from './act-node.js';
import type { EffectiveActs } from './effective-acts.js';
import type { Representation } from './representation.js';

/** When an outlet carried a claim, in epoch milliseconds. */
interface OutletReports {
  /** The earliest moment of a report that isn't on the word of another outlet; infinite if all are. */
  ownFrom: number;
  /** The latest moment of its earliest report. */
  to: number;
}

/**
 * Finds who carried a claim, and how soon it was denied. Acts can be added in any order; each is examined once. An act
 * that was taken back since was a report all the same, and no longer makes its maker a reporter.
 */
export class CoverageFinder {
  private readonly reporters = new Set<string>();
  private readonly outlets = new Map<string, OutletReports>();
  private readonly report = new Earliest();
  private readonly denial = new Earliest();
  private first: { readonly outlet: string | undefined } | undefined;

  constructor(
    private readonly effectiveActs: EffectiveActs,
    private readonly representation: Representation,
  ) {}

  /** Adds an act, whether or not it is effective. */
  add(act: ActNode): void {
    if (!carries(act)) return;
    this.report.add(act);
    const { actors } = this.representation;
    const makers = this.effectiveActs.effectiveMakersOf(act);
    let isOwn: boolean | undefined;
    for (const maker of act.by) {
      if (!actors.isOutlet(maker)) continue;
      if (makers === act.by || makers.includes(maker)) this.reporters.add(maker);
      isOwn ??= !this.followsOther(act);
      this.addReport(maker, act.when, isOwn);
    }
    this.first = undefined;
  }

  private addReport(outlet: string, { earliest, latest }: TimeRange, isOwn: boolean): void {
    let reports = this.outlets.get(outlet);
    if (reports === undefined) this.outlets.set(outlet, (reports = { ownFrom: Infinity, to: Infinity }));
    if (isOwn && earliest < reports.ownFrom) reports.ownFrom = earliest;
    if (latest < reports.to) reports.to = latest;
  }

  /** Adds an effective denial with standing. */
  addDenial(act: ActNode): void {
    this.denial.add(act);
  }

  coverage(independentOrigins: number): Coverage {
    this.first ??= { outlet: this.firstReporter() };
    const { outlet } = this.first;
    const { to } = this.report;
    return {
      reporters: this.reporters.size,
      independentOrigins,
      ...(outlet !== undefined && { firstReporter: outlet }),
      ...(Number.isFinite(to) && { putForwardBy: new Date(to).toISOString() }),
      deniedByAbout: this.denial.exists,
      ...(this.report.exists && this.denial.exists && { timeToDenial: timeBetween(this.report, this.denial) }),
    };
  }

  /** Whether an act cites another outlet, or is recorded to follow a report by one. */
  private followsOther(act: ActNode): boolean {
    if (act.after.length + act.cites.length === 0) return false;
    const { actors } = this.representation;
    const isOther = (actor: string | undefined): boolean =>
      actor !== undefined && actors.isOutlet(actor) && !act.by.includes(actor);
    const isReportByOther = (target: ActNode): boolean => carries(target) && target.by.some(isOther);
    return (
      act.after.some(isReportByOther) ||
      act.cites.some(({ citation, target, actor }) => {
        if (target instanceof ActNode) return isReportByOther(target);
        if ('document' in citation) return isOther(this.representation.publisherOf(citation.document));
        if (target === 'other-claim' && 'entry' in citation) {
          return this.representation.makersElsewhere(citation.entry).some(isOther);
        }
        return isOther(actor);
      })
    );
  }

  /** The only outlet before whose reports none of another outlet is known to be; undefined if there are several. */
  private firstReporter(): string | undefined {
    let [earliest, next] = [Infinity, Infinity];
    for (const { to } of this.outlets.values()) {
      if (to < earliest) [earliest, next] = [to, earliest];
      else if (to < next) next = to;
    }
    let first: string | undefined;
    for (const [outlet, { ownFrom, to }] of this.outlets) {
      const earliestOfOthers = to === earliest ? next : earliest;
      if (ownFrom === Infinity || ownFrom > earliestOfOthers) continue;
      if (first !== undefined) return undefined;
      first = outlet;
    }
    return first;
  }
}

/** Whether it passes the claim on: puts it forward or repeats it. */
const carries = (act: ActNode): boolean => act.putsForward || (act.entry.type === 'ClaimRepeated' && !act.isByGroups);

/** When the first of some acts happened, and when the first of them was recorded. */
class Earliest {
  /** The earliest and the latest moment at which the first may have happened. */
  from = Infinity;
  to = Infinity;
  recordedAt = '';

  get exists(): boolean {
    return this.recordedAt !== '';
  }

  add({
    when,
    entry: { recordedAt },
  }: {
    readonly when: TimeRange;
    readonly entry: { readonly recordedAt: string };
  }): void {
    this.from = Math.min(this.from, when.earliest);
    this.to = Math.min(this.to, when.latest);
    if (!this.exists || recordedAt < this.recordedAt) this.recordedAt = recordedAt;
  }
}

function timeBetween(report: Earliest, denial: Earliest): NonNullable<Coverage['timeToDenial']> {
  const atMost = denial.to - report.from;
  // If the denial may have been the later one, it was not before the report.
  const atLeast = atMost < 0 ? denial.from - report.to : Math.max(denial.from - report.to, 0);
  // Adding 0 makes 0 of -0.
  const occurred = {
    ...(Number.isFinite(denial.from - report.to) && { atLeast: Math.floor(atLeast / 1_000) }),
    ...(Number.isFinite(atMost) && { atMost: Math.ceil(atMost / 1_000) + 0 }),
  };
  return {
    ...(Object.keys(occurred).length > 0 && { occurred }),
    recorded: Math.round((Date.parse(denial.recordedAt) - Date.parse(report.recordedAt)) / 1_000),
  };
}
