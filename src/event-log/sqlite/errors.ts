import { EventLogError, LogUnavailableError, UnknownOutcomeError } from '../event-log.js';
import { inOperatorsWords } from './error-words.js';

/** A file that was to be written can't be; the log's own file is as it was. */
export class UnwritableFileError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`${path} can't be written.`, options);
    this.name = new.target.name;
  }
}

/** A part of the log's file can't be read: something else wrote into it, or the disk lost it. */
export class LogDamagedError extends EventLogError {
  /** By which others recognise it as SQLite's. */
  readonly code = 'SQLITE_CORRUPT';
  /** What clients learn of it: without the path of the file. */
  readonly publicReason =
    "A part of the event log is damaged and can't be read, so nothing was recorded. The server's own log names the file and what to do.";

  constructor(file: string, options?: ErrorOptions) {
    super(
      `${file} is damaged. Stop the server, keep the file, and run "claim-ledger verify"; then restore a backup with "claim-ledger restore --replace".`,
      options,
    );
  }
}

/** SQLite's code of an error, such as `SQLITE_BUSY`; undefined for other errors. */
export function sqliteCode(error: unknown): string | undefined {
  // Not by instanceof: the driver's error class belongs to the first realm that loads it, which differs under Jest.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** What can't be done, why, and what the operator does, if the error is SQLite's own; undefined for others. */
export function sqliteReason(what: string, error: unknown): string | undefined {
  const code = error instanceof EventLogError ? undefined : sqliteCode(error);
  return code === undefined ? undefined : inOperatorsWords(what, code, error);
}

/** Whether SQLite says that a file is damaged, or isn't a database; not for damage of the log that its port reports. */
export const isDamage = (error: unknown): boolean =>
  !(error instanceof EventLogError) && /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');

/** Whether writing to a file failed, for example because the disk is full. */
export const isWriteError = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE))/.test(sqliteCode(error) ?? '');

const DISK_ERROR = 'The disk that holds the event log reported an error.';

/** What clients learn of an error of the log's file: without its path. */
const PUBLIC_REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^SQLITE_FULL/, 'The disk that holds the event log is full, so nothing can be recorded. Retry later.'],
  [/^SQLITE_(BUSY|LOCKED)/, 'Another process is using the event log, so nothing can be recorded now. Retry later.'],
  [/^SQLITE_IOERR/, `${DISK_ERROR} Retry later.`],
  [/^SQLITE_READONLY/, "The file of the event log can't be written, so nothing can be recorded. Retry later."],
];

/** The port's error for a failed read. Errors that aren't temporary are returned as they are. */
export function readFailure(error: unknown, file = 'The log file'): unknown {
  const code = sqliteCode(error) ?? '';
  if (!/^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY)/.test(code)) return error;
  const publicReason = PUBLIC_REASONS.find(([pattern]) => pattern.test(code))?.[1];
  return new LogUnavailableError(inOperatorsWords(`${file} can't be used now`, code, error), {
    cause: error,
    publicReason,
  });
}

/** The same, for the log itself: damage is the port's error, too. */
export const logFailure = (error: unknown, file: string): unknown =>
  isDamage(error) ? new LogDamagedError(file, { cause: error }) : readFailure(error, file);

/**
 * The port's error for a failed commit. After an I/O error the outcome is unknown: if the sync failed after the commit
 * was written, recovery after a crash may still find it.
 */
export function commitFailure(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  return code?.startsWith('SQLITE_IOERR') === true
    ? new UnknownOutcomeError(inOperatorsWords(`Writing ${file} failed`, code, error), {
        cause: error,
        publicReason: DISK_ERROR,
      })
    : logFailure(error, file);
}
