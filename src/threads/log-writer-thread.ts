import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  type AppendResult,
  EventLogError,
  type ExpectedRevision,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../event-log/event-log.js';
import { LogDamagedError } from '../event-log/sqlite/errors.js';
import type { CheckedAppend } from '../event-log/sqlite/append.js';
import type { Appender } from '../event-log/sqlite/group-commit.js';
import { removeWal } from '../event-log/sqlite/log-file.js';
import { builtFile } from '../lib/built-file.js';
import { errorMessage } from '../lib/error-message.js';
import { TurnBudget } from '../lib/turn-budget.js';
import type { Reply } from './dispatcher-messages.js';
import { ThreadCalls } from './thread-calls.js';

export type LogWriterRequest =
  | { readonly kind: 'appends'; readonly appends: readonly NumberedAppend[] }
  | { readonly kind: 'erase' | 'check-writable'; readonly call: number }
  | { readonly kind: 'close' };

export interface NumberedAppend {
  readonly number: number;
  readonly append: CheckedAppend;
}

/** What became of an append. */
export type AppendOutcome =
  | { readonly number: number; readonly kind: 'done'; readonly result: AppendResult }
  | { readonly number: number; readonly kind: 'conflict'; readonly actual: number }
  | {
      readonly number: number;
      readonly kind: 'unavailable' | 'unknown' | 'damaged' | 'failed';
      readonly error: string;
      readonly cause: unknown;
      /** Of one that is unavailable or unknown. */
      readonly publicReason?: string | undefined;
    };

interface PendingAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/log-writer.worker.js');

const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

/**
 * Commits appends to a log's file in a thread of its own, so that no reader waits for the disk. What is appended during a
 * sync shares the next one. The first append starts the thread. If it ends early, the outcome of its appends is unknown,
 * and the next append starts another.
 */
export class LogWriterThread implements Appender {
  private worker: Worker | undefined;
  private waiting: NumberedAppend[] = [];
  private readonly pending = new Map<number, PendingAppend>();
  private readonly calls = new ThreadCalls();
  /** In the order in which they arrived. */
  private outcomes: AppendOutcome[] = [];
  private isSettling = false;
  private last = 0;

  /** @param file of an existing log */
  constructor(private readonly file: string) {}

  append(append: CheckedAppend): Promise<AppendResult> {
    const { stream, expected } = append;
    return new Promise((resolve, reject) => {
      const number = (this.last += 1);
      this.pending.set(number, { stream, expected, resolve, reject });
      this.waiting.push({ number, append });
      if (this.waiting.length === 1) setImmediate(this.send);
    });
  }

  erase(): Promise<boolean> {
    return this.call('erase');
  }

  checkWritable(): Promise<void> {
    return this.call('check-writable');
  }

  async close(): Promise<void> {
    this.send();
    // The last connection to close must be the writer's, which then removes the write-ahead log.
    await nextTurn();
    if (!this.worker) {
      removeWal(this.file);
      return;
    }
    // However it ends: what is pending then gets its outcome.
    const ended = once(this.worker, 'exit').catch(() => undefined);
    this.tell({ kind: 'close' });
    await ended;
  }

  private call<Result>(kind: 'erase' | 'check-writable'): Promise<Result> {
    this.send();
    this.worker ??= this.start();
    return this.calls.call((call) => {
      this.tell({ kind, call });
    });
  }

  private readonly send = (): void => {
    if (this.waiting.length === 0) return;
    this.worker ??= this.start();
    this.tell({ kind: 'appends', appends: this.waiting });
    this.waiting = [];
  };

  private tell(request: LogWriterRequest): void {
    this.worker?.postMessage(request);
  }

  private start(): Worker {
    const worker = new Worker(WORKER, { workerData: this.file, resourceLimits: MEMORY });
    let reason: unknown = new Error('The thread ended early.');
    worker.on('message', (message: readonly AppendOutcome[] | Reply) => {
      if ('kind' in message) {
        this.calls.settle(message);
        return;
      }
      this.outcomes.push(...message);
      if (!this.isSettling) void this.settleInTurns();
    });
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      this.worker = undefined;
      for (const outcome of this.outcomes.splice(0)) this.settle(outcome);
      this.calls.fail(new LogUnavailableError('The thread that writes the log ended.'));
      for (const number of [...this.pending.keys()]) {
        this.settle({ number, kind: 'unknown', error: 'Writing the log file failed.', cause: errorMessage(reason) });
      }
    });
    return worker;
  }

  /** A commit may settle a thousand appends, and the caller of each then has work to do. */
  private async settleInTurns(): Promise<void> {
    this.isSettling = true;
    const turn = new TurnBudget();
    for (let outcome = this.outcomes.shift(); outcome; outcome = this.outcomes.shift()) {
      this.settle(outcome);
      await turn.yieldIfSpent();
    }
    this.isSettling = false;
  }

  private settle(outcome: AppendOutcome): void {
    const { number } = outcome;
    const append = this.pending.get(number);
    if (!append) return;
    this.pending.delete(number);
    if (outcome.kind === 'done') append.resolve(outcome.result);
    else append.reject(errorOf(outcome, append, this.file));
  }
}

function errorOf(
  outcome: Exclude<AppendOutcome, { kind: 'done' }>,
  { stream, expected }: PendingAppend,
  file: string,
): Error {
  if (outcome.kind === 'conflict') return new WrongExpectedRevisionError(stream, expected, outcome.actual);
  const { kind, error, cause, publicReason } = outcome;
  if (kind === 'unavailable') return new LogUnavailableError(error, { cause, publicReason });
  if (kind === 'damaged') return new LogDamagedError(file, { cause });
  return kind === 'unknown'
    ? new UnknownOutcomeError(error, { cause, publicReason })
    : new EventLogError(error, { cause });
}
