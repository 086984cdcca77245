import type { Statement } from 'better-sqlite3';
import type { DryRun } from '../../command-handling/dry-run.js';
import { effectiveRecordedAt } from '../../domain/recorded-time.js';
import { positionNumber } from '../../event-log/position.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { Policy } from '../../verification/policy.js';
import type { ClaimEvent } from '../claim.events.js';
import { ClaimFold, type FoldedEntry } from '../projection/claim-fold.js';
import { ClaimReader } from '../projection/claim-reader.js';
import { policyContextOf, policyInputOf } from '../projection/policy-input.js';
import { type AsOfFilter, ReferenceData } from '../projection/reference-data.js';
import { type Claims, sameAsGroupOf } from '../projection/same-as-groups.js';
import { stateBodyOf } from '../projection/state-timeline.js';
import { SummaryQueries } from './summary.queries.js';
import type { StatePreviews, StateView } from './views.js';

/** Of all claims that are evaluated: other requests wait meanwhile. */
const MAX_ENTRIES = 500;
const MAX_STATES = 20;

/** The states that the events of a dry run on one claim would lead to, evaluated from the rows of the read model. */
export class StatePreviewQueries {
  private readonly reader: ClaimReader;
  private readonly summaries: SummaryQueries;
  private readonly sizeOf: Statement<[number], { readonly size: number }>;

  constructor(private readonly readModel: ReadModel) {
    this.reader = new ClaimReader(readModel.database);
    this.summaries = new SummaryQueries(readModel.database);
    this.sizeOf = readModel.database.prepare('SELECT count(*) AS size FROM entries WHERE claim = ?');
  }

  /**
   * The states of the claim, and of the claims that it is merged with before or after, without these events and with
   * them. Entries of a claim concern no others.
   *
   * @param run everything up to `through` can be read
   * @param now the moment of reading
   */
  of(id: string, { through, events }: Pick<DryRun, 'through' | 'events'>, policy: Policy, now: string): StatePreviews {
    let recordedAt = this.readModel.lastRecordedAt;
    const entries = events.map(({ type, data, metadata, revision, position }): FoldedEntry => {
      recordedAt = effectiveRecordedAt(metadata['recordedAt'], recordedAt);
      const event = { type, data } as unknown as ClaimEvent;
      return { event, revision, position: positionNumber(position), recordedAt };
    });
    const at = effectiveRecordedAt(now, recordedAt);
    if (this.size([id, ...entries.flatMap(linkedBy)]) > MAX_ENTRIES) return TOO_LARGE;
    const last = through === undefined ? -1 : positionNumber(through);
    const isKnown: AsOfFilter = ({ position }) => position <= last;
    const before = new TriedClaims(this.reader, isKnown, id, []);
    const next = (before.fold(id)?.revision ?? -1) + 1;
    if ((entries[0]?.revision ?? next) !== next) return PARKED;
    const after = new TriedClaims(this.reader, isKnown, id, entries);
    const evaluate = this.evaluator(policy, isKnown, at);
    const members = [before, after].flatMap((claims) => sameAsGroupOf(claims, id).map((member) => member.id));
    const states = [...new Set([id, ...members])].flatMap((claim) => {
      const [former, latter] = [evaluate(before, claim), evaluate(after, claim)];
      return latter ? [{ claim, changed: !hasSameStatus(former, latter), before: former, after: latter }] : [];
    });
    return {
      states: states.slice(0, MAX_STATES),
      ...(states.length > MAX_STATES && { omitted: states.length - MAX_STATES }),
    };
  }

  private size(claims: readonly string[]): number {
    let size = 0;
    for (const claim of this.reader.everLinkedAsSame(claims)) {
      size += this.sizeOf.get(this.reader.number(claim) ?? -1)?.size ?? 0;
    }
    return size;
  }

  /** Returns the state of a claim; null if it isn't registered. */
  private evaluator(
    policy: Policy,
    isKnown: AsOfFilter,
    at: string,
  ): (claims: Claims, claim: string) => StateView | null {
    const references = new ReferenceData(this.readModel.database);
    const context = policyContextOf(references, isKnown, references.makersElsewhere);
    return (claims, claim) => {
      const group = sameAsGroupOf(claims, claim);
      if (group.length === 0) return null;
      const verification = policy.evaluate(policyInputOf(group, context, at));
      const { status, rule, rating, coverage } = verification;
      return {
        ...{ status, rule, ...(rating !== undefined && { rating }) },
        summary: this.summaries.at(JSON.stringify(verification.summary), at),
        ...stateBodyOf(verification),
        coverage,
      };
    };
  }
}

const hasSameStatus = (one: StateView | null, other: StateView): boolean =>
  one?.status === other.status && one.rule === other.rule && one.rating === other.rating;

/** The claims that an entry links or unlinks. */
const linkedBy = ({ event: { data } }: FoldedEntry): readonly string[] => ('other' in data ? [data.other] : []);

const TOO_LARGE: StatePreviews = {
  statesUnavailable: `The claim and those that it is merged with have more than ${MAX_ENTRIES} entries. An import with dryRun=true previews them.`,
};
const PARKED: StatePreviews = {
  statesUnavailable: 'Events of the claim could not be processed. GET /v1/status names them.',
};

/** Claims as the rows have them, with entries of one claim on top that are in no row. */
class TriedClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold | undefined>();

  constructor(
    private readonly reader: ClaimReader,
    private readonly isKnown: AsOfFilter,
    private readonly claim: string,
    private readonly tried: readonly FoldedEntry[],
  ) {}

  fold(id: string): ClaimFold | undefined {
    if (!this.folds.has(id)) this.folds.set(id, this.read(id));
    return this.folds.get(id);
  }

  linkedAsSame(id: string): readonly string[] {
    return [...this.reader.linkedAsSame(id), this.claim];
  }

  private read(id: string): ClaimFold | undefined {
    const known = this.reader.fold(id, this.isKnown);
    if (id !== this.claim) return known;
    const [first, ...others] = this.tried;
    if (!first) return known;
    const fold = known ?? new ClaimFold(id, first);
    for (const entry of known ? this.tried : others) fold.apply(entry);
    return fold;
  }
}
