import { existsSync } from 'node:fs';
import { logFile } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { FolderLock, FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { settings } from './settings.js';
import { UnreachableError, UsageError, messageOf } from '../errors.js';
import type { GlobalOptions } from './session.js';

/** Throws a `UsageError` where another server is meant. */
export function rejectUrlOption({ url }: GlobalOptions, command: string): void {
  if (url !== undefined) throw new UsageError(`"${command}" works on the data folder itself, not through a server.`);
}

/** Throws a `UsageError` where another server is meant, or an event store: the command works on the files of a folder. */
export function requireLocalLog(options: GlobalOptions, command: string): void {
  rejectUrlOption(options, command);
  if (settings(options.data).eventStore !== undefined) {
    throw new UsageError(`"${command}" works on a log in the data folder, but CLAIM_LEDGER_LOG names an event store.`);
  }
}

/** Throws an `UnreachableError` where there is none. */
export function existingLogFile(data: string): string {
  const path = logFile(settings(data));
  if (!existsSync(path)) throw new UnreachableError(`There is no ledger in ${data}.`);
  return path;
}

/** Reads a folder's log as it is stored, also beside the server that owns it. */
export async function withLocalLog<Result>(
  data: string,
  work: (log: SqliteEventLog) => Promise<Result>,
): Promise<Result> {
  const path = existingLogFile(data);
  return withCliErrors(data, async () => {
    const log = SqliteEventLog.openReadOnly(path);
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  });
}

/** Works in a folder that it owns meanwhile, and in which nobody makes a read model. */
export async function withOwnedFolder<Result>(data: string, work: () => Promise<Result>): Promise<Result> {
  return withCliErrors(data, async () => {
    const locks: FolderLock[] = [];
    try {
      locks.push(FolderLock.acquire(data));
      locks.push(FolderLock.acquire(data, 'rebuild'));
      return await work();
    } finally {
      for (const lock of locks) lock.release();
    }
  });
}

/** What goes wrong with the files is told in words. */
export async function withCliErrors<Result>(data: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toCliError(data, error);
  }
}

/** An error of the files of a folder in words; any other as it is. */
export function toCliError(data: string, error: unknown): unknown {
  if (error instanceof FolderOwnedError) return new UnreachableError(`${error.message} End it first.`);
  if (!(error instanceof EventLogError) && !(error instanceof Error && 'code' in error)) return error;
  return new UnreachableError(`${data} can't be used: ${messageOf(error).replace(/\.$/, '')}.`, { cause: error });
}
