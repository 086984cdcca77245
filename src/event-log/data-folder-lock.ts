import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { EventLogError } from './event-log.js';
import { sqliteCode } from './sqlite/errors.js';

/** What is locked: the whole data folder, or the right to build a read model in it. */
export type LockName = 'owner' | 'rebuild';

/** Longer than another process needs to look up the owner. */
const ACQUIRE_TIMEOUT_MS = 250;

/** Where a log is kept: in a file of a data folder, or in an event store. */
export type LogKind = 'file' | 'event-store';

/** What the holder of a lock publishes: its process id, its log once that is open, and its API's URL once it listens. */
export interface LockHolder {
  readonly pid?: number;
  readonly log?: { readonly id: string; readonly kind: LogKind };
  readonly url?: string;
}

/** Another process, or another part of this one, holds the lock. */
export class FolderOwnedError extends EventLogError {
  constructor(
    readonly folder: string,
    readonly holder: LockHolder,
    name: LockName = 'owner',
  ) {
    const who = holder.pid === undefined ? 'another process' : `process ${holder.pid}`;
    super(name === 'owner' ? `${folder} is in use by ${who}.` : `A read model is being built in ${folder} by ${who}.`);
  }
}

/** Referenced until release or exit: garbage collection would close the database, and so release the lock. */
const open = new Set<Database>();

/**
 * The lock by which one process owns a data folder: a write transaction kept open on a small SQLite file. The operating
 * system releases it when the process ends, however it ends. The owner's process must not open that file by other means:
 * closing it there would release the lock, since POSIX locks belong to the process, not to the file handle. So what the
 * holder publishes is in a file next to it.
 */
export class FolderLock {
  private published: LockHolder = { pid: process.pid };

  private constructor(
    private readonly folder: string,
    private readonly name: LockName,
    private readonly db: Database,
  ) {}

  /**
   * Creates the folder if it doesn't exist, and locks it until `release` or the end of the process.
   *
   * @throws FolderOwnedError with what the holder published; the system's error if the folder can't be written
   */
  static acquire(folder: string, name: LockName = 'owner'): FolderLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const db = lock(folder, name, ACQUIRE_TIMEOUT_MS);
    if (!db) throw new FolderOwnedError(folder, readHolder(folder, name), name);
    open.add(db);
    const acquired = new FolderLock(folder, name, db);
    try {
      acquired.describe({});
    } catch (error) {
      acquired.release();
      throw error;
    }
    return acquired;
  }

  /** The present holder; undefined if the lock is free, even if a killed process left files behind. */
  static holder(folder: string, name: LockName = 'owner'): LockHolder | undefined {
    if (!existsSync(lockFile(folder, name))) return undefined;
    const db = lock(folder, name, 0);
    db?.close();
    return db ? undefined : readHolder(folder, name);
  }

  /** Publishes the log or the API's URL of this process, in addition to what was published before. */
  describe(more: Pick<LockHolder, 'log' | 'url'>): void {
    if (!open.has(this.db)) throw new EventLogError(`The lock on ${this.folder} was released.`);
    this.published = { ...this.published, ...more };
    const path = holderFile(this.folder, this.name);
    writeFileSync(`${path}.new`, JSON.stringify(this.published));
    renameSync(`${path}.new`, path);
  }

  release(): void {
    if (!open.delete(this.db)) return;
    try {
      rmSync(holderFile(this.folder, this.name), { force: true });
    } finally {
      this.db.close();
    }
  }
}

const lockFile = (folder: string, name: LockName): string => join(folder, `${name}.lock`);
const holderFile = (folder: string, name: LockName): string => join(folder, `${name}.json`);

/** Undefined if another connection holds the lock. */
function lock(folder: string, name: LockName, timeout: number): Database | undefined {
  const db = new SqliteDatabase(lockFile(folder, name), { timeout });
  try {
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db.close();
    if (sqliteCode(error) === 'SQLITE_BUSY') return undefined;
    throw error;
  }
}

/** Empty until the holder has published itself. */
function readHolder(folder: string, name: LockName): LockHolder {
  try {
    return JSON.parse(readFileSync(holderFile(folder, name), 'utf8')) as LockHolder;
  } catch {
    return {};
  }
}
