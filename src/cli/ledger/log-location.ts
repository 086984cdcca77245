import type { CopySource, CopyTarget } from '../../archive/copy/copy-log.js';
import { SQLITE_CONCURRENT_APPENDS } from '../../lib/concurrency-group.js';
import { logFile } from '../../config.js';
import {
  type EventLog,
  EventLogError,
  InvalidAppendError,
  WrongExpectedRevisionError,
} from '../../event-log/event-log.js';
import { isConnectionString, serversIn } from '../../event-log/eventstoredb/connection-string.js';
import type { WhenNone } from '../../event-log/eventstoredb/log-identity.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { openStoredIn } from '../../ledger/open-event-log.js';
import { isFolder, settings } from './settings.js';
import { UnreachableError, UsageError } from '../errors.js';
import { toCliError, withLocalLog, withOwnedFolder } from './data-folder.js';
import { requireSameLog } from './log-mismatch.js';

/** Where a log is kept: in a data folder, or in an event store. All its errors are told in words, and say which. */
export interface LogLocation {
  /** As a reader knows it; never with a password. */
  readonly name: string;
  /** How many appends may be under way there at once. */
  readonly maxConcurrentAppends: number;
  /** Works with the log that is there. Throws an `UnreachableError` where there is none. */
  reading<Result>(work: (log: CopySource) => Promise<Result>): Promise<Result>;
  /** Works with the log there, of a folder alone, making one where there is none. */
  writing<Result>(work: (log: CopyTarget) => Promise<Result>): Promise<Result>;
}

/** Throws a `UsageError` for what is neither a folder nor a connection string. It isn't shown: it may hold a password. */
export function parseLogLocation(option: string, text: string): LogLocation {
  if (isConnectionString(text)) return eventStore(option, text);
  if (isFolder(text)) return dataFolder(text);
  throw new UsageError(
    `${option} takes a data folder, or a connection string that begins with esdb://, esdb+discover:// or kurrentdb://. A folder whose name looks like an address must be there already.`,
  );
}

/**
 * Works with the log that is there of the ledger of this folder, wherever the settings say that it is kept. Throws a
 * `RefusedError` where a server on the folder uses another.
 */
export async function withLogOf<Result>(data: string, work: (log: EventLog) => Promise<Result>): Promise<Result> {
  const config = settings(data);
  const refusingOther = (log: EventLog): Promise<Result> => {
    requireSameLog(config, log.id);
    return work(log);
  };
  requireSameLog(config);
  if (config.eventStore === undefined) return withLocalLog(data, refusingOther);
  try {
    const log = await openStoredIn(config.eventStore, { whenNone: 'refuse' });
    try {
      return await refusingOther(log);
    } finally {
      await log.close();
    }
  } catch (error) {
    throw told(error);
  }
}

function dataFolder(folder: string): LogLocation {
  const tell = (error: unknown): unknown => toCliError(folder, error);
  return {
    name: folder,
    maxConcurrentAppends: SQLITE_CONCURRENT_APPENDS,
    reading: (work) => withLocalLog(folder, (log) => work(telling(log, tell))),
    writing: (work) =>
      withOwnedFolder(folder, async () => {
        const log = SqliteEventLog.open(logFile(settings(folder)));
        try {
          return await work(telling(log, tell));
        } finally {
          await log.close();
        }
      }),
  };
}

function eventStore(option: string, connectionString: string): LogLocation {
  const withLog =
    (whenNone: WhenNone) =>
    async <Result>(work: (log: CopyTarget) => Promise<Result>): Promise<Result> => {
      const log = await openStoredIn(connectionString, { whenNone }).catch((error: unknown) => {
        throw told(error);
      });
      try {
        return await work(telling(log, told));
      } finally {
        await log.close();
      }
    };
  return {
    name: hostsIn(option, connectionString),
    maxConcurrentAppends: 1,
    reading: withLog('refuse'),
    writing: withLog('make-if-free'),
  };
}

/** An event store's errors say themselves what can't be used, and why. */
const told = (error: unknown): unknown =>
  error instanceof EventLogError ? new UnreachableError(error.message, { cause: error }) : error;

function hostsIn(option: string, connectionString: string): string {
  try {
    return serversIn(connectionString);
  } catch (error) {
    throw error instanceof EventLogError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}

/** The same log; its errors are told as its own before another log's are taken for them. */
const telling = (log: EventLog, tell: (error: unknown) => unknown): CopyTarget => ({
  id: log.id,
  append: (stream, expected, events) =>
    log.append(stream, expected, events).catch((error: unknown) => {
      throw isAnswer(error) ? error : tell(error);
    }),
  readAll: async function* (options) {
    try {
      yield* log.readAll(options);
    } catch (error) {
      throw tell(error);
    }
  },
});

const isAnswer = (error: unknown): boolean =>
  error instanceof InvalidAppendError || error instanceof WrongExpectedRevisionError;
