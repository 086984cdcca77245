import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, LogUnavailableError, UnknownOutcomeError } from '../event-log/event-log.js';
import { LogDamagedError } from '../event-log/sqlite/errors.js';
import type { FreshnessReports } from '../read-model/freshness.js';

/** How often the log is checked while appends fail, and looked at otherwise, in milliseconds. */
const CHECK_EVERY_MS = 5_000;

/** Appends that failed one after the other, and not because of what was to be appended. */
export interface AppendFailure {
  /** When the first of them failed, or a check of the log before it: an ISO instant in UTC. */
  readonly since: string;
  /** When the last of them failed, or the last check of the log after it. */
  readonly lastAt: string;
  /** How many there were; 0 if only checks of the log failed, because nobody recorded anything. */
  readonly appends: number;
  /** Why the last one failed, without addresses and paths. */
  readonly reason: string;
  /** When an append succeeded again, or a check found that it would; absent while they fail. */
  readonly until?: string;
}

export interface AppendHealthOptions {
  /**
   * Whether the log looks as if nothing could be appended. Called every few seconds, so it must be cheap and write
   * nothing; a check of the log then says whether it is so. Default: it never does.
   */
  readonly looksUnwritable?: () => boolean;
  readonly clock?: () => number;
  readonly checkEveryMs?: number;
}

/**
 * Whether events can be appended. The appends say so themselves. After one that failed, the log is checked until one
 * could be made, so that nobody has to record something to find out. It is also checked when it looks as if nothing could
 * be appended, so that somebody learns of it before an append fails.
 */
export class AppendHealth {
  private last: AppendFailure | undefined;
  private isDamaged = false;
  private watching: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  private readonly looksUnwritable: () => boolean;
  private readonly clock: () => number;
  private readonly checkEveryMs: number;

  constructor(
    private readonly log: Pick<EventLog, 'checkWritable'>,
    private readonly reports: FreshnessReports,
    { looksUnwritable = () => false, clock = Date.now, checkEveryMs = CHECK_EVERY_MS }: AppendHealthOptions = {},
  ) {
    this.looksUnwritable = looksUnwritable;
    this.clock = clock;
    this.checkEveryMs = checkEveryMs;
  }

  /** Watches the log, until `stop`. */
  start(): void {
    this.watching = this.watch();
  }

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
    await this.watching;
  }

  private failed(error: unknown, appends: 0 | 1): void {
    const now = this.now();
    const before = this.isFailing ? this.last : undefined;
    const reason = reasonOf(error) ?? before?.reason ?? UNKNOWN_REASON;
    this.last = { since: before?.since ?? now, lastAt: now, appends: (before?.appends ?? 0) + appends, reason };
    this.isDamaged = error instanceof LogDamagedError;
    if (!before) this.reports.onTrouble(`Appends to the log ${appends === 0 ? 'would fail' : 'fail'}.`, error);
  }

  private succeeded(): void {
    const { last } = this;
    if (!last || !this.isFailing) return;
    this.last = { ...last, until: this.now() };
    this.isDamaged = false;
    this.reports.onProgress(`Appends to the log work again. Failed since ${last.since}: ${last.appends}.`);
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await pause(this.checkEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      if (this.isFailing || this.looksUnwritable()) await this.check();
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
      if ((this.isFailing || isOfLog(error)) && !this.stopping.signal.aborted) this.failed(error, 0);
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
