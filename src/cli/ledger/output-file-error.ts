import { FileExistsError } from '../../lib/files.js';
import { UnwritableFileError } from '../../event-log/sqlite/log-file-inspector.js';
import { RefusedError, UsageError, messageOf } from '../errors.js';

/**
 * What goes wrong with the file that a command makes, in words; any other error as it is. Before an error of the log is
 * told as one of the data folder.
 */
export function toOutputFileError(path: string, error: unknown): unknown {
  if (error instanceof FileExistsError) return new RefusedError(error.message);
  const isUnwritable = error instanceof UnwritableFileError || (error instanceof Error && 'syscall' in error);
  return isUnwritable ? new UsageError(`${path} can't be written: ${messageOf(error)}.`) : error;
}
