import { createFileAtomically } from '../../lib/files.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';

/** What a log's file holds. */
export interface LogSummary {
  /** The log's id. */
  readonly log: string;
  readonly events: number;
  readonly position: string | undefined;
}

/**
 * Copies a log's file into another one, as it is at one moment, also beside the process that writes to it. See `makeFile`
 * for what the copy is like, and for what is thrown.
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

/** Throws an `UnusableLogFileError` if the file is no log. */
export function summarizeLog(path: string): LogSummary {
  const file = SqliteLogInspector.open(path);
  try {
    return { log: file.id, events: file.count(), position: file.head() };
  } finally {
    file.close();
  }
}
