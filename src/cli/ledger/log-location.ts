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
import { logLocationText } from './cli-settings.js';
import { settings } from './settings.js';
import { UnreachableError, UsageError } from '../errors.js';
import { toCliError, withLocalLog, withOwnedFolder } from './data-folder.js';
import { requireSameLog } from './log-mismatch.js';

/** Where a log is kept: in a data folder, or in an event store. Its errors are reported in words, and name it. */
export interface LogLocation {
  /** As a person knows it; never with a password. */
  readonly name: string;
  /** How many concurrent appends it takes. */
  readonly maxConcurrentAppends: number;
  /** Works with the log that is there. Throws an `UnreachableError` if there is none. */
  reading<Result>(work: (log: CopySource) => Promise<Result>): Promise<Result>;
  /** Works with the log there, and creates one if there is none. No other process uses a folder meanwhile. */
  writing<Result>(work: (log: CopyTarget) => Promise<Result>): Promise<Result>;
}

/** Throws a `UsageError` for a text that names neither. The text isn't shown: it may hold a password. */
export function parseLogLocation(option: string, text: string): LogLocation {
  const parsed = logLocationText(text);
  if ('problem' in parsed) throw new UsageError(`${option} ${parsed.problem}`);
  return isConnectionString(text) ? eventStore(text) : dataFolder(text);
}

/**
 * Works with the log of this folder's ledger, wherever the settings keep it. Throws a `RefusedError` if a server on the
 * folder uses another log.
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
    throw toUnreachable(error);
  }
}

function dataFolder(folder: string): LogLocation {
  const toError = (error: unknown): unknown => toCliError(folder, error);
  return {
    name: folder,
    maxConcurrentAppends: SQLITE_CONCURRENT_APPENDS,
    reading: (work) => withLocalLog(folder, (log) => work(withCliErrorsOf(log, toError))),
    writing: (work) =>
      withOwnedFolder(folder, async () => {
        const log = SqliteEventLog.open(logFile(settings(folder)));
        try {
          return await work(withCliErrorsOf(log, toError));
        } finally {
          await log.close();
        }
      }),
  };
}

function eventStore(connectionString: string): LogLocation {
  const withLog =
    (whenNone: WhenNone) =>
    async <Result>(work: (log: CopyTarget) => Promise<Result>): Promise<Result> => {
      const log = await openStoredIn(connectionString, { whenNone }).catch((error: unknown) => {
        throw toUnreachable(error);
      });
      try {
        return await work(withCliErrorsOf(log, toUnreachable));
      } finally {
        await log.close();
      }
    };
  return {
    name: serversIn(connectionString),
    maxConcurrentAppends: 1,
    reading: withLog('refuse'),
    writing: withLog('make-if-free'),
  };
}

/** The message of an event store's error says what can't be used, and why. */
const toUnreachable = (error: unknown): unknown =>
  error instanceof EventLogError ? new UnreachableError(error.message, { cause: error }) : error;

/** The same log, whose errors are reported as its own, so that they aren't mistaken for those of the other log. */
const withCliErrorsOf = (log: EventLog, toError: (error: unknown) => unknown): CopyTarget => ({
  id: log.id,
  append: (stream, expected, events) =>
    log.append(stream, expected, events).catch((error: unknown) => {
      throw isAnswer(error) ? error : toError(error);
    }),
  readAll: async function* (options) {
    try {
      yield* log.readAll(options);
    } catch (error) {
      throw toError(error);
    }
  },
});

const isAnswer = (error: unknown): boolean =>
  error instanceof InvalidAppendError || error instanceof WrongExpectedRevisionError;
