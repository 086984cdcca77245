import type { Database, Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';
import type { StateSpan, Cause } from './state-timeline.js';
import type { LogPoint } from './reference-data.js';

export interface StateRow {
  readonly claim: number;
  readonly position: number;
  readonly step: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly since: string;
  /** 1 if status, rule or rating aren't those of the row before. */
  readonly changed: 0 | 1;
  readonly status: string;
  readonly rule: string;
  readonly rating: string | null;
  /** JSON. */
  readonly cause: string;
  /** JSON. */
  readonly body: string;
}

/**
 * Keeps each claim's answers as spans of recorded time, those that dates will bring written ahead. An answer that
 * says what the one before says makes no row: so it doesn't matter who else asks, or how often.
 */
export class ClaimStateTable {
  private readonly latest: Statement<[number], StateRow>;
  private readonly backwards: Statement<[number], StateRow>;
  private readonly end: Statement<[string, number, number, number]>;
  private readonly drop: Statement<[number, number, number]>;
  private readonly dropAll: Statement<[number]>;
  private readonly insert: Statement<[StateRow]>;

  constructor(database: Database) {
    const backwards = 'SELECT * FROM claim_states WHERE claim = ? ORDER BY position DESC, step DESC';
    this.latest = database.prepare(`${backwards} LIMIT 1`);
    this.backwards = database.prepare(backwards);
    this.end = database.prepare('UPDATE claim_states SET recordedTo = ? WHERE claim = ? AND position = ? AND step = ?');
    this.drop = database.prepare('DELETE FROM claim_states WHERE claim = ? AND position = ? AND step = ?');
    this.dropAll = database.prepare('DELETE FROM claim_states WHERE claim = ?');
    this.insert = database.prepare(
      `INSERT INTO claim_states VALUES (@claim, @position, @step, @recordedFrom, @recordedTo, @since, @changed,
       @status, @rule, @rating, @cause, @body)`,
    );
  }

  clear(claim: number): void {
    this.dropAll.run(claim);
  }

  /** From this event on, nothing but these answers holds. */
  write(claim: number, event: LogPoint, cause: Cause, answers: readonly StateSpan[]): void {
    const rows = this.inForceFrom(claim, event.recordedAt);
    let same = 0;
    while (same < rows.length && isSame(rows[same], answers[same], same > 0)) same += 1;
    if (same === rows.length && same === answers.length) return;
    const replaced = rows.slice(same);
    for (const row of replaced) {
      if (row === rows[0]) this.end.run(event.recordedAt, claim, row.position, row.step);
      else this.drop.run(claim, row.position, row.step);
    }
    let before = rows[Math.max(same - 1, 0)];
    const next = answers[same]?.from ?? FOREVER;
    if (same > 0 && before) this.end.run(next, claim, before.position, before.step);
    for (let step = same; step < answers.length; step += 1) {
      before = this.append(claim, event, cause, answers, step, before);
    }
  }

  private append(
    claim: number,
    { position }: LogPoint,
    cause: Cause,
    answers: readonly StateSpan[],
    step: number,
    before: StateRow | undefined,
  ): StateRow {
    const { from, passed, ...answer } = answers[step] as StateSpan;
    const unchanged =
      before?.status === answer.status && before.rule === answer.rule && before.rating === answer.rating;
    const row: StateRow = {
      ...answer,
      claim,
      position,
      step,
      recordedFrom: from,
      recordedTo: answers[step + 1]?.from ?? FOREVER,
      since: unchanged ? before.since : from,
      changed: unchanged ? 0 : 1,
      cause: JSON.stringify(passed === undefined ? cause : { passed }),
    };
    this.insert.run(row);
    return row;
  }

  /** The answer in force at this moment, and those written ahead. */
  private inForceFrom(claim: number, at: string): StateRow[] {
    const latest = this.latest.get(claim);
    if (!latest || latest.recordedFrom <= at) return latest ? [latest] : [];
    const rows: StateRow[] = [];
    for (const row of this.backwards.iterate(claim)) {
      if (row.recordedTo <= at) break;
      rows.unshift(row);
    }
    return rows;
  }
}

function isSame(row: StateRow | undefined, answer: StateSpan | undefined, ahead: boolean): boolean {
  return (
    row?.status === answer?.status &&
    row?.rule === answer?.rule &&
    row?.rating === answer?.rating &&
    row?.body === answer?.body &&
    (!ahead || row?.recordedFrom === answer?.from)
  );
}
