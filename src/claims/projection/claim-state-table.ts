import type { Database, Statement } from 'better-sqlite3';
import { boundedCache } from '../../lib/bounded-cache.js';
import { FOREVER } from '../../domain/recorded-time.js';
import { COVERAGE_COLUMNS, type CoverageColumns } from './coverage-columns.js';
import type { StateSpan, Cause } from './state-timeline.js';
import type { LogPoint } from './reference-data.js';

/** All cached rows together. */
const MAX_BYTES = 8_000_000;
/** A row without its summary and body. */
const ROW_BYTES = 600;

/** A row of the table `claim_states`. */
export interface StateRow extends CoverageColumns {
  readonly claim: number;
  readonly position: number;
  readonly step: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
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

/**
 * Writes each claim's states as intervals of recorded time. States that dates will bring about are written ahead. A state
 * that equals the one before makes no row, so evaluating a claim without need changes nothing.
 */
export class ClaimStateTable {
  private readonly latest: Statement<[number], StateRow>;
  private readonly backwards: Statement<[number], StateRow>;
  private readonly end: Statement<[string, number, string, number, number]>;
  private readonly drop: Statement<[number, string, number, number]>;
  private readonly dropAll: Statement<[number]>;
  private readonly insert: Statement<[StateRow]>;
  /** By claim: the last row; its end may have changed since. */
  private readonly lastRows = boundedCache<StateRow>(
    MAX_BYTES,
    ({ summary, body }) => ROW_BYTES + summary.length + body.length,
  );

  constructor(database: Database) {
    const backwards = 'SELECT * FROM claim_states WHERE claim = ? ORDER BY recordedFrom DESC, position DESC, step DESC';
    const row = 'claim = ? AND recordedFrom = ? AND position = ? AND step = ?';
    this.latest = database.prepare(`${backwards} LIMIT 1`);
    this.backwards = database.prepare(backwards);
    this.end = database.prepare(`UPDATE claim_states SET recordedTo = ? WHERE ${row}`);
    this.drop = database.prepare(`DELETE FROM claim_states WHERE ${row}`);
    this.dropAll = database.prepare('DELETE FROM claim_states WHERE claim = ?');
    this.insert = database.prepare(
      `INSERT INTO claim_states VALUES (@claim, @position, @step, @recordedFrom, @recordedTo, @since, @changed, @changes,
       @status, @rule, @rating, ${COVERAGE_COLUMNS.map((column) => `@${column}`).join()}, @cause, @summary, @body)`,
    );
  }

  clear(claim: number): void {
    this.dropAll.run(claim);
    this.lastRows.delete(String(claim));
  }

  dropCaches(): void {
    this.lastRows.clear();
  }

  /** Replaces the state from this event on, and those written ahead, by these. */
  write(claim: number, event: LogPoint, cause: Cause, timeline: readonly StateSpan[]): void {
    const rows = this.rowsFrom(claim, event.recordedAt);
    let unchanged = 0;
    while (unchanged < rows.length && isSame(rows[unchanged], timeline[unchanged], unchanged > 0)) unchanged += 1;
    if (unchanged === rows.length && unchanged === timeline.length) return;
    const replaced = rows.slice(unchanged);
    for (const row of replaced) {
      if (row === rows[0]) this.end.run(event.recordedAt, claim, row.recordedFrom, row.position, row.step);
      else this.drop.run(claim, row.recordedFrom, row.position, row.step);
    }
    let before = rows[Math.max(unchanged - 1, 0)];
    const next = timeline[unchanged]?.from ?? FOREVER;
    if (unchanged > 0 && before) this.end.run(next, claim, before.recordedFrom, before.position, before.step);
    for (let step = unchanged; step < timeline.length; step += 1) {
      before = this.append(claim, event, cause, timeline, step, before);
    }
    if (before) this.lastRows.set(String(claim), before);
  }

  private append(
    claim: number,
    { position }: LogPoint,
    cause: Cause,
    timeline: readonly StateSpan[],
    step: number,
    before: StateRow | undefined,
  ): StateRow {
    const { from, passed, ...state } = timeline[step] as StateSpan;
    const isUnchanged = before?.status === state.status && before.rule === state.rule && before.rating === state.rating;
    const row: StateRow = {
      ...state,
      claim,
      position,
      step,
      recordedFrom: from,
      recordedTo: timeline[step + 1]?.from ?? FOREVER,
      since: isUnchanged ? before.since : from,
      changed: isUnchanged ? 0 : 1,
      changes: before ? before.changes + (isUnchanged ? 0 : 1) : 0,
      cause: JSON.stringify(passed === undefined ? cause : { passed }),
    };
    this.insert.run(row);
    return row;
  }

  /** The state at this moment, and those written ahead. */
  private rowsFrom(claim: number, at: string): StateRow[] {
    const latest = this.lastRows.get(String(claim)) ?? this.latest.get(claim);
    if (!latest || latest.recordedFrom <= at) return latest ? [latest] : [];
    const rows: StateRow[] = [];
    for (const row of this.backwards.iterate(claim)) {
      if (row.recordedTo <= at) break;
      rows.unshift(row);
    }
    return rows;
  }
}

function isSame(row: StateRow | undefined, state: StateSpan | undefined, isAhead: boolean): boolean {
  return (
    row?.status === state?.status &&
    row?.rule === state?.rule &&
    row?.rating === state?.rating &&
    row?.summary === state?.summary &&
    row?.body === state?.body &&
    COVERAGE_COLUMNS.every((column) => row?.[column] === state?.[column]) &&
    (!isAhead || row?.recordedFrom === state?.from)
  );
}
