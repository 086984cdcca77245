import { LogUnavailableError, UnknownOutcomeError } from '../event-log.js';

/** A file that was to be written can't be; the log's own file is as it was. */
export class UnwritableFileError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`${path} can't be written.`, options);
    this.name = new.target.name;
  }
}

/** SQLite's name for an error, such as `SQLITE_BUSY`; undefined if the error isn't SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  // Not by instanceof: the driver's error class belongs to the first realm that loads it, which under Jest is another.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** Whether it is writing a file that failed, as on a full disk. */
export const isWriteError = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE))/.test(sqliteCode(error) ?? '');

/** What a failed read means to the port; an error that is no passing state of the file is given back as it is. */
export function readFailure(error: unknown): unknown {
  return /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY)/.test(sqliteCode(error) ?? '')
    ? new LogUnavailableError('The log file cannot be used at the moment.', { cause: error })
    : error;
}

/**
 * What a failed commit means to the port. An I/O error leaves the outcome open: if the sync failed after the commit
 * was written, recovery after a crash may still find it.
 */
export function commitFailure(error: unknown): unknown {
  return sqliteCode(error)?.startsWith('SQLITE_IOERR') === true
    ? new UnknownOutcomeError('The log file could not be written.', { cause: error })
    : readFailure(error);
}
