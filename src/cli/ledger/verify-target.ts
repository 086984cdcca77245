import { checkLogFile } from '../../archive/verify/log-file-check.js';
import type { CheckOptions, LogExtent } from '../../archive/verify/log-check.js';
import type { Faults } from '../../archive/verify/faults.js';
import { checkStoredLog } from '../../archive/verify/stored-log-check.js';
import type { EventLog } from '../../event-log/event-log.js';
import { serversIn } from '../../event-log/eventstoredb/connection-string.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';
import { settings } from './settings.js';
import { existingLogFile, withCliErrors } from './data-folder.js';
import { withLogOf } from './log-location.js';
import { requireSameLog } from './log-mismatch.js';

/** A log to verify, with the checks that its kind of store allows. */
export interface VerifyTarget {
  readonly id: string;
  /** The file or event store that it is kept in; never with a password. */
  readonly kept: { readonly file: string } | { readonly eventStore: string };
  check(faults: Faults, options: CheckOptions): Promise<LogExtent>;
  /** Works with it as it is stored. */
  reading<Result>(work: (stored: EventLog) => Promise<Result>): Promise<Result>;
}

/**
 * The log of this folder's ledger, wherever the settings keep it. Throws a `RefusedError` if a server on the folder uses
 * another log, an `UnreachableError` if there is none or it can't be used.
 */
export async function withCheckedLog<Result>(
  data: string,
  work: (log: VerifyTarget) => Promise<Result>,
): Promise<Result> {
  const config = settings(data);
  const { eventStore } = config;
  if (eventStore === undefined) {
    requireSameLog(config);
    return withCheckedFile(data, existingLogFile(data), work);
  }
  return withCliErrors(data, () =>
    withLogOf(data, (stored) =>
      work({
        id: stored.id,
        kept: { eventStore: serversIn(eventStore) },
        check: (faults, options) => checkStoredLog(stored, faults, options),
        reading: (read) => read(stored),
      }),
    ),
  );
}

/** The log in one file. Errors are reported as errors of `name`. */
export function withCheckedFile<Result>(
  name: string,
  file: string,
  work: (log: VerifyTarget) => Promise<Result>,
): Promise<Result> {
  return withCliErrors(name, async () => {
    const inspector = SqliteLogInspector.open(file);
    try {
      return await work({
        id: inspector.id,
        kept: { file },
        check: (faults, options) => checkLogFile(inspector, faults, options),
        reading: async (read) => {
          const stored = SqliteEventLog.openReadOnly(file);
          try {
            return await read(stored);
          } finally {
            await stored.close();
          }
        },
      });
    } finally {
      inspector.close();
    }
  });
}
