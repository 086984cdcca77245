import { monotonicMs } from '../../../lib/monotonic-ms.js';
import type { LaneProgress } from './progress.js';
import { LANE_LIMITS } from './lane.js';
import { laneName } from './progress.js';
import type { LaneHost } from './lane-host.js';
import { LaneRunner } from './lane-runner.js';
import type { LedgerItems } from './ledger-items.js';
import { Matcher } from './filter.js';
import { NotFoundError } from '../../../command-handling/errors.js';
import type { RunningReplay, Webhook } from '../subscriptions/subscription.state.js';
import type { TestResult } from './sender.js';
import type { LaneState } from './state.js';

/** How often progress is recorded, at most. */
const PROGRESS_EVERY_MS = 10_000;
/** How long attempts may take after the server begins to stop. */
const DRAIN_MS = 5_000;
/** Events that one step of a count reads. */
const COUNT_STEP = 1_000;
/** A webhook, and how much of it and of its replays was recorded as delivered. */
export interface WebhookAssignment {
  readonly webhook: Webhook;
  /** By the name of the lane. */
  readonly progress: Readonly<Record<string, LaneProgress>>;
}

export type DispatcherHost = Omit<LaneHost, 'ledger' | 'version' | 'caughtUp' | 'leads'> & {
  /** The id of the log. */
  readonly log: string;
};

interface Running {
  readonly runner: LaneRunner;
  readonly webhook: Webhook;
}

/**
 * Sends webhooks: it follows a read model, and every webhook and every replay has a lane of its own. It sends nothing
 * until it knows that it is the one instance that may (`lead`).
 */
export class Dispatcher {
  private readonly lanes = new Map<string, Running>();
  private ledger: LedgerItems | undefined;
  private version = 0;
  private caughtUp = false;
  private leadsUntil = -Infinity;
  private ending: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;
  private readonly laneHost: LaneHost;

  constructor(
    private readonly host: DispatcherHost,
    progressEveryMs = PROGRESS_EVERY_MS,
  ) {
    this.laneHost = {
      ...host,
      ledger: () => this.ledger,
      version: () => this.version,
      caughtUp: () => this.caughtUp,
      leads: () => this.leads,
    };
    this.timer = setInterval(() => {
      for (const { runner } of this.lanes.values()) void runner.save();
    }, progressEveryMs);
    this.timer.unref();
  }

  /** Reads from this read model from now on, and closes the one before. */
  readFrom(ledger: LedgerItems | undefined, caughtUp: boolean): void {
    const before = this.ledger;
    this.ledger = ledger;
    before?.close();
    this.readModelChanged(caughtUp);
  }

  /** @param caughtUp whether everything that the log is known to hold can be read */
  readModelChanged(caughtUp: boolean): void {
    this.version += 1;
    this.caughtUp = caughtUp;
    this.wake();
  }

  /**
   * This instance sends, and records what it sent, until this moment of the monotonic clock. It ends by itself: a process
   * that was frozen sends nothing when it continues, before it knows whether it still may.
   */
  lead(untilMs: number): void {
    const { leads } = this;
    this.leadsUntil = untilMs;
    if (!leads) this.wake();
  }

  /** All webhooks as they are now. */
  assign(assignments: readonly WebhookAssignment[]): void {
    const wanted = new Set<string>();
    for (const { webhook, progress } of assignments) {
      if (webhook.log !== this.host.log) continue;
      for (const replay of [undefined, ...webhook.replays]) {
        const name = laneName(webhook.id, replay?.replay);
        wanted.add(name);
        this.keepLane(name, webhook, replay, progress[name]);
      }
    }
    for (const [name, { runner }] of this.lanes) {
      if (wanted.has(name)) continue;
      this.lanes.delete(name);
      this.end(runner);
    }
  }

  /** One attempt with a test event. Rejects with an `UnsealError`. */
  test(webhook: Webhook): Promise<TestResult> {
    return this.host.sender.test(webhook);
  }

  /**
   * Makes a delivery again, or all that failed and are not due any more, at most 400. Returns how many. Throws a
   * `NotFoundError` for a delivery that this instance doesn't know.
   */
  redeliver(webhook: string, delivery: string | undefined): number {
    const { deliveries, clock } = this.host;
    const lane = this.lanes.get(webhook);
    if (!lane) throw new NotFoundError('webhook', webhook);
    const one = delivery === undefined ? undefined : deliveries.find(webhook, delivery);
    if (delivery !== undefined && !one) throw new NotFoundError('delivery', delivery);
    const rows = one ? [one] : [...deliveries.failed(webhook, LANE_LIMITS.pending)].reverse();
    const again = rows.filter(({ ref }) => lane.runner.redeliver(ref));
    for (const { number } of again) deliveries.reopen(number, new Date(clock()).toISOString());
    return again.length;
  }

  /** See `DeliveryLog`. */
  erase(redaction: string): boolean {
    return this.host.deliveries.erase(redaction);
  }

  /** How many events and changes a replay would send, from after this position until that one, inclusive. */
  async count(webhook: Webhook, from: string, until: string): Promise<number> {
    const matcher = new Matcher(webhook.settings.filter);
    let count = 0;
    let cursor = this.ledger?.cursorAfter(from);
    for (let more = true; more && cursor && this.ledger;) {
      const scan = this.ledger.scan(cursor, new Date(0).toISOString(), COUNT_STEP, this.ledger.endAt(until));
      for (const { item } of scan.items) if (matcher.matches(item, this.ledger)) count += 1;
      cursor = scan.items.at(-1)?.cursor;
      more = scan.more;
      await new Promise(setImmediate);
    }
    return count;
  }

  states(): readonly LaneState[] {
    return [...this.lanes.values()].map(({ runner }) => runner.state());
  }

  /** Waits for attempts that are under way, for a limited time, and records the progress. */
  async stop(limitMs = DRAIN_MS): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.lanes.values()].map(({ runner }) => runner.stop(limitMs)));
    await this.ending;
    this.ledger?.close();
  }

  private get leads(): boolean {
    return monotonicMs() < this.leadsUntil;
  }

  private keepLane(
    name: string,
    webhook: Webhook,
    replay: RunningReplay | undefined,
    progress: LaneProgress | undefined,
  ): void {
    const running = this.lanes.get(name);
    const isSame = running?.webhook.settings.order === webhook.settings.order && running.webhook.log === webhook.log;
    if (running && isSame) {
      running.runner.update(webhook);
      this.lanes.set(name, { ...running, webhook });
      return;
    }
    const before = running?.webhook.log === webhook.log ? running.runner.progress() : undefined;
    if (running) this.end(running.runner);
    const runner = new LaneRunner(webhook, replay, before ?? progress, this.laneHost, before !== undefined);
    this.lanes.set(name, { runner, webhook });
    runner.start();
  }

  private end(runner: LaneRunner): void {
    this.ending = Promise.all([this.ending, runner.stop(0, false)]).then(() => undefined);
  }

  private wake(): void {
    for (const { runner } of this.lanes.values()) runner.wake();
  }
}
