import type { Database, Transaction } from 'better-sqlite3';
import { type AppendResult, WrongExpectedRevisionError } from '../event-log.js';
import { appendInTransaction, type CheckedAppend, PositionAllocator } from './append.js';
import { commitFailure, logFailure } from './errors.js';
import type { Statements } from './statements.js';

/** Writes appends to the file of a log, in this thread or in another. */
export interface Appender {
  /** Rejects as `EventLog.append` does. */
  append(append: CheckedAppend): Promise<AppendResult>;
  /** See `EventLog.erase`. */
  erase(): Promise<boolean>;
  /** See `EventLog.checkWritable`. */
  checkWritable(): Promise<void>;
  /** Commits earlier appends. In this thread, that is done when it returns. */
  close(): Promise<void>;
}

interface QueuedAppend {
  readonly append: CheckedAppend;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Commits appends in this thread. Those made in the same turn of the event loop share a transaction and its sync. */
export class GroupCommit implements Appender {
  private readonly commit: Transaction<(group: readonly QueuedAppend[]) => (() => void)[]>;
  private queue: QueuedAppend[] = [];

  constructor(
    private readonly db: Database,
    private readonly sql: Statements,
    positionStep: () => number,
    private readonly onCommit: () => void,
  ) {
    this.commit = db.transaction((group) => {
      const positions = new PositionAllocator(sql, positionStep);
      return group.map((queued) => this.attempt(queued, positions));
    });
  }

  append(append: CheckedAppend): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
      if (this.queue.length === 1) setImmediate(this.commitQueued);
    });
  }

  erase(): Promise<boolean> {
    return new Promise((resolve) => {
      this.commitQueued();
      resolve(truncateWal(this.db));
    });
  }

  checkWritable(): Promise<void> {
    return new Promise((resolve) => {
      rewriteHeader(this.db);
      resolve();
    });
  }

  close(): Promise<void> {
    this.commitQueued();
    return Promise.resolve();
  }

  private readonly commitQueued = (): void => {
    const group = this.queue;
    if (group.length === 0) return;
    this.queue = [];
    let outcomes: readonly (() => void)[];
    try {
      outcomes = this.commit.immediate(group);
    } catch (error) {
      for (const { reject } of group) reject(commitFailure(error, this.db.name));
      return;
    }
    for (const reportOutcome of outcomes) reportOutcome();
    this.onCommit();
  };

  private attempt({ append, resolve, reject }: QueuedAppend, positions: PositionAllocator): () => void {
    try {
      const result = appendInTransaction(this.sql, append, positions);
      return () => {
        resolve(result);
      };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
      return () => {
        reject(error);
      };
    }
  }
}

/** Writes a page as it is, and syncs it, as an append does. */
function rewriteHeader(db: Database): void {
  try {
    db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
  } catch (error) {
    throw logFailure(error, db.name);
  }
}

/** Writes the write-ahead log into the file, and empties it. False if a reader of older pages prevents that. */
function truncateWal(db: Database): boolean {
  try {
    return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } catch (error) {
    throw logFailure(error, db.name);
  }
}
