import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, LogUnavailableError, type UnavailableReason } from '../event-log/event-log.js';
import type { CurrentReadModel } from './current-read-model.js';

/** Timeout of a probe of the log. */
const PATIENCE_MS = 1_000;
/** How long an event that is being recorded may take to reach the read model. */
const ON_ITS_WAY_MS = 250;
/** How long the projection may take to say that there is something to be read. */
const NOTICE_MS = 50;
const ASK_EVERY_MS = 1_000;
/** The interval while the read model lags, so that catching up is noticed soon. */
const ASK_AGAIN_MS = 250;

/** The result of the last probe of the log, and whether everything in the log can be read here. */
export interface LogHealth {
  readonly reachable: boolean;
  /** Whether everything that the log had can be read. */
  readonly isRead: boolean;
}

/** Called when the log can't be used, once for each reason, and when it can be used again. */
export interface FreshnessReports {
  readonly onTrouble: (message: string, error: unknown) => void;
  readonly onProgress: (message: string) => void;
}

/**
 * Measures the staleness of the read model. An external event store can disappear without notice. So the log is probed
 * every second, and the read model counts as current up to the last probe at which it had everything that the log had.
 */
export class Freshness {
  private standing: LogHealth = { reachable: true, isRead: false };
  private unreachable: unknown;
  /** The message of the last failure that was reported; undefined while the log can be used. */
  private reported: string | undefined;
  /** In milliseconds since 1970, by this process's clock. */
  private knownAt = -Infinity;
  private readonly stopping = new AbortController();
  private asking: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'head'>,
    private readonly current: CurrentReadModel,
    private readonly reports: FreshnessReports,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Probes the log every second, until `stop`. */
  start(): void {
    this.asking = this.askAgainAndAgain();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.asking;
  }

  /** Whether the log answered the last probe. */
  get reachable(): boolean {
    return this.standing.reachable;
  }

  /** Why the last probe failed, if it did and the reason may be public. */
  get failure(): string | undefined {
    return this.unreachable instanceof LogUnavailableError ? this.unreachable.publicReason : undefined;
  }

  /** Why the log did not answer the last probe; undefined if it did. */
  get reason(): UnavailableReason | undefined {
    if (this.reachable) return undefined;
    return this.unreachable instanceof LogUnavailableError ? this.unreachable.reason : 'no-answer';
  }

  /** Probes the log now. */
  async probe(): Promise<LogHealth> {
    const asked = this.clock();
    const { reachable, head } = await this.reach();
    const isRead = reachable && (await this.reads(head)) && this.current.failure === undefined;
    if (isRead) this.knownAt = Math.max(this.knownAt, asked);
    this.standing = { reachable, isRead };
    return this.standing;
  }

  /**
   * Everything recorded by this ISO instant can be read here, except events that were in flight then. Undefined while
   * there is no read model, or nothing in it.
   */
  recordedUntil(): string | undefined {
    const at = this.recordedUntilMs();
    return at === undefined ? undefined : new Date(at).toISOString();
  }

  /** The age of `recordedUntil()` in seconds; 0 if at the last probe the log answered and everything in it could be read. */
  lagSeconds(): number | undefined {
    const { reachable, isRead } = this.standing;
    if (reachable && isRead) return 0;
    const at = this.recordedUntilMs();
    return at === undefined ? undefined : (this.clock() - at) / 1000;
  }

  /**
   * The last event handled is a second source: it counts while the read model has lagged since before this process
   * started.
   */
  private recordedUntilMs(): number | undefined {
    if (this.current.generation === undefined) return undefined;
    const { lastEventAt } = this.current;
    const at = Math.max(this.knownAt, lastEventAt === undefined ? -Infinity : Date.parse(lastEventAt));
    return at === -Infinity ? undefined : Math.min(at, this.clock());
  }

  private async askAgainAndAgain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.probe();
      await pause(this.standing.isRead ? ASK_EVERY_MS : ASK_AGAIN_MS, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  private async reads(head: string | undefined): Promise<boolean> {
    if (head === undefined) return this.current.generation !== undefined;
    // The head may be an event of another program, which is never read here.
    if (await this.current.waitFor(head, NOTICE_MS)) return true;
    return this.current.caughtUp || (await this.current.waitFor(head, ON_ITS_WAY_MS));
  }

  private async reach(): Promise<{ readonly reachable: boolean; readonly head?: string | undefined }> {
    const timer = new AbortController();
    const unreachable = { reachable: false };
    const answered = this.log.head().then(
      (head) => {
        this.note(undefined);
        return { reachable: true, head };
      },
      (error: unknown) => {
        this.note(error);
        return unreachable;
      },
    );
    const late = pause(PATIENCE_MS, unreachable, { signal: timer.signal, ref: false }).catch(() => unreachable);
    const reached = await Promise.race([answered, late]);
    timer.abort();
    return reached;
  }

  private note(error: unknown): void {
    this.unreachable = error;
    const message = error instanceof Error ? error.message : undefined;
    if (message === this.reported || this.stopping.signal.aborted) return;
    this.reported = message;
    if (error === undefined) this.reports.onProgress('The log can be used again.');
    else this.reports.onTrouble("The log can't be used.", error);
  }
}
