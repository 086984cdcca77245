import { isUtf8 } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { positionText } from '../position.js';
import { isWriteError, readFailure, sqliteCode, UnwritableFileError } from './errors.js';
import { openLogFile } from './log-file.js';
import type { EventRow } from './rows.js';
import { EVENT } from './statements.js';
import { errorMessage } from '../../lib/error-message.js';

const PAGE_SIZE = 500;

/** The range of SQLite's integers. */
const [FIRST, LAST] = [-(2n ** 63n), 2n ** 63n - 1n];

const TEXTS = ['stream', 'id', 'type', 'data', 'metadata'] as const;

/** A row as stored, even one that no log would write. Only its position is certain to be an integer. */
export interface StoredRow extends Readonly<Record<(typeof TEXTS)[number] | 'revision', unknown>> {
  readonly position: bigint;
  /** Columns whose bytes aren't UTF-8; in their text, replacement characters stand for these bytes. */
  readonly notUtf8: readonly string[];
}

/** The row as an event, with its numbers rounded to the nearest double; undefined if a text column isn't text. */
export function eventRowOf(row: StoredRow): EventRow | undefined {
  const { position, stream, revision, id, type, data, metadata } = row;
  const texts = [stream, id, type, data, metadata];
  if (texts.some((text) => typeof text !== 'string')) return undefined;
  return { ...row, position: Number(position), revision: Number(revision) } as unknown as EventRow;
}

/**
 * Reads a log's file as it is, to verify or copy it: all rows as stored, even those that a reader of the log would not
 * get. It may be used while another process writes to the file.
 */
export class SqliteLogInspector {
  private constructor(
    /** The log's id. */
    readonly id: string,
    private readonly db: Database,
  ) {}

  /** Throws an `UnusableLogFileError` if the file isn't an event log, or a `LogUnavailableError`. */
  static open(path: string): SqliteLogInspector {
    const { id, db } = openLogFile(path, true);
    return new SqliteLogInspector(id, db);
  }

  count(): number {
    return Number(this.valueOf('SELECT count(*) FROM events') ?? 0);
  }

  /** The position of the last event; undefined if there is none. */
  head(): string | undefined {
    const last = this.last();
    return last === undefined ? undefined : positionText(last);
  }

  /** The same, as the stored number. */
  last(): bigint | undefined {
    return this.valueOf('SELECT max(position) FROM events') ?? undefined;
  }

  /** How many events there are up to this position, inclusive. */
  countThrough(position: bigint): number {
    return Number(this.valueOf('SELECT count(*) FROM events WHERE position <= ?', position) ?? 0);
  }

  /**
   * All rows up to this position, inclusive, in the order of positions; invalid positions too. Throws SQLite's error if
   * the file is damaged.
   */
  *rows(through: bigint): Generator<StoredRow> {
    const page = this.db
      .prepare<[bigint, bigint, number], Omit<StoredRow, 'notUtf8'>>(
        `SELECT ${EVENT} FROM events WHERE position >= ? AND position <= ? ORDER BY position LIMIT ?`,
      )
      .safeIntegers();
    for (let from = FIRST; from <= LAST;) {
      const rows = page.all(from, through, PAGE_SIZE);
      for (const row of rows) yield { ...row, notUtf8: this.notUtf8(row) };
      const last = rows.at(-1)?.position;
      if (last === undefined || rows.length < PAGE_SIZE) return;
      from = last + 1n;
    }
  }

  /** Reads the bytes only of texts that contain a replacement character. */
  private notUtf8(row: Omit<StoredRow, 'notUtf8'>): string[] {
    return TEXTS.filter((column) => {
      const text = row[column];
      if (typeof text !== 'string' || !text.includes('\uFFFD')) return false;
      const query = `SELECT CAST(${column} AS BLOB) FROM events WHERE position = ?`;
      const bytes = this.db.prepare<[bigint], Buffer>(query).pluck().get(row.position);
      return bytes !== undefined && !isUtf8(bytes);
    });
  }

  /** What SQLite's integrity check finds wrong with the file and its indexes; empty if it is intact. */
  integrityErrors(): string[] {
    try {
      const found = this.db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
      return found.filter((line) => line !== 'ok');
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_CORRUPT') !== true) throw readFailure(error);
      return [errorMessage(error)];
    }
  }

  /**
   * Writes everything committed so far to another file, which must not exist or be empty. Throws an
   * `UnwritableFileError` if that can't be written.
   */
  copyInto(path: string): void {
    try {
      this.db.prepare('VACUUM INTO ?').run(path);
    } catch (error) {
      // The log itself is only read, so a failed write concerns the other file.
      throw isWriteError(error) ? new UnwritableFileError(path, { cause: error }) : readFailure(error);
    }
  }

  close(): void {
    this.db.close();
  }

  private valueOf(query: string, ...values: bigint[]): bigint | null {
    try {
      const statement = this.db.prepare<bigint[], bigint | null>(query);
      return (
        statement
          .pluck()
          .safeIntegers()
          .get(...values) ?? null
      );
    } catch (error) {
      throw readFailure(error);
    }
  }
}
