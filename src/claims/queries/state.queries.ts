import type { Database, Statement } from 'better-sqlite3';
import type { ExpiringView } from '../../read-model/view-cache.js';
import { positionText } from '../../event-log/position.js';
import type { Rating, Status } from '../../domain/vocabulary.js';
import type { Rule } from '../../verification/standard/rule-names.js';
import { COVERAGE_COLUMNS, type CoverageColumns, coverageOf } from '../projection/coverage-columns.js';
import type { StateBody, Cause } from '../projection/state-timeline.js';
import type { StateRow } from '../projection/claim-state-table.js';
import { rowAtSql } from '../projection/timeline-table.js';
import { SummaryQueries } from './summary.queries.js';
import type { StatusView, VerificationView } from './views.js';

/** Reads verification states, as of any moment of recorded time. */
export class ClaimStateQueries {
  private readonly row: Statement<
    [{ claim: number; at: string }],
    StateRow & CoverageColumns & { readonly until: string }
  >;
  private readonly summaries: SummaryQueries;

  constructor(database: Database) {
    this.summaries = new SummaryQueries(database);
    this.row = database.prepare(
      `SELECT ${COVERAGE_COLUMNS.map((column) => `c.${column}`).join()}, min(s.recordedTo, c.recordedTo) AS until, s.* FROM claim_states s
       JOIN claim_coverage c ON c.rowid = ${rowAtSql('claim_coverage', '@claim')}
       WHERE s.rowid = ${rowAtSql('claim_states', '@claim')}`,
    );
  }

  /** Undefined before the claim's registration. */
  at(claim: number, at: string): VerificationView | undefined {
    return this.datedAt(claim, at)?.view;
  }

  /** The same, with the moment until which it is valid if nothing more is recorded. */
  datedAt(claim: number, at: string): ExpiringView<VerificationView> | undefined {
    const row = this.row.get({ claim, at });
    if (!row) return undefined;
    const { since, changes, recordedFrom, until } = row;
    const body = JSON.parse(row.body) as StateBody;
    const view = {
      ...statusOf(row),
      summary: this.summaries.at(row.summary, at),
      ...body,
      coverage: coverageOf(row),
      since,
      changes,
      recordedFrom,
      cause: causeOf(row),
      position: positionText(row.position),
    };
    return { view, until };
  }
}

export const statusOf = ({ status, rule, rating }: Pick<StateRow, 'status' | 'rule' | 'rating'>): StatusView => ({
  status: status as Status,
  rule: rule as Rule,
  ...(rating !== null && { rating: rating as Rating }),
});

export const causeOf = ({ cause }: Pick<StateRow, 'cause'>): Cause => JSON.parse(cause) as Cause;
