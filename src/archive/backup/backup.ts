import { makeFile } from '../../lib/files.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';

/** What a log's file holds. */
export interface HeldLog {
  /** The log's id. */
  readonly log: string;
  readonly events: number;
  readonly position: string | undefined;
}

/**
 * Copies a log's file into another one, as it is at one moment, also beside the process that writes to it. See `makeFile`
 * for what the copy is like, and for what is thrown.
 */
export function backUp(path: string, target: string): Promise<HeldLog> {
  return makeFile(target, (part) => {
    const file = SqliteLogInspector.open(path);
    try {
      file.copyInto(part);
    } finally {
      file.close();
    }
    return Promise.resolve(held(part));
  });
}

/** Throws an `UnusableLogFileError` if the file is no log. */
export function held(path: string): HeldLog {
  const file = SqliteLogInspector.open(path);
  try {
    return { log: file.id, events: file.count(), position: file.head() };
  } finally {
    file.close();
  }
}
