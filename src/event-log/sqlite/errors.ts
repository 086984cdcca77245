import { LogUnavailableError, UnknownOutcomeError } from '../event-log.js';

/** A file that was to be written can't be; the log's own file is as it was. */
export class UnwritableFileError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`${path} can't be written.`, options);
    this.name = new.target.name;
  }
}

/** SQLite's code of an error, such as `SQLITE_BUSY`; undefined for other errors. */
export function sqliteCode(error: unknown): string | undefined {
  // Not by instanceof: the driver's error class belongs to the first realm that loads it, which differs under Jest.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** Whether writing to a file failed, for example because the disk is full. */
export const isWriteError = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE))/.test(sqliteCode(error) ?? '');

/** The port's error for a failed read. Errors that aren't temporary are returned as they are. */
export function readFailure(error: unknown): unknown {
  return /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY)/.test(sqliteCode(error) ?? '')
    ? new LogUnavailableError("The log file can't be used now.", { cause: error })
    : error;
}

/**
 * The port's error for a failed commit. After an I/O error the outcome is unknown: if the sync failed after the commit
 * was written, recovery after a crash may still find it.
 */
export function commitFailure(error: unknown): unknown {
  return sqliteCode(error)?.startsWith('SQLITE_IOERR') === true
    ? new UnknownOutcomeError('Writing the log file failed.', { cause: error })
    : readFailure(error);
}
