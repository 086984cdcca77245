import { existsSync } from 'node:fs';
import { logFile } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { FolderLock, FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { settings } from './settings.js';
import { UnreachableError, unusableFolder, UsageError } from '../errors.js';
import type { GlobalOptions } from './global-options.js';

/** Throws a `UsageError` if the options name a server. */
export function rejectUrlOption({ url }: GlobalOptions, command: string): void {
  if (url !== undefined) {
    throw new UsageError(`"${command}" works on the data folder, not through a server. Use --data instead of --url.`);
  }
}

/** Throws a `UsageError` if the options name a server or an event store: the command works on the files of a folder. */
export function requireLocalLog(options: GlobalOptions, command: string): void {
  rejectUrlOption(options, command);
  if (settings(options.data).eventStore !== undefined) {
    throw new UsageError(
      `"${command}" works on a log in the data folder, but CLAIM_LEDGER_LOG names an event store. Use the backups of the event store, or unset CLAIM_LEDGER_LOG.`,
    );
  }
}

/** There is no log in this folder. */
export const noLedgerIn = (data: string): UnreachableError =>
  new UnreachableError(`There is no ledger in ${data}. Check the name of the folder.`);

/** Throws an `UnreachableError` if there is none. */
export function existingLogFile(data: string): string {
  const path = logFile(settings(data));
  if (!existsSync(path)) throw noLedgerIn(data);
  return path;
}

/** Reads a folder's log as it is stored, also next to the server that owns it. */
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

/** Runs `work` while this process owns the folder, and no other process builds a read model in it. */
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

/** Reports errors of the files in words. */
export async function withCliErrors<Result>(data: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toCliError(data, error);
  }
}

/** An error of the files of a folder in words; any other error as it is. */
export function toCliError(data: string, error: unknown): unknown {
  if (error instanceof FolderOwnedError) return new UnreachableError(`${error.message} Stop it first.`);
  if (!(error instanceof EventLogError) && !(error instanceof Error && 'code' in error)) return error;
  return unusableFolder(data, error);
}
