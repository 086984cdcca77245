import { createFileAtomically } from '../../lib/files.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';

/** What a log file holds. */
export interface LogSummary {
  /** The log's id. */
  readonly log: string;
  readonly events: number;
  /** The position of the last event; undefined for an empty log. */
  readonly position: string | undefined;
}

/**
 * Copies a log file to `target` as of one moment, also while another process writes to it. The copy is atomic: see
 * `createFileAtomically`, also for errors.
 */
export function createBackup(path: string, target: string): Promise<LogSummary> {
  return createFileAtomically(target, (part) => {
    const file = SqliteLogInspector.open(path);
    try {
      file.copyInto(part);
    } finally {
      file.close();
    }
    return Promise.resolve(summarizeLog(part));
  });
}

/** Throws an `UnusableLogFileError` if the file is not a log. */
export function summarizeLog(path: string): LogSummary {
  const file = SqliteLogInspector.open(path);
  try {
    return { log: file.id, events: file.count(), position: file.head() };
  } finally {
    file.close();
  }
}
