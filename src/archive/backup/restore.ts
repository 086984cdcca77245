import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { LogUnavailableError } from '../../event-log/event-log.js';
import { readFailure, sqliteCode } from '../../event-log/sqlite/errors.js';
import { openLogFile, requireRegularFile, UnusableLogFileError } from '../../event-log/sqlite/log-file.js';
import { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';
import { Faults } from '../verify/faults.js';
import { linkOrCopy, exists, removeDatabase, syncFile, syncFolder } from '../../lib/files.js';
import type { CheckOptions } from '../verify/log-check.js';
import { checkLogFile } from '../verify/log-file-check.js';
import { summarizeLog, type LogSummary } from './backup.js';

/** So long a restore waits for those who read the log that is to give way. */
const READER_MS = 1_000;

/** The backup isn't put in place, since it has faults; nothing was changed. */
export class FaultyBackupError extends Error {
  constructor(readonly faults: Faults) {
    super(`The backup has ${faults.count} faults.`);
    this.name = new.target.name;
  }
}

/** There is a log already, and nobody said that it is to be replaced. */
export class LogExistsError extends Error {
  constructor(readonly there: LogSummary | undefined) {
    super('There is a log already.');
    this.name = new.target.name;
  }
}

export interface RestoreOptions extends CheckOptions {
  /** Whether a log that is there gives way to the backup. */
  readonly replace: boolean;
  /** For the name of one that gives way. */
  readonly now: Date;
}

export interface Restored extends LogSummary {
  /** Where the log is that was there, if there was one, and what it holds, if it can be read. */
  readonly aside?: { readonly path: string; readonly held: LogSummary | undefined };
}

/**
 * Puts a backup in the place of a folder's log, for the folder's owner. A copy of it is made beside and checked wholly
 * before anything else is touched. A log that is there is never deleted: it is kept beside under another name. What a
 * process that is killed leaves is the log that was there, or the backup; the next restore removes what else it left.
 *
 * @throws LogThereError, FaultyBackupError, a `LogUnavailableError` while somebody reads the log that is there, an `UnusableLogFileError` for a file that is no log, or the system's error
 */
export async function restore(backup: string, path: string, options: RestoreOptions): Promise<Restored> {
  const there = await exists(path);
  if (there && !options.replace) throw new LogExistsError(lookInto(path));
  const source = await wholeFile(backup);
  const part = `${path}.restoring`;
  await removeDatabase(part);
  if (there) {
    requireRegularFile(path);
    await removeStaleHardLinks(path);
  }
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(part, 0o600);
    const restored = await checked(part, options);
    await settle(part);
    const aside = there ? await moveAside(path, options.now) : undefined;
    await rename(part, path);
    await syncFolder(dirname(path));
    return { ...restored, ...(aside && { aside }) };
  } finally {
    await removeDatabase(part);
  }
}

/** Where the backup itself is, whatever links lead to it: what SQLite has not yet written into it is beside that. */
async function wholeFile(backup: string): Promise<string> {
  requireRegularFile(backup);
  const source = await realpath(backup);
  if ((await sizeOf(`${source}-wal`)) > 0) {
    throw new UnusableLogFileError(`${backup} is in use, or a part of it is in ${source}-wal: it is no backup.`);
  }
  return source;
}

async function checked(part: string, options: RestoreOptions): Promise<LogSummary> {
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

/** All of it in one file, on disk, and nothing beside it. */
async function settle(path: string): Promise<void> {
  openLogFile(path, false).db.close();
  await syncFile(path);
}

/**
 * The old log keeps its name until the backup takes it, so that at no time there is none. What SQLite has beside it must
 * be gone by then, since it would be taken for a part of the backup; so it is written into the log first. Only of a log
 * that is damaged it is kept beside: then both files together are what there was.
 */
async function moveAside(path: string, now: Date): Promise<Restored['aside']> {
  const aside = `${path}.replaced-${now.toISOString().replace(/[:.]/g, '-')}`;
  const found = lookInto(path);
  await checkpointWal(path);
  await linkOrCopy(path, aside);
  if ((await sizeOf(`${path}-wal`)) > 0) await linkOrCopy(`${path}-wal`, `${aside}-wal`);
  await syncFolder(dirname(path));
  for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
  await syncFolder(dirname(path));
  return { path: aside, held: found };
}

/**
 * Writes what SQLite has beside a log into the log's own file. Of a log that is damaged, or none, everything stays as
 * it is. Throws a `LogUnavailableError` if somebody who reads the log keeps it from that.
 */
async function checkpointWal(path: string): Promise<void> {
  try {
    // Reading shows whether it is damaged: whoever opens such a log to write deletes what is beside it.
    withDatabase(path, true, (database) => database.prepare('SELECT count(*) FROM sqlite_schema').get());
    withDatabase(path, false, (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  } catch (error) {
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error) ?? '')) return;
    throw readFailure(error);
  }
  if ((await sizeOf(`${path}-wal`)) === 0) return;
  throw new LogUnavailableError(`Somebody still reads ${path}: end that first.`);
}

function withDatabase(path: string, readonly: boolean, work: (database: Database.Database) => unknown): void {
  const database = new Database(path, { readonly, fileMustExist: true, timeout: READER_MS });
  try {
    work(database);
  } finally {
    database.close();
  }
}

/**
 * A restore that was killed may have named the log a second time, and not replaced it. If it had also taken away what
 * stood beside a damaged log, that is put back.
 */
async function removeStaleHardLinks(path: string): Promise<void> {
  const { ino } = await stat(path);
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(path)}.replaced-`) || name.endsWith('-wal')) continue;
    const other = join(folder, name);
    if ((await stat(other)).ino !== ino) continue;
    if ((await exists(`${other}-wal`)) && !(await exists(`${path}-wal`))) await rename(`${other}-wal`, `${path}-wal`);
    for (const suffix of ['-wal', '']) await rm(other + suffix, { force: true });
  }
}

async function sizeOf(path: string): Promise<number> {
  return existsSync(path) ? (await stat(path)).size : 0;
}

/** Undefined for a log that can't be read. */
function lookInto(path: string): LogSummary | undefined {
  try {
    return summarizeLog(path);
  } catch {
    return undefined;
  }
}
