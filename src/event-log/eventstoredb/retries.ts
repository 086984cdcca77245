import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { backoff } from '../../lib/backoff.js';
import { LogClosedError, LogUnavailableError, UnknownOutcomeError, WrongExpectedRevisionError } from '../event-log.js';
import { failureOf, BrokenOffError, NotSentError, reasonOf, refusal, unavailable } from './errors.js';
import type { LogGuard } from './log-guard.js';

export interface Limits {
  /** How long to wait for a response to one attempt, in milliseconds. */
  readonly responseMs: number;
  /** How long to retry a call that fails for a temporary reason, in milliseconds since its last progress. */
  readonly retryMs: number;
}

/** Reports progress of a call that is retried, so that the next failure counts as its first. */
export type Renew = () => void;

/** Retries calls that fail for a temporary reason, until the time for it is over or the log is closed. */
export class Retries {
  private readonly closing = new AbortController();
  /** Since when no call has succeeded. */
  private downSince: number | undefined;
  private guard: LogGuard | undefined;

  constructor(
    private readonly hosts: string,
    readonly limits: Limits,
  ) {
    // Each pending call listens; Node would warn about a leak above ten listeners.
    setMaxListeners(0, this.closing.signal);
  }

  /** Aborted when the log is closed. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  close(): void {
    this.closing.abort();
  }

  /** From now on each attempt is made only if the guard has verified the log since the last failure. */
  verifyBy(guard: LogGuard): void {
    this.guard = guard;
  }

  /** From now on calls aren't retried, until one succeeds. */
  failFast(): void {
    this.downSince = -Infinity;
  }

  assertOpen(): void {
    if (this.closed.aborted) throw new LogClosedError();
  }

  /** Makes a call that writes nothing, without retries. */
  async once<T>(call: () => Promise<T>): Promise<T> {
    this.assertOpen();
    try {
      return await this.attempt(call);
    } catch (error) {
      throw failureOf(error) === 'refused' ? refusal(error) : this.unavailable(error);
    }
  }

  /** Makes a call that writes nothing, with retries. */
  repeated<T>(call: () => Promise<T>): Promise<T> {
    return this.retry(call, (error) => this.unavailable(error));
  }

  /**
   * Makes a call that writes, with retries. The call must be idempotent.
   *
   * @throws UnknownOutcomeError if it may have been made, and retries didn't find out
   */
  written<T>(call: () => Promise<T>): Promise<T> {
    return this.retry(call, (error) => this.unknownOutcome(error));
  }

  /**
   * Reads, and calls `begin` again after a failure; `begin` must resume where it was. Ends when one of the signals aborts.
   */
  async *resumed<T>(begin: (renew: Renew) => AsyncIterable<T>, stop: readonly AbortSignal[] = []): AsyncGenerator<T> {
    const budget = new RetryBudget(this.limits.retryMs, [this.closed, ...stop]);
    const renew = (): void => {
      this.downSince = undefined;
      budget.renew();
    };
    for (;;) {
      this.assertOpen();
      try {
        await this.verifyLog();
        yield* begin(renew);
        this.assertOpen();
        return;
      } catch (error) {
        if (stop.some(({ aborted }) => aborted)) return;
        this.assertOpen();
        if (failureOf(error) === 'refused') throw refusal(error);
        this.noteFailure();
        if (!(await budget.waitForRetry(this.downSince))) throw this.unavailable(error);
      }
    }
  }

  private async retry<T>(call: () => Promise<T>, unknownError: (error: unknown) => unknown): Promise<T> {
    const budget = new RetryBudget(this.limits.retryMs, [this.closed]);
    for (let unknown = false; ;) {
      try {
        return await this.attempt(call);
      } catch (error) {
        // A conflict is a result: a retry of an append that was made would have been recognised.
        if (error instanceof WrongExpectedRevisionError) throw error;
        const failure = failureOf(error);
        unknown ||= failure === 'unknown';
        // Always retry a call that may have been made, even if no call has succeeded for long.
        const downSince = unknown ? undefined : this.downSince;
        if (failure !== 'refused' && !this.closed.aborted && (await budget.waitForRetry(downSince))) continue;
        if (unknown) throw unknownError(error);
        throw failure === 'refused' ? refusal(error) : this.unavailable(error);
      }
    }
  }

  private async attempt<T>(call: () => Promise<T>): Promise<T> {
    await this.verifyLog();
    try {
      const result = await withTimeout(this.limits.responseMs, call());
      this.downSince = undefined;
      return result;
    } catch (error) {
      if (failureOf(error) !== 'refused') this.noteFailure();
      throw error;
    }
  }

  private async verifyLog(): Promise<void> {
    const verification = this.guard?.verification();
    if (!verification) return;
    try {
      await withTimeout(2 * this.limits.responseMs, verification);
    } catch (error) {
      if (failureOf(error) === 'refused') throw error;
      this.noteFailure();
      throw new NotSentError(error);
    }
  }

  private noteFailure(): void {
    this.guard?.doubt();
    this.downSince ??= performance.now();
  }

  private unavailable(error: unknown): LogUnavailableError {
    return unavailable(this.hosts, error);
  }

  private unknownOutcome(error: unknown): UnknownOutcomeError {
    return new UnknownOutcomeError(
      `The event store at ${this.hosts} didn't confirm the append: ${reasonOf(error)}. It may have been made.`,
      { cause: error },
    );
  }
}

/** The pauses between attempts, which grow, within a limit of time. */
class RetryBudget {
  private failures = 0;
  private since = 0;

  constructor(
    private readonly milliseconds: number,
    /** Any of them ends a pause. */
    private readonly signals: readonly AbortSignal[],
  ) {}

  renew(): void {
    this.failures = 0;
  }

  /**
   * Pauses before the next attempt and resolves to true; to false, immediately, if there should be none.
   *
   * @param downSince when other calls began to fail too: the time that they have waited counts
   */
  async waitForRetry(downSince: number | undefined): Promise<boolean> {
    if (this.failures === 0) this.since = performance.now();
    const milliseconds = backoff(this.failures);
    this.failures += 1;
    const since = Math.min(this.since, downSince ?? Infinity);
    if (performance.now() - since + milliseconds > this.milliseconds) return false;
    const stop = new AbortController();
    const end = (): void => {
      stop.abort();
    };
    for (const signal of this.signals) signal.addEventListener('abort', end);
    if (this.signals.some(({ aborted }) => aborted)) end();
    await pause(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    for (const signal of this.signals) signal.removeEventListener('abort', end);
    return true;
  }
}

/**
 * The result of a promise, if it settles in time; a later result is ignored.
 *
 * @throws BrokenOffError after that time
 */
export async function withTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new BrokenOffError(`no response within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
