import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Scenario } from '../../domain/scenario.js';
import type { Rating, Status } from '../../domain/vocabulary.js';
import { canonicalJson } from '../../lib/digest.js';
import { memoize } from '../../lib/memoize.js';
import type { Policy } from '../../verification/policy.js';
import { stateTables } from '../projection/claim-schema.js';
import { ClaimStateTable } from '../projection/claim-state-table.js';
import { policyContextOf, policyInputOf } from '../projection/policy-input.js';
import { asOf, ReferenceData } from '../projection/reference-data.js';
import { sameAsGroupOf } from '../projection/same-as-groups.js';
import { stateTimelineOf } from '../projection/state-timeline.js';
import { policyUnder } from './scenario-policy.js';
import { ScenarioReader } from './scenario-reader.js';

/** How many claims one transaction writes, and after how many progress is reported. */
const BATCH = 500;

/** The progress of a replay. */
export interface ReplayProgress {
  /** The number of claims that were evaluated. */
  readonly claims: number;
  /** The number of claims in all; 0 at first. */
  readonly of: number;
}

/** What a replay found. */
export interface ReplayResult {
  readonly claims: number;
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  /**
   * SHA-256, in lower-case hex, of a line for each claim, in the order of their ids: its id, status, rule and rating as
   * canonical JSON (RFC 8785).
   */
  readonly digest: string;
}

interface ClaimRow {
  readonly id: string;
  readonly number: number;
}

/**
 * Evaluates every claim once under a scenario, from the rows of a read model, and writes one state for each into the table
 * of states of `target`, which must be empty. Yields progress.
 *
 * @param source a connection that sees one moment of the read model all the time
 */
export function* replayClaims(
  source: Database,
  target: Database,
  scenario: Scenario,
  policy: Policy,
): Generator<ReplayProgress, ReplayResult> {
  const references = new ReferenceData(source);
  const reader = new ScenarioReader(source);
  reader.use(scenario, references);
  target.exec(stateTables('main'));
  const states = new ClaimStateTable(target);
  const at = scenario.asOf;
  const context = policyContextOf(references, asOf(at), references.makersElsewhere);
  const evaluated = policyUnder(policy, scenario.validAt ?? at, reader);
  const written = new Set<string>();
  const claims = source.prepare<[string], ClaimRow>(
    'SELECT id, number FROM claim_versions WHERE position = number AND recordedFrom <= ? ORDER BY number',
  );
  const all = claims.all(at);
  target.exec('BEGIN');
  for (const [index, { id }] of all.entries()) {
    if (index % BATCH === 0) {
      target.exec('COMMIT; BEGIN');
      yield { claims: index, of: all.length };
    }
    if (written.delete(id)) continue;
    reader.clear();
    const group = sameAsGroupOf(
      {
        fold: memoize((claim: string) => reader.fold(claim)),
        linkedAsSame: (claim) => reader.linkedAsSame(claim),
      },
      id,
    );
    const timeline = stateTimelineOf(evaluated, policyInputOf(group, context, at));
    for (const member of group) {
      states.write(member.number, { position: member.number, recordedAt: at }, { passed: at }, timeline);
      if (member.id !== id) written.add(member.id);
    }
  }
  target.exec('COMMIT');
  return { claims: all.length, ...summaryOf(all, target) };
}

interface StateRow {
  readonly status: Status;
  readonly rule: string;
  readonly rating: Rating | null;
}

function summaryOf(claims: readonly ClaimRow[], target: Database): Pick<ReplayResult, 'counts' | 'digest'> {
  const state = target.prepare<[number], StateRow>('SELECT status, rule, rating FROM claim_states WHERE claim = ?');
  const hash = createHash('sha256');
  const counts: Partial<Record<Status, number>> = {};
  for (const { id, number } of [...claims].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const row = state.get(number);
    if (!row) throw new Error(`The replay has no state of the claim ${id}.`);
    const { status, rule, rating } = row;
    hash.update(`${canonicalJson({ claim: id, status, rule, ...(rating !== null && { rating }) })}\n`);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return { counts, digest: hash.digest('hex') };
}
