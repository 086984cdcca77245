import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { LogUnavailableError } from '../../event-log/event-log.js';
import { LogDamagedError, readFailure, sqliteCode } from '../../event-log/sqlite/errors.js';
import { openLogFile, requireRegularFile, UnusableLogFileError } from '../../event-log/sqlite/log-file.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { Faults } from '../verify/faults.js';
import { linkOrCopy, exists, removeDatabase, syncFile, syncFolder } from '../../lib/files.js';
import type { CheckOptions } from '../verify/log-check.js';
import { checkLogFile } from '../verify/log-file-check.js';
import { summarizeLog, type LogSummary } from './backup.js';
import { takeOverRedactions } from './taken-over-redactions.js';
import { copyOf, removeUnfinishedRestore } from './unfinished-restore.js';

/** How long a restore waits for readers of the log that it replaces, in milliseconds. */
const READER_TIMEOUT_MS = 1_000;

/** The backup has faults. Nothing was changed. */
export class FaultyBackupError extends Error {
  constructor(readonly faults: Faults) {
    super(`The backup has ${faults.count} ${faults.count === 1 ? 'fault' : 'faults'}; nothing was changed.`);
    this.name = new.target.name;
  }
}

/** There is already a log, and the options don't allow replacing it. Nothing was changed. */
export class LogExistsError extends Error {
  /** @param existing what the log holds; undefined if it can't be read */
  constructor(readonly existing: LogSummary | undefined) {
    super('There is already a log.');
    this.name = new.target.name;
  }
}

export interface RestoreOptions extends CheckOptions {
  /** Whether an existing log may be replaced. */
  readonly replace: boolean;
  /** Goes into the new name of a replaced log. */
  readonly now: Date;
  /** Called with the copy that takes the place of the log, before anything else is changed: the last step that may fail. */
  readonly onChecked?: (copy: string) => Promise<void>;
}

export interface RestoreResult extends LogSummary {
  /**
   * How many redactions of the log that was replaced were made in the backup, too; absent if there were none, null if they
   * can't be read.
   */
  readonly redactions?: number | null;
  /** The log that was replaced, if there was one: its new path, and what it holds if it can be read. */
  readonly replaced?: { readonly path: string; readonly contents: LogSummary | undefined };
}

/**
 * Puts a copy of a backup at `path`, the log of a folder that the caller owns.
 *
 * The copy is verified completely before anything else is changed. Redactions of an existing log are made in it, too. An
 * existing log is renamed to `<path>.replaced-<time>`, never deleted. The restore is atomic: a killed process leaves either
 * the existing log or the backup at `path`. `removeUnfinishedRestore` removes the rest.
 *
 * Rejects with a `LogExistsError`, a `FaultyBackupError`, a `LogUnavailableError` while another process reads the
 * existing log, an `UnusableLogFileError` for a file that is not a log, or the error of the file system.
 */
export async function restore(backup: string, path: string, options: RestoreOptions): Promise<RestoreResult> {
  const logExists = await exists(path);
  if (logExists && !options.replace) throw new LogExistsError(summaryIfReadable(path));
  const source = await requireCompleteFile(backup);
  const part = copyOf(path);
  if (logExists) requireRegularFile(path);
  removeUnfinishedRestore(path);
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE).catch((error: unknown) => {
      // The system names both files, and the first one isn't where there is no room.
      throw Object.assign(error as Error, { path: part });
    });
    await chmod(part, 0o600);
    const checked = await verifyCopy(part, options);
    const redactions = logExists ? await redactionsOf(path, part) : 0;
    const restored = redactions === 0 ? checked : summarizeLog(part);
    await options.onChecked?.(part);
    await syncDatabase(part);
    const replaced = logExists ? await moveAside(path, options.now) : undefined;
    await rename(part, path);
    await syncFolder(dirname(path));
    return { ...restored, ...(redactions !== 0 && { redactions }), ...(replaced && { replaced }) };
  } finally {
    await removeDatabase(part);
  }
}

/** Null for a log that is damaged: it must be possible to replace it nevertheless. */
async function redactionsOf(path: string, part: string): Promise<number | null> {
  if (summaryIfReadable(path) === undefined) return null;
  const log = SqliteEventLog.openReadOnly(path);
  try {
    return await takeOverRedactions(log, part);
  } catch (error) {
    if (error instanceof LogDamagedError) return null;
    throw error;
  } finally {
    await log.close();
  }
}

/** Resolves links, since SQLite puts the `-wal` next to the file itself. Throws if the `-wal` holds a part of it. */
async function requireCompleteFile(backup: string): Promise<string> {
  requireRegularFile(backup);
  const source = await realpath(backup);
  if ((await sizeOf(`${source}-wal`)) > 0) {
    throw new UnusableLogFileError(
      `${backup} is not a complete backup: it is in use, or a part of it is in ${source}-wal. Back it up with "claim-ledger backup" and restore that file.`,
    );
  }
  return source;
}

async function verifyCopy(part: string, options: RestoreOptions): Promise<LogSummary> {
  const faults = new Faults();
  const file = SqliteLogInspector.open(part);
  try {
    await checkLogFile(file, faults, options);
  } finally {
    file.close();
  }
  if (faults.count > 0) throw new FaultyBackupError(faults);
  return summarizeLog(part);
}

/** Leaves the whole database in one file, synced, without a `-wal`. */
async function syncDatabase(path: string): Promise<void> {
  openLogFile(path, false).db.close();
  await syncFile(path);
}

/**
 * Links the existing log to its new name. The old name stays until the backup replaces it, so that there is a log at all
 * times. Its `-wal` must be gone by then, or SQLite would treat it as a part of the backup: it is written into the log
 * first. The `-wal` of a damaged log is kept under the new name instead, since only both files together are that log.
 */
async function moveAside(path: string, now: Date): Promise<RestoreResult['replaced']> {
  const newPath = `${path}.replaced-${now.toISOString().replace(/[:.]/g, '-')}`;
  const contents = summaryIfReadable(path);
  await checkpointWal(path);
  await linkOrCopy(path, newPath);
  if ((await sizeOf(`${path}-wal`)) > 0) await linkOrCopy(`${path}-wal`, `${newPath}-wal`);
  await syncFolder(dirname(path));
  for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
  await syncFolder(dirname(path));
  return { path: newPath, contents };
}

/**
 * Writes the `-wal` of a log into the log file. Changes nothing for a file that is damaged or is not a database.
 * Throws a `LogUnavailableError` if a reader of the log prevents it.
 */
async function checkpointWal(path: string): Promise<void> {
  try {
    // Read first, to find damage: opening a damaged log for writing would delete its -wal.
    withDatabase(path, true, (database) => database.prepare('SELECT count(*) FROM sqlite_schema').get());
    withDatabase(path, false, (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  } catch (error) {
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error) ?? '')) return;
    throw readFailure(error);
  }
  if ((await sizeOf(`${path}-wal`)) === 0) return;
  throw new LogUnavailableError(`Another process is reading ${path}. Stop it, then restore again.`);
}

function withDatabase(path: string, readonly: boolean, work: (database: Database.Database) => unknown): void {
  const database = new Database(path, { readonly, fileMustExist: true, timeout: READER_TIMEOUT_MS });
  try {
    work(database);
  } finally {
    database.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  return existsSync(path) ? (await stat(path)).size : 0;
}

/** Undefined if the log can't be read. */
function summaryIfReadable(path: string): LogSummary | undefined {
  try {
    return summarizeLog(path);
  } catch {
    return undefined;
  }
}
