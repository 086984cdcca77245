import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, LogUnavailableError, UnknownOutcomeError } from '../event-log/event-log.js';
import { LogDamagedError } from '../event-log/sqlite/errors.js';
import type { FreshnessReports } from '../read-model/freshness.js';

/** How often the log is checked while appends fail, in milliseconds. */
const CHECK_EVERY_MS = 5_000;

/** Appends that failed one after the other, and not because of what was to be appended. */
export interface AppendFailure {
  /** When the first of them failed: an ISO instant in UTC. */
  readonly since: string;
  /** When the last of them failed, or the last check of the log after it. */
  readonly lastAt: string;
  /** How many there were. */
  readonly appends: number;
  /** Why the last one failed, without addresses and paths. */
  readonly reason: string;
  /** When an append succeeded again, or a check found that it would; absent while they fail. */
  readonly until?: string;
}

/**
 * Whether events can be appended. The appends say so themselves. After one that failed, the log is checked until one
 * could be made, so that nobody has to record something to find out.
 */
export class AppendHealth {
  private last: AppendFailure | undefined;
  private isDamaged = false;
  private checking: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly log: Pick<EventLog, 'checkWritable'>,
    private readonly reports: FreshnessReports,
    private readonly clock: () => number = Date.now,
    private readonly checkEveryMs = CHECK_EVERY_MS,
  ) {}

  get isFailing(): boolean {
    return this.last !== undefined && this.last.until === undefined;
  }

  /** The current failure, or the last one since the start; undefined if there was none. */
  get lastFailure(): AppendFailure | undefined {
    return this.last;
  }

  /** Takes the outcome of an append. */
  readonly observe = (error?: unknown): void => {
    if (this.stopping.signal.aborted) return;
    if (error === undefined) this.succeeded();
    else if (isOfLog(error)) this.failed(error, 1);
  };

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.checking;
  }

  private failed(error: unknown, appends: 0 | 1): void {
    const now = this.now();
    const before = this.isFailing ? this.last : undefined;
    const reason = reasonOf(error) ?? before?.reason ?? UNKNOWN_REASON;
    this.last = { since: before?.since ?? now, lastAt: now, appends: (before?.appends ?? 0) + appends, reason };
    this.isDamaged = error instanceof LogDamagedError;
    if (!before) this.reports.onTrouble('Appends to the log fail.', error);
    this.checking ??= this.checkAgainAndAgain().finally(() => {
      this.checking = undefined;
    });
  }

  private succeeded(): void {
    const { last } = this;
    if (!last || !this.isFailing) return;
    this.last = { ...last, until: this.now() };
    this.reports.onProgress(`Appends to the log work again. Failed since ${last.since}: ${last.appends}.`);
  }

  private async checkAgainAndAgain(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await pause(this.checkEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || !this.isFailing) return;
      await this.check();
    }
  }

  private async check(): Promise<void> {
    // Where the file is damaged, another part of it may be whole.
    if (this.isDamaged || !this.log.checkWritable) return;
    const before = this.last?.appends;
    try {
      await this.log.checkWritable();
      // An append that failed meanwhile knows better.
      if (this.last?.appends === before && !this.stopping.signal.aborted) this.succeeded();
    } catch (error) {
      if (this.isFailing && !this.stopping.signal.aborted) this.failed(error, 0);
    }
  }

  private now(): string {
    return new Date(this.clock()).toISOString();
  }
}

const UNKNOWN_REASON = "The event log can't be written. The server's own log has the reason.";

/** Whether the error says something of the log, and not only of one stream or one event. */
const isOfLog = (error: unknown): boolean =>
  error instanceof LogUnavailableError || error instanceof UnknownOutcomeError || error instanceof LogDamagedError;

/** What may be public of it. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof LogDamagedError) return error.publicReason;
  if (error instanceof LogUnavailableError) {
    return error.publicReason ?? "The event log can't be reached. The server's own log has the reason.";
  }
  if (!(error instanceof UnknownOutcomeError)) return undefined;
  return error.publicReason ?? "The event log didn't confirm an append. The server's own log has the reason.";
}
