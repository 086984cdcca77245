import type { Database } from 'better-sqlite3';
import type { ClaimStatus, StateChanges } from '../../read-model/state-preview.js';
import type { StateRow } from '../projection/claim-state-table.js';
import { statusOf } from './state.queries.js';

/** The longest list of changes. */
const MAX_CHANGES = 10_000;

interface ChangedClaim {
  readonly number: number;
  readonly id: string;
  readonly text: string;
}

type State = Pick<StateRow, 'status' | 'rule' | 'rating'>;

/**
 * Claims whose state now differs from their state before the events after this position, registered first first.
 *
 * @param position of the last event before
 * @param since the recorded time of the first event after it
 * @param now the moment at which the states hold
 */
export function stateChangesAfter(database: Database, position: number, since: string, now: string): StateChanges {
  const changed = database
    .prepare<{ position: number; since: string }, ChangedClaim>(
      `SELECT DISTINCT s.claim AS number, v.id, (
         SELECT latest.attributes ->> 'text' FROM claim_versions latest
         WHERE latest.id = v.id ORDER BY latest.recordedFrom DESC, latest.position DESC LIMIT 1) AS text
       FROM claim_states s JOIN claim_versions v ON v.position = s.claim
       WHERE s.changed = 1 AND s.recordedFrom >= @since AND s.position > @position ORDER BY s.claim`,
    )
    .all({ position, since });
  const stateAt = (condition: string) =>
    database.prepare<[number, string, number], State>(
      `SELECT status, rule, rating FROM claim_states WHERE claim = ? AND recordedFrom <= ? AND position ${condition} ?
       ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1`,
    );
  const [stateBefore, stateAfter] = [stateAt('<='), stateAt('>')];
  const all = changed.flatMap(({ number, id, text }) => {
    const before = stateBefore.get(number, since, position);
    const after = stateAfter.get(number, now, position);
    if (!after || (before && isSame(statusOf(before), statusOf(after)))) return [];
    return [{ claim: id, text, before: before ? statusOf(before) : null, after: statusOf(after) }];
  });
  return { changes: all.slice(0, MAX_CHANGES), omitted: Math.max(0, all.length - MAX_CHANGES) };
}

const isSame = (one: ClaimStatus, other: ClaimStatus): boolean =>
  one.status === other.status && one.rule === other.rule && one.rating === other.rating;
