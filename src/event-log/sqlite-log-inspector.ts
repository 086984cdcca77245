import type { Database } from 'better-sqlite3';
import { positionText } from './position.js';
import { readFailure, sqliteCode } from './sqlite-errors.js';
import { openLogFile } from './sqlite-log-file.js';
import { type EventRow } from './sqlite-rows.js';
import { EVENT } from './sqlite-statements.js';

const PAGE_SIZE = 500;

/** A file that was to be written can't be; the log's own file is as it was. */
export class UnwritableFileError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`${path} can't be written.`, options);
    this.name = new.target.name;
  }
}

/**
 * A log's file as it is, for who checks or copies it: each row as its text, those too that no reader of the log would be
 * given. Works beside the process that writes to it.
 */
export class SqliteLogInspector {
  private constructor(
    /** Of the log. */
    readonly id: string,
    private readonly db: Database,
  ) {}

  /** Throws an `UnusableLogFileError` if the file is something else, or a `LogUnavailableError`. */
  static open(path: string): SqliteLogInspector {
    const { id, db } = openLogFile(path, true);
    return new SqliteLogInspector(id, db);
  }

  count(): number {
    return this.asked('SELECT count(*) FROM events') ?? 0;
  }

  /** The position of the last event, if there is one. */
  head(): string | undefined {
    const last = this.asked('SELECT max(position) FROM events');
    return last === null ? undefined : positionText(last);
  }

  /** All rows that there are by now, in the order of their positions. Throws SQLite's error if the file is damaged. */
  *rows(): Generator<EventRow> {
    const last = this.asked('SELECT max(position) FROM events') ?? 0;
    const page = this.db.prepare<[number, number, number], EventRow>(
      `SELECT ${EVENT} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
    for (let after = Number.MIN_SAFE_INTEGER; ;) {
      const rows = page.all(after, last, PAGE_SIZE);
      yield* rows;
      const next = rows.at(-1)?.position;
      if (next === undefined || rows.length < PAGE_SIZE) return;
      after = next;
    }
  }

  /** What SQLite finds wrong with the file and its index; nothing if it is well. */
  complaints(): string[] {
    try {
      const found = this.db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
      return found.filter((line) => line !== 'ok');
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_CORRUPT') !== true) throw readFailure(error);
      return [error instanceof Error ? error.message : String(error)];
    }
  }

  /**
   * Writes all that was committed by now into another file, which must not be there yet, or be empty. Throws an
   * `UnwritableFileError` if that can't be written.
   */
  copyInto(path: string): void {
    try {
      this.db.prepare('VACUUM INTO ?').run(path);
    } catch (error) {
      throw isOfWriting(error) ? new UnwritableFileError(path, { cause: error }) : readFailure(error);
    }
  }

  close(): void {
    this.db.close();
  }

  private asked(query: string): number | null {
    try {
      return this.db.prepare<[], number | null>(query).pluck().get() ?? null;
    } catch (error) {
      throw readFailure(error);
    }
  }
}

/** The log itself is only read, so what fails in writing is of the other file. */
const isOfWriting = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE))/.test(sqliteCode(error) ?? '');
