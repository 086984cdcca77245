import type { Database } from 'better-sqlite3';
import { COVERAGE_COLUMNS, type CoverageColumns } from './coverage-columns.js';
import type { LogPoint } from './reference-data.js';
import type { Cause, StateSpan } from './state-timeline.js';
import { type Span, type TimelineRow, TimelineTable } from './timeline-table.js';

/** A row of the table `claim_states`. */
export interface StateRow extends TimelineRow {
  readonly since: string;
  /** 1 if status, rule or rating differ from the row before. */
  readonly changed: 0 | 1;
  /** How often they have changed since the registration. */
  readonly changes: number;
  readonly status: string;
  readonly rule: string;
  readonly rating: string | null;
  /** JSON. */
  readonly cause: string;
  /** JSON. */
  readonly summary: string;
  /** JSON. */
  readonly body: string;
}

/** A row of the table `claim_coverage`. */
export interface CoverageRow extends TimelineRow, CoverageColumns {}

type CausedState = StateSpan & { readonly cause: Cause };
type CoverageSpan = Span & CoverageColumns;

/** A row without its summary and body. */
const ROW_BYTES = 600;

/** Writes each claim's states, and its coverage, which changes more rarely than its reasons do, and without them. */
export class ClaimStateTable {
  private readonly states: TimelineTable<StateRow, CausedState>;
  private readonly coverage: TimelineTable<CoverageRow, CoverageSpan>;

  constructor(database: Database) {
    this.states = new TimelineTable<StateRow, CausedState>(database, {
      table: 'claim_states',
      columns: ['since', 'changed', 'changes', 'status', 'rule', 'rating', 'cause', 'summary', 'body'],
      columnsOf: stateColumns,
      isSame: (row, state) => !isChange(row, state) && row.summary === state.summary && row.body === state.body,
      cache: { maxBytes: 8_000_000, bytesOf: ({ summary, body }) => ROW_BYTES + summary.length + body.length },
    });
    this.coverage = new TimelineTable<CoverageRow, CoverageSpan>(database, {
      table: 'claim_coverage',
      columns: COVERAGE_COLUMNS,
      columnsOf: ({ from: _from, ...columns }) => columns,
      isSame: isSameCoverage,
      cache: { maxBytes: 2_000_000, bytesOf: () => ROW_BYTES },
    });
  }

  clear(claim: number): void {
    this.states.clear(claim);
    this.coverage.clear(claim);
  }

  dropCaches(): void {
    this.states.dropCaches();
    this.coverage.dropCaches();
  }

  /** Replaces the state from this event on, and those written ahead, by these. */
  write(claim: number, event: LogPoint, cause: Cause, timeline: readonly StateSpan[]): void {
    this.states.write(
      claim,
      event,
      timeline.map((state) => ({ ...state, cause: state.passed === undefined ? cause : { passed: state.passed } })),
    );
    this.coverage.write(claim, event, coverageSpans(timeline));
  }
}

/** The coverage from each state on that changes it. */
export function coverageSpans(timeline: readonly StateSpan[]): CoverageSpan[] {
  const spans: CoverageSpan[] = [];
  for (const { from, coverage } of timeline) {
    const before = spans.at(-1);
    if (!before || !isSameCoverage(before, coverage)) spans.push({ from, ...coverage });
  }
  return spans;
}

export const isSameCoverage = (one: CoverageColumns, other: CoverageColumns): boolean =>
  COVERAGE_COLUMNS.every((column) => one[column] === other[column]);

const isChange = (before: Pick<StateRow, 'status' | 'rule' | 'rating'>, { status, rule, rating }: StateSpan): boolean =>
  before.status !== status || before.rule !== rule || before.rating !== rating;

function stateColumns(state: CausedState, before: StateRow | undefined): Omit<StateRow, keyof TimelineRow> {
  const { from, status, rule, rating, cause, summary, body } = state;
  const isUnchanged = before !== undefined && !isChange(before, state);
  return {
    since: isUnchanged ? before.since : from,
    changed: isUnchanged ? 0 : 1,
    changes: before ? before.changes + (isUnchanged ? 0 : 1) : 0,
    ...{ status, rule, rating, cause: JSON.stringify(cause), summary, body },
  };
}
