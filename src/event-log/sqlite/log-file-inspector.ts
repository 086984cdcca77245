import { isUtf8 } from 'node:buffer';
import type { Database } from 'better-sqlite3';
import { positionText } from '../position.js';
import { isWriteError, readFailure, sqliteCode, UnwritableFileError } from './errors.js';
import { openLogFile } from './log-file.js';
import type { EventRow } from './rows.js';
import { EVENT } from './statements.js';
import { errorMessage } from '../../lib/error-message.js';

const PAGE_SIZE = 500;

/** Where SQLite's integers begin and end. */
const [FIRST, LAST] = [-(2n ** 63n), 2n ** 63n - 1n];

const TEXTS = ['stream', 'id', 'type', 'data', 'metadata'] as const;

/** A row as it is, also one that no log would write: only that its position is an integer is sure. */
export interface StoredRow extends Readonly<Record<(typeof TEXTS)[number] | 'revision', unknown>> {
  readonly position: bigint;
  /** Columns whose bytes aren't UTF-8; their text has other characters in their place. */
  readonly notUtf8: readonly string[];
}

/** The row of an event, its numbers as near as may be; undefined where it has something else than texts. */
export function eventRowOf(row: StoredRow): EventRow | undefined {
  const { position, stream, revision, id, type, data, metadata } = row;
  const texts = [stream, id, type, data, metadata];
  if (texts.some((text) => typeof text !== 'string')) return undefined;
  return { ...row, position: Number(position), revision: Number(revision) } as unknown as EventRow;
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
    return Number(this.asked('SELECT count(*) FROM events') ?? 0);
  }

  /** The position of the last event, if there is one. */
  head(): string | undefined {
    const last = this.last();
    return last === undefined ? undefined : positionText(last);
  }

  /** The same, as it stands there. */
  last(): bigint | undefined {
    return this.asked('SELECT max(position) FROM events') ?? undefined;
  }

  /** How many there are up to this position. */
  countThrough(position: bigint): number {
    return Number(this.asked('SELECT count(*) FROM events WHERE position <= ?', position) ?? 0);
  }

  /**
   * All rows up to this position, in the order of their positions, the impossible ones too. Throws SQLite's error if the
   * file is damaged.
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

  /** Only where the text has a character that stands for what is none, its bytes have to be asked for. */
  private notUtf8(row: Omit<StoredRow, 'notUtf8'>): string[] {
    return TEXTS.filter((column) => {
      const text = row[column];
      if (typeof text !== 'string' || !text.includes('\uFFFD')) return false;
      const query = `SELECT CAST(${column} AS BLOB) FROM events WHERE position = ?`;
      const bytes = this.db.prepare<[bigint], Buffer>(query).pluck().get(row.position);
      return bytes !== undefined && !isUtf8(bytes);
    });
  }

  /** What SQLite finds wrong with the file and its index; nothing if it is well. */
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
   * Writes all that was committed by now into another file, which must not be there yet, or be empty. Throws an
   * `UnwritableFileError` if that can't be written.
   */
  copyInto(path: string): void {
    try {
      this.db.prepare('VACUUM INTO ?').run(path);
    } catch (error) {
      // The log itself is only read, so what fails in writing is of the other file.
      throw isWriteError(error) ? new UnwritableFileError(path, { cause: error }) : readFailure(error);
    }
  }

  close(): void {
    this.db.close();
  }

  private asked(query: string, ...values: bigint[]): bigint | null {
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
