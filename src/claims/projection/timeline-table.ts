import type { Database, Statement } from 'better-sqlite3';
import { type BoundedCache, boundedCache } from '../../lib/bounded-cache.js';
import { FOREVER } from '../../domain/recorded-time.js';
import type { LogPoint } from './reference-data.js';

/** The columns of an interval of recorded time, `[recordedFrom, recordedTo)`. */
export interface TimelineRow {
  readonly claim: number;
  readonly position: number;
  /** The number of dates that passed since the event at this position. */
  readonly step: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
}

/** A value that begins at some moment. */
export interface Span {
  readonly from: string;
}

/** How the rows of a timeline are made and compared. */
export interface TimelineFormat<Row extends TimelineRow, Value extends Span> {
  readonly table: TableName;
  /** Those of a row besides the interval's, in the order of the table. */
  readonly columns: readonly string[];
  /** The columns of a row that begins with this value, after the row before. */
  readonly columnsOf: (value: Value, before: Row | undefined) => Omit<Row, keyof TimelineRow>;
  readonly isSame: (row: Row, value: Value) => boolean;
  /** Cached rows: all together, and the estimate of one. */
  readonly cache: { readonly maxBytes: number; readonly bytesOf: (row: Row) => number };
}

const BACKWARDS = 'recordedFrom DESC, position DESC, step DESC';

type TableName = 'claim_states' | 'claim_coverage';

/** SQL for the row ID of a claim's timeline at `@at`. */
export const rowAtSql = (table: TableName, claim: string): string =>
  `(SELECT rowid FROM ${table} WHERE claim = ${claim} AND recordedFrom <= @at ORDER BY ${BACKWARDS} LIMIT 1)`;

/** SQL for a value of that row. */
export const valueAtSql = (table: TableName, value: string, claim: string): string =>
  `SELECT ${value} FROM ${table} WHERE rowid = ${rowAtSql(table, claim)}`;

/**
 * Writes what a claim is, from event to event and as dates pass, as intervals of recorded time. What dates will bring
 * about is written ahead. A value that equals the one before makes no row, so writing it again changes nothing.
 */
export class TimelineTable<Row extends TimelineRow, Value extends Span> {
  private readonly backwards: Statement<[number], Row>;
  private readonly end: Statement<[string, number, string, number, number]>;
  private readonly drop: Statement<[number, string, number, number]>;
  private readonly dropAll: Statement<[number]>;
  private readonly insert: Statement<[Row]>;
  /** By claim: the row at its last event, and those written ahead. */
  private readonly openRows: BoundedCache<readonly Row[]>;

  constructor(
    database: Database,
    private readonly format: TimelineFormat<Row, Value>,
  ) {
    const { table, columns, cache } = format;
    const row = 'claim = ? AND recordedFrom = ? AND position = ? AND step = ?';
    this.backwards = database.prepare(`SELECT * FROM ${table} WHERE claim = ? ORDER BY ${BACKWARDS}`);
    this.end = database.prepare(`UPDATE ${table} SET recordedTo = ? WHERE ${row}`);
    this.drop = database.prepare(`DELETE FROM ${table} WHERE ${row}`);
    this.dropAll = database.prepare(`DELETE FROM ${table} WHERE claim = ?`);
    const all = ['claim', 'position', 'step', 'recordedFrom', 'recordedTo', ...columns];
    this.insert = database.prepare(
      `INSERT INTO ${table} (${all.join()}) VALUES (${all.map((column) => `@${column}`).join()})`,
    );
    this.openRows = boundedCache(cache.maxBytes, (rows) => rows.reduce((bytes, row) => bytes + cache.bytesOf(row), 0));
  }

  clear(claim: number): void {
    this.dropAll.run(claim);
    this.openRows.delete(String(claim));
  }

  dropCaches(): void {
    this.openRows.clear();
  }

  /** Replaces what is there from this event on, and what is written ahead, by these. The last begins at the event. */
  write(claim: number, event: LogPoint, timeline: readonly Value[]): void {
    const rows = this.rowsFrom(claim, event.recordedAt);
    let unchanged = 0;
    while (this.isSame(rows[unchanged], timeline[unchanged], unchanged > 0)) unchanged += 1;
    if (unchanged === rows.length && unchanged === timeline.length) return;
    const replaced = rows.slice(unchanged);
    for (const row of replaced) {
      if (row === rows[0]) this.end.run(event.recordedAt, claim, row.recordedFrom, row.position, row.step);
      else this.drop.run(claim, row.recordedFrom, row.position, row.step);
    }
    let before = rows[Math.max(unchanged - 1, 0)];
    const next = timeline[unchanged]?.from ?? FOREVER;
    const open = rows.slice(0, unchanged);
    if (unchanged > 0 && before) {
      this.end.run(next, claim, before.recordedFrom, before.position, before.step);
      open[unchanged - 1] = { ...before, recordedTo: next };
    }
    for (let step = unchanged; step < timeline.length; step += 1) {
      const value = timeline[step] as Value;
      const interval: TimelineRow = {
        ...{ claim, position: event.position, step },
        recordedFrom: value.from,
        recordedTo: timeline[step + 1]?.from ?? FOREVER,
      };
      before = { ...this.format.columnsOf(value, before), ...interval } as Row;
      this.insert.run(before);
      open.push(before);
    }
    this.openRows.set(String(claim), open);
  }

  private isSame(row: Row | undefined, value: Value | undefined, isAhead: boolean): boolean {
    return (
      row !== undefined &&
      value !== undefined &&
      this.format.isSame(row, value) &&
      (!isAhead || row.recordedFrom === value.from)
    );
  }

  /** The row at this moment, and those written ahead. */
  private rowsFrom(claim: number, at: string): Row[] {
    const known = this.openRows.get(String(claim));
    if (known) return known.filter(({ recordedTo }) => recordedTo > at);
    const rows: Row[] = [];
    for (const row of this.backwards.iterate(claim)) {
      if (row.recordedTo <= at) break;
      rows.unshift(row);
    }
    return rows;
  }
}
