import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '../event-log/event-log.js';
import type { CurrentReadModel } from './current-read-model.js';

/** How long the log may take to answer. */
const PATIENCE_MS = 1_000;
/** How long what is being recorded just now may be on its way into the read model. */
const ON_ITS_WAY_MS = 250;
const ASK_EVERY_MS = 1_000;
/** While something is missing, so that the end of it is known soon. */
const ASK_AGAIN_MS = 250;

/** What the log said when it was last asked, and whether that can be read here. */
export interface LogHealth {
  readonly reachable: boolean;
  /** Whether all that the log had can be read. */
  readonly isRead: boolean;
}

/**
 * How old is what can be read here. A log that is another's to run may be gone without a word; so it is asked every
 * second, and the read model is as of the last time at which it was known to have all that the log had.
 */
export class Freshness {
  private standing: LogHealth = { reachable: true, isRead: false };
  /** In milliseconds since 1970, by this process's clock. */
  private knownAt = -Infinity;
  private readonly stopping = new AbortController();
  private asking: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'head'>,
    private readonly current: CurrentReadModel,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Asks every second, until `stop`. */
  start(): void {
    this.asking = this.askAgainAndAgain();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.asking;
  }

  /** Whether the log answered when it was last asked. */
  get reachable(): boolean {
    return this.standing.reachable;
  }

  /** Asks the log now. */
  async probe(): Promise<LogHealth> {
    const asked = this.clock();
    const { reachable, head } = await this.reach();
    const isRead = reachable && (await this.reads(head)) && this.current.failure === undefined;
    if (isRead) this.knownAt = Math.max(this.knownAt, asked);
    this.standing = { reachable, isRead };
    return this.standing;
  }

  /**
   * All that was recorded by then can be read here, but for what was on its way just then: an ISO instant. Undefined
   * while there is no read model, or nothing in it.
   */
  recordedUntil(): string | undefined {
    const at = this.recordedUntilMs();
    return at === undefined ? undefined : new Date(at).toISOString();
  }

  /** How many seconds ago that was; 0 while the log answers and all that it has can be read. */
  lagSeconds(): number | undefined {
    const { reachable, isRead } = this.standing;
    if (reachable && isRead && this.current.caughtUp) return 0;
    const at = this.recordedUntilMs();
    return at === undefined ? undefined : (this.clock() - at) / 1000;
  }

  /** The last event says it as well, as long as the read model is behind since before this process began. */
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
    return this.current.caughtUp || (await this.current.waitFor(head, ON_ITS_WAY_MS));
  }

  private async reach(): Promise<{ readonly reachable: boolean; readonly head?: string | undefined }> {
    const timer = new AbortController();
    const unreachable = { reachable: false };
    const answered = this.log.head().then(
      (head) => ({ reachable: true, head }),
      () => unreachable,
    );
    const late = pause(PATIENCE_MS, unreachable, { signal: timer.signal, ref: false }).catch(() => unreachable);
    const reached = await Promise.race([answered, late]);
    timer.abort();
    return reached;
  }
}
