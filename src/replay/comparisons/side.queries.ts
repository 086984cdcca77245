import type { Statement } from 'better-sqlite3';
import type { Reads } from '../../claims/scenario/scenario-reads.js';
import { ClaimListQueries } from '../../claims/queries/claim-list.queries.js';
import { statusOf } from '../../claims/queries/state.queries.js';
import type { StatusView } from '../../claims/queries/views.js';
import type { StateRow } from '../../claims/projection/claim-state-table.js';
import { valueAtSql } from '../../claims/projection/timeline-table.js';
import type { StateBody } from '../../claims/projection/state-timeline.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { ComparedStatus } from './comparison.views.js';

/** A claim as it was on one side. */
export interface ClaimOnSide {
  readonly id: string;
  readonly text: string;
  readonly status: ComparedStatus;
}

/** Reads claims of one side of a comparison, by the number of their registration. */
export interface SideReads {
  /** Undefined before its registration. */
  status(number: number): StatusView | undefined;
  /** Undefined before its registration. */
  claim(number: number): ClaimOnSide | undefined;
  /** References of the claim's own acts that aren't without effect. */
  counting(number: number): readonly string[];
}

/** Reads as of a moment. */
export function sideAt(reads: Reads, at: string): SideReads {
  const queries = () => reads.queries(SideQueries);
  return {
    status: (number) => queries().status(number, at),
    claim: (number) => queries().claim(number, at),
    counting: (number) => queries().counting(number, at),
  };
}

/** Reads these claims now, for a side that can't be read later. */
export function sideInMemory(side: SideReads, numbers: readonly number[]): SideReads {
  const claims = new Map(numbers.map((number) => [number, side.claim(number)]));
  const counting = new Map(numbers.map((number) => [number, side.counting(number)]));
  return {
    status: (number) => claims.get(number)?.status,
    claim: (number) => claims.get(number),
    counting: (number) => counting.get(number) ?? [],
  };
}

type AtMoment = { readonly number: number; readonly at: string };

/** Reads claims as of any moment. */
export class SideQueries {
  private readonly lists: ClaimListQueries;
  private readonly state: Statement<[AtMoment], Pick<StateRow, 'status' | 'rule' | 'rating' | 'body'>>;
  private readonly acts: Statement<[AtMoment], { readonly ref: string }>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.lists = new ClaimListQueries(readModel);
    this.state = database.prepare(valueAtSql('claim_states', 'status, rule, rating, body', '@number'));
    this.acts = database.prepare(
      `SELECT v.id || '/' || e.entry AS ref FROM entries e
       JOIN claim_versions v ON v.position = e.claim JOIN events n ON n.position = e.position
       WHERE e.claim = @number AND e.recordedAt <= @at AND n.data ->> 'by' IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM entry_voids x WHERE x.claim = e.claim AND x.entry = e.entry
         AND x.recordedFrom <= @at AND @at < x.recordedTo)
       ORDER BY e.revision LIMIT 5000`,
    );
  }

  /** Undefined before its registration. */
  status(number: number, at: string): StatusView | undefined {
    const row = this.state.get({ number, at });
    return row && statusOf(row);
  }

  /** Undefined before its registration. */
  claim(number: number, at: string): ClaimOnSide | undefined {
    const found = this.lists.summary(number, at);
    if (!found) return undefined;
    const { id, text, status, rule, rating, summary } = found;
    return { id, text, status: { status, rule, ...(rating !== undefined && { rating }), summary } };
  }

  /** References of the claim's own acts that aren't without effect. */
  counting(number: number, at: string): readonly string[] {
    const row = this.state.get({ number, at });
    if (!row) return [];
    const { withoutEffect, possibly } = JSON.parse(row.body) as StateBody;
    const left = new Set([...withoutEffect.map(({ entry }) => entry), ...possibly]);
    return this.acts.all({ number, at }).flatMap(({ ref }) => (left.has(ref) ? [] : [ref]));
  }
}
