import type { ClaimEvent } from '../../claims/claim.events.js';
import { foreignEntry, localEntry } from '../../claims/claim.references.js';
import { refOf } from '../../domain/entries.js';
import { type StateSpan, stateTimelineOf, MAX_STEPS } from '../../claims/projection/state-timeline.js';
import { policyContextOf, policyInputOf } from '../../claims/projection/policy-input.js';
import { ClaimFold } from '../../claims/projection/claim-fold.js';
import { type Claims, sameAsGroupOf } from '../../claims/projection/same-as-groups.js';
import {
  type CoverageRow,
  coverageSpans,
  isSameCoverage,
  type StateRow,
} from '../../claims/projection/claim-state-table.js';
import type { Checkpoint } from '../../read-model/checkpoints.js';
import type { ReadModelWriter } from '../../projections/read-model-writer.js';
import { type EventLog, type RecordedEvent, StreamDeletedError } from '../../event-log/event-log.js';
import { positionNumber } from '../../event-log/position.js';
import { streamName } from '../../domain/domain-event.js';
import type { Policy } from '../../verification/policy.js';
import type { Faults } from './faults.js';
import { LogReferenceData } from './log-reference-data.js';

/**
 * Compares the stored state of every claim, now and as dates pass, with what the policy makes of the claim's events in
 * the log. Reads nothing of the read model but the states, its checkpoint and its parked streams.
 * Resolves to the number of claims. Holds the claims of one same-as group in memory at a time.
 */
export async function checkStates(
  { database, checkpoints }: ReadModelWriter,
  through: Checkpoint,
  log: EventLog,
  policy: Policy,
  faults: Faults,
  signal: AbortSignal,
): Promise<number> {
  const parked = new Map(checkpoints.parked().map(({ stream, revision }) => [stream, revision]));
  const isExcluded = ({ stream, revision, position }: RecordedEvent): boolean =>
    position > through.position || revision >= (parked.get(stream) ?? Infinity);
  const reference = new LogReferenceData();
  for await (const event of log.readAll()) {
    if (event.position > through.position) break;
    reference.add(event, isExcluded(event));
  }
  const statesOf = database.prepare<[number, string], StateRow>(
    'SELECT * FROM claim_states WHERE claim = ? AND recordedTo > ? ORDER BY position, step',
  );
  const coverageOf = database.prepare<[number, string], CoverageRow>(
    'SELECT * FROM claim_coverage WHERE claim = ? AND recordedTo > ? ORDER BY position, step',
  );
  const checked = new Set<string>();
  for (const id of reference.claims.keys()) {
    if (checked.has(id)) continue;
    signal.throwIfAborted();
    const claims = await claimsUnlessDeleted(() =>
      foldClaims(reference.everLinkedAsSame(id), log, reference, isExcluded),
    );
    if (!claims) {
      const message = 'its stream, or that of a claim merged with it, was deleted permanently in the event store';
      faults.add({ in: 'claim', claim: id, message });
      continue;
    }
    const makers = await makersElsewhere(claims, log, isExcluded);
    const context = policyContextOf(reference, () => true, makers);
    for (const member of claims.ids()) {
      checked.add(member);
      const input = policyInputOf(sameAsGroupOf(claims, member), context, through.recordedAt);
      const number = reference.claims.get(member) ?? 0;
      const expected = stateTimelineOf(policy, input);
      const message =
        differenceOf(statesOf.all(number, through.recordedAt), expected) ??
        coverageDifferenceOf(coverageOf.all(number, through.recordedAt), expected);
      if (message !== undefined) faults.add({ in: 'claim', claim: member, message });
    }
  }
  return checked.size;
}

async function claimsUnlessDeleted<Claims>(fold: () => Promise<Claims>): Promise<Claims | undefined> {
  try {
    return await fold();
  } catch (error) {
    if (error instanceof StreamDeletedError) return undefined;
    throw error;
  }
}

/** Claims folded from their streams in the log. */
class LogClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold>();

  constructor(private readonly reference: LogReferenceData) {}

  fold(id: string): ClaimFold | undefined {
    return this.folds.get(id);
  }

  linkedAsSame(id: string): string[] {
    return this.reference.linkedAsSame(id);
  }

  ids(): string[] {
    return [...this.folds.keys()];
  }

  apply(id: string, { type, data, revision, ...event }: RecordedEvent, recordedAt: string): void {
    const position = positionNumber(event.position);
    const entry = { event: { type, data } as unknown as ClaimEvent, revision, position, recordedAt };
    const fold = this.folds.get(id);
    if (fold) fold.apply(entry);
    else this.folds.set(id, new ClaimFold(id, entry));
  }
}

async function foldClaims(
  ids: Iterable<string>,
  log: EventLog,
  reference: LogReferenceData,
  isExcluded: (event: RecordedEvent) => boolean,
): Promise<LogClaims> {
  const claims = new LogClaims(reference);
  for (const id of ids) {
    for await (const event of log.readStream(streamName('claim', id))) {
      if (isExcluded(event)) break;
      claims.apply(id, event, reference.recordedAt(event));
    }
  }
  return claims;
}

/** The makers of the entries of other claims that these claims cite, by reference. */
async function makersElsewhere(
  claims: LogClaims,
  log: EventLog,
  isExcluded: (event: RecordedEvent) => boolean,
): Promise<Map<string, readonly string[]>> {
  const cited = new Map<string, Set<string>>();
  for (const id of claims.ids()) {
    for (const { data } of claims.fold(id)?.judged ?? []) {
      for (const citation of ('cites' in data && data.cites) || []) {
        if (!('entry' in citation) || localEntry(citation.entry, id) !== undefined) continue;
        const { claim, id: entry } = foreignEntry(citation.entry);
        cited.set(claim, (cited.get(claim) ?? new Set()).add(entry));
      }
    }
  }
  const makers = new Map<string, readonly string[]>();
  for (const [claim, entries] of cited) {
    for await (const event of log.readStream(streamName('claim', claim))) {
      if (isExcluded(event)) break;
      const { id, by } = event.data as { readonly id?: string; readonly by?: readonly string[] };
      if (id !== undefined && by && entries.has(id)) makers.set(refOf(claim, id), by);
    }
  }
  return makers;
}

/** Undefined if the current state and those written ahead are the expected ones. */
function differenceOf(rows: readonly StateRow[], expected: readonly StateSpan[]): string | undefined {
  for (const [index, span] of expected.entries()) {
    const row = rows[index];
    if (!row) {
      // The number of states written ahead is limited, and some of an earlier batch may have passed since.
      const isBeyond = index > 0 && expected.length >= MAX_STEPS;
      return isBeyond ? undefined : `no state is stored from ${span.from}; expected ${format(span)}`;
    }
    if (format(row) !== format(span)) return `the stored state is ${format(row)}; expected ${format(span)}`;
    if (row.body !== span.body) return `the stored reasons for ${format(row)} are not the expected ones`;
    if (index > 0 && row.recordedFrom !== span.from) {
      return `${format(row)} is stored from ${row.recordedFrom}; expected from ${span.from}`;
    }
  }
  return rows.length > expected.length
    ? `a state is stored that does not follow from the log: ${format(rows[expected.length])}`
    : undefined;
}

/** Undefined if the current coverage and what is written ahead are the expected ones. */
function coverageDifferenceOf(rows: readonly CoverageRow[], timeline: readonly StateSpan[]): string | undefined {
  const expected = coverageSpans(timeline);
  const isSame = (row: CoverageRow, index: number): boolean => {
    const span = expected[index];
    return span !== undefined && isSameCoverage(row, span) && (index === 0 || row.recordedFrom === span.from);
  };
  // The number of states written ahead is limited.
  const isComplete = rows.length >= expected.length || (rows.length > 0 && timeline.length >= MAX_STEPS);
  return isComplete && rows.every(isSame) ? undefined : 'the stored coverage is not the expected one';
}

const format = (state: Pick<StateSpan, 'status' | 'rule' | 'rating'> | undefined): string =>
  state === undefined ? 'nothing' : `${state.status}${state.rating === null ? '' : ` ${state.rating}`} (${state.rule})`;
