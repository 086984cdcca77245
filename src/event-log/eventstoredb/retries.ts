import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { backoff } from '../../lib/backoff.js';
import { LogUnavailableError, UnknownOutcomeError, WrongExpectedRevisionError } from '../event-log.js';
import { failureOf, BrokenOffError, reasonOf, refusal } from './errors.js';

export interface Limits {
  /** How long one attempt may go without an answer, in milliseconds. */
  readonly answerMs: number;
  /** For how long a call that fails for a passing reason is tried again, in milliseconds since its last progress. */
  readonly patienceMs: number;
}

/** Tells a call that is tried again that there is progress, so that the next failure counts as its first. */
export type Renew = () => void;

/** Tries calls again that failed for a passing reason, until its patience ends or the log is closed. */
export class Retries {
  private readonly closing = new AbortController();
  /** Since when nothing at all has succeeded. */
  private downSince: number | undefined;

  constructor(
    private readonly hosts: string,
    readonly limits: Limits,
  ) {
    // Each call under way listens; Node would take more than ten for a leak.
    setMaxListeners(0, this.closing.signal);
  }

  /** Aborted when the log is closed. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  close(): void {
    this.closing.abort();
  }

  /** Until something succeeds, calls are tried once. */
  failFast(): void {
    this.downSince = -Infinity;
  }

  assertOpen(): void {
    if (this.closed.aborted) throw new LogUnavailableError('The log is closed.');
  }

  /** Makes a call that writes nothing. */
  async once<T>(call: () => Promise<T>): Promise<T> {
    this.assertOpen();
    try {
      return await this.tried(call);
    } catch (error) {
      throw failureOf(error) === 'refused' ? refusal(error) : this.unavailable(error);
    }
  }

  /** Makes a call that writes nothing, as often as need be. */
  repeated<T>(call: () => Promise<T>): Promise<T> {
    return this.made(call, (error) => this.unavailable(error));
  }

  /**
   * Makes a call that writes. It is the same each time, so that the server knows it again if it was made before.
   *
   * @throws UnknownOutcomeError if it may have been made, and it couldn't be found out
   */
  written<T>(call: () => Promise<T>): Promise<T> {
    return this.made(call, (error) => this.unknownOutcome(error));
  }

  /** Reads. `begin` is called again after a break, and goes on where it was. Ends when one of the signals aborts. */
  async *resumed<T>(begin: (renew: Renew) => AsyncIterable<T>, stop: readonly AbortSignal[] = []): AsyncGenerator<T> {
    const patience = new RetryBudget(this.limits.patienceMs, [this.closed, ...stop]);
    const renew = (): void => {
      this.downSince = undefined;
      patience.renew();
    };
    for (;;) {
      this.assertOpen();
      try {
        yield* begin(renew);
        this.assertOpen();
        return;
      } catch (error) {
        if (stop.some(({ aborted }) => aborted)) return;
        this.assertOpen();
        if (failureOf(error) === 'refused') throw refusal(error);
        this.noteFailure();
        if (!(await patience.waits(this.downSince))) throw this.unavailable(error);
      }
    }
  }

  private async made<T>(call: () => Promise<T>, perhapsMade: (error: unknown) => unknown): Promise<T> {
    const patience = new RetryBudget(this.limits.patienceMs, [this.closed]);
    for (let unknown = false; ;) {
      try {
        return await this.tried(call);
      } catch (error) {
        // A conflict is an answer: an append that had been made before would have been known again.
        if (error instanceof WrongExpectedRevisionError) throw error;
        const failure = failureOf(error);
        unknown ||= failure === 'unknown';
        // Whether it was made is worth finding out, however long nothing has succeeded.
        const downSince = unknown ? undefined : this.downSince;
        if (failure !== 'refused' && !this.closed.aborted && (await patience.waits(downSince))) continue;
        if (unknown) throw perhapsMade(error);
        throw failure === 'refused' ? refusal(error) : this.unavailable(error);
      }
    }
  }

  private async tried<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await withTimeout(this.limits.answerMs, call());
      this.downSince = undefined;
      return answer;
    } catch (error) {
      if (failureOf(error) !== 'refused') this.noteFailure();
      throw error;
    }
  }

  private noteFailure(): void {
    this.downSince ??= performance.now();
  }

  private unavailable(error: unknown): LogUnavailableError {
    return new LogUnavailableError(`The event store at ${this.hosts} can't be used: ${reasonOf(error)}.`, {
      cause: error,
    });
  }

  private unknownOutcome(error: unknown): UnknownOutcomeError {
    return new UnknownOutcomeError(
      `The event store at ${this.hosts} didn't say whether it took the append: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
}

/** Waits between two attempts, ever longer, as long as they may go on. */
class RetryBudget {
  private failures = 0;
  private since = 0;

  constructor(
    private readonly milliseconds: number,
    /** Any of them ends the waiting. */
    private readonly signals: readonly AbortSignal[],
  ) {}

  renew(): void {
    this.failures = 0;
  }

  /**
   * Waits before the next attempt; false, at once, if there should be none.
   *
   * @param downSince when other calls began to fail as well: what was waited for by them needn't be waited for again
   */
  async waits(downSince: number | undefined): Promise<boolean> {
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
 * The promise's answer, if it comes in time; one that comes later is nobody's any more.
 *
 * @throws BrokenOffError
 */
export async function withTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new BrokenOffError(`no answer within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
