import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { EventLogError } from './event-log.js';
import { sqliteCode } from './sqlite/errors.js';

/** What of a folder somebody has for itself: all of it, or the making of a read model in it. */
export type LockName = 'owner' | 'rebuild';

/** Outlasts the moment in which somebody else only asks who the owner is. */
const ACQUIRE_TIMEOUT_MS = 250;

/** Where a log is kept: in a file of a data folder, or in an event store. */
export type LogKind = 'file' | 'event-store';

/** What an owner says about itself: its process id, which log it uses once that is open, where its API is once it listens. */
export interface LockHolder {
  readonly pid?: number;
  readonly log?: { readonly id: string; readonly kind: LogKind };
  readonly url?: string;
}

/** Another process, or another part of this one, owns the folder. */
export class FolderOwnedError extends EventLogError {
  constructor(
    readonly folder: string,
    readonly holder: LockHolder,
    held: LockName = 'owner',
  ) {
    const who = holder.pid === undefined ? 'another process' : `process ${holder.pid}`;
    super(held === 'owner' ? `${folder} is in use by ${who}.` : `A read model is being made in ${folder} by ${who}.`);
  }
}

/** Held by their owners until the process ends: a database that is only garbage would be closed, its lock with it. */
const open = new Set<Database>();

/**
 * One process owns a data folder. The lock is a write transaction kept open on a small SQLite file, so the system
 * releases it with the process, however that ends. That file must never be opened by other means in the owner's
 * process: closing it there would drop the lock (POSIX locks belong to the process, not to the file handle). So what
 * the owner says about itself stands in a file beside.
 */
export class FolderLock {
  private said: LockHolder = { pid: process.pid };

  private constructor(
    private readonly folder: string,
    private readonly held: LockName,
    private readonly db: Database,
  ) {}

  /**
   * Makes the folder if need be, and owns it until `release` or the end of the process.
   *
   * @throws FolderOwnedError with what the owner wrote about itself; the system's error if the folder can't be written
   */
  static acquire(folder: string, held: LockName = 'owner'): FolderLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const db = lock(folder, held, ACQUIRE_TIMEOUT_MS);
    if (!db) throw new FolderOwnedError(folder, readHolder(folder, held), held);
    open.add(db);
    const owned = new FolderLock(folder, held, db);
    try {
      owned.describe({});
    } catch (error) {
      owned.release();
      throw error;
    }
    return owned;
  }

  /** Who owns the folder now; undefined if nobody does, whatever a process that was killed left behind. */
  static holder(folder: string, held: LockName = 'owner'): LockHolder | undefined {
    if (!existsSync(lockFile(folder, held))) return undefined;
    const db = lock(folder, held, 0);
    db?.close();
    return db ? undefined : readHolder(folder, held);
  }

  /** Tells others which log this process uses, and where its API is, beside what they were told before. */
  describe(more: Pick<LockHolder, 'log' | 'url'>): void {
    if (!open.has(this.db)) throw new EventLogError(`${this.folder} was released.`);
    this.said = { ...this.said, ...more };
    const path = holderFile(this.folder, this.held);
    writeFileSync(`${path}.new`, JSON.stringify(this.said));
    renameSync(`${path}.new`, path);
  }

  release(): void {
    if (!open.delete(this.db)) return;
    try {
      rmSync(holderFile(this.folder, this.held), { force: true });
    } finally {
      this.db.close();
    }
  }
}

const lockFile = (folder: string, held: LockName): string => join(folder, `${held}.lock`);
const holderFile = (folder: string, held: LockName): string => join(folder, `${held}.json`);

/** Undefined if somebody else holds the lock. */
function lock(folder: string, held: LockName, timeout: number): Database | undefined {
  const db = new SqliteDatabase(lockFile(folder, held), { timeout });
  try {
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db.close();
    if (sqliteCode(error) === 'SQLITE_BUSY') return undefined;
    throw error;
  }
}

/** Empty for the instant in which an owner hasn't said yet who it is. */
function readHolder(folder: string, held: LockName): LockHolder {
  try {
    return JSON.parse(readFileSync(holderFile(folder, held), 'utf8')) as LockHolder;
  } catch {
    return {};
  }
}
