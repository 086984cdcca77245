import type { ClaimEvent } from '../../claims/claim.events.js';
import { type StateSpan, stateTimelineOf, MAX_STEPS } from '../../claims/projection/state-timeline.js';
import { policyContextOf, policyInputOf } from '../../claims/projection/policy-input.js';
import { ClaimFold } from '../../claims/projection/claim-fold.js';
import { type Claims, sameAsGroupOf } from '../../claims/projection/same-as-groups.js';
import type { StateRow } from '../../claims/projection/claim-state-table.js';
import type { Checkpoint } from '../../read-model/checkpoints.js';
import type { ReadModelWriter } from '../../projections/read-model-writer.js';
import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import { positionNumber } from '../../event-log/position.js';
import { streamName } from '../../domain/domain-event.js';
import type { Policy } from '../../verification/policy.js';
import type { Faults } from './faults.js';
import { LogRegistry } from './log-registry.js';

/**
 * Compares the state of every claim in a read model, and what dates will make of it, with what the policy says of the
 * claim's history as it stands in the log: no row of the read model but the states themselves is looked at. Answers how
 * many claims there are. Holds the claims of one group at a time.
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
  const isLeftOut = ({ stream, revision, position }: RecordedEvent): boolean =>
    position > through.position || revision >= (parked.get(stream) ?? Infinity);
  const registry = new LogRegistry();
  for await (const event of log.readAll()) {
    if (event.position > through.position) break;
    registry.take(event, isLeftOut(event));
  }
  const background = policyContextOf(registry, () => true);
  const stored = database.prepare<[number, string], StateRow>(
    'SELECT * FROM claim_states WHERE claim = ? AND recordedTo > ? ORDER BY position, step',
  );
  const seen = new Set<string>();
  for (const id of registry.claims.keys()) {
    if (seen.has(id)) continue;
    signal.throwIfAborted();
    const claims = await foldsOf(registry.everSame(id), log, registry, isLeftOut);
    for (const member of claims.ids()) {
      seen.add(member);
      const given = policyInputOf(sameAsGroupOf(claims, member), background, through.recordedAt);
      const rows = stored.all(registry.claims.get(member) ?? 0, through.recordedAt);
      const message = differenceOf(rows, stateTimelineOf(policy, given));
      if (message !== undefined) faults.add({ in: 'claim', claim: member, message });
    }
  }
  return seen.size;
}

/** Claims as their streams in the log have them. */
class LogClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold>();

  constructor(private readonly registry: LogRegistry) {}

  fold(id: string): ClaimFold | undefined {
    return this.folds.get(id);
  }

  linkedAsSame(id: string): string[] {
    return this.registry.saidToBeSame(id);
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

async function foldsOf(
  ids: Iterable<string>,
  log: EventLog,
  registry: LogRegistry,
  isLeftOut: (event: RecordedEvent) => boolean,
): Promise<LogClaims> {
  const claims = new LogClaims(registry);
  for (const id of ids) {
    for await (const event of log.readStream(streamName('claim', id))) {
      if (isLeftOut(event)) break;
      claims.apply(id, event, registry.recordedAt(event));
    }
  }
  return claims;
}

/** Undefined if the answer in force and those written ahead are as they must be. */
function differenceOf(rows: readonly StateRow[], answers: readonly StateSpan[]): string | undefined {
  for (const [index, answer] of answers.entries()) {
    const row = rows[index];
    if (!row) {
      // So many are written ahead at most; of those written earlier, fewer may be left.
      const isBeyond = index > 0 && answers.length >= MAX_STEPS;
      return isBeyond ? undefined : `no state is stored from ${answer.from} on, when it is ${said(answer)}`;
    }
    if (said(row) !== said(answer))
      return `its state is stored as ${said(row)}, and from the log follows ${said(answer)}`;
    if (row.body !== answer.body) return `the reasons stored for ${said(row)} are others than follow from the log`;
    if (index > 0 && row.recordedFrom !== answer.from) {
      return `${said(row)} is stored from ${row.recordedFrom} on, and from the log follows ${answer.from}`;
    }
  }
  return rows.length > answers.length
    ? `a state is stored that does not come to pass: ${said(rows[answers.length])}`
    : undefined;
}

const said = (of: Pick<StateSpan, 'status' | 'rule' | 'rating'> | undefined): string =>
  of === undefined ? 'nothing' : `${of.status}${of.rating === null ? '' : ` ${of.rating}`} (${of.rule})`;
