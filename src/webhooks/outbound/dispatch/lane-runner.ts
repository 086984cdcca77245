import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogUnavailableError } from '../../../event-log/event-log.js';
import { positionText } from '../../../event-log/position.js';
import { ChangeSignal } from '../../../lib/change-signal.js';
import { errorMessage } from '../../../lib/error-message.js';
import { UnsealError } from '../../../lib/secret-box.js';
import { isToBeDisabled, nextAction } from '../../delivery/retry.js';
import type { DeliveryLog } from '../deliveries/delivery-log.js';
import type { WebhookCommand } from '../subscriptions/subscription.decider.js';
import type { RunningReplay, Webhook } from '../subscriptions/subscription.state.js';
import { seenEndpoint } from './endpoint.js';
import { Matcher } from './filter.js';
import { Lane, type PendingItem } from './lane.js';
import { claimOf, groupOf, type LedgerCursor, type LedgerItem, type LedgerItems } from './ledger-items.js';
import { notificationOf } from './notification.js';
import { laneName, type LaneProgress } from './progress.js';
import type { Sender, SendOutcome } from './sender.js';
import type { LaneState } from './state.js';

/** The events, and changes of status, that one scan reads. */
const SCAN = 200;
/** So many scanned events are recorded as progress, even if none of them was to be sent. */
const SCANNED_PROGRESS = 5_000;
/** The longest wait without a look at the clock. */
const LONGEST_WAIT_MS = 60_000;
/** The wait after the log or the read model failed. */
const TROUBLE_MS = 5_000;
/** The number of handshakes after which a receiver that doesn't answer counts as refusing. */
const MAX_HANDSHAKES = 6;

/** What a lane needs of its surroundings. */
export interface LaneHost {
  readonly sender: Sender;
  readonly deliveries: DeliveryLog;
  readonly retryDelaysMs: readonly number[];
  readonly publicUrl: string | undefined;
  readonly clock: () => number;
  readonly random: () => number;
  /** The read model that answers now; undefined while there is none. */
  readonly ledger: () => LedgerItems | undefined;
  /** Whether all that the log is known to hold can be read. */
  readonly caughtUp: () => boolean;
  /** Whether this instance is the one that sends. */
  readonly leads: () => boolean;
  /** Decides and records. Rejects with an `EventLogError`. */
  readonly record: (command: WebhookCommand) => Promise<void>;
  /** Records the progress of a lane. Rejects with an `EventLogError`, or if another instance recorded in between. */
  readonly saveProgress: (lane: string, progress: LaneProgress) => Promise<void>;
  readonly onAttempt: (isDelivered: boolean, seconds: number) => void;
  readonly onTrouble: (message: string, error: unknown) => void;
}

/** Sends to one webhook what is new, or in a replay what is old, until it is stopped. */
export class LaneRunner {
  private readonly lane: Lane;
  private readonly changed = new ChangeSignal();
  private readonly stopping = new AbortController();
  /** Ends attempts that are under way. */
  private readonly aborting = new AbortController();
  private readonly attempts = new Set<Promise<void>>();
  private readonly instantRetries = new Set<string>();
  private matcher: Matcher;
  private cursor: LedgerCursor | undefined;
  private scanned = 0;
  private hasEnded = false;
  /** A replay is slowed down: it sends nothing before this moment. */
  private notBefore = 0;
  private handshakes = { made: 0, nextAt: 0 };
  private trouble: string | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private webhook: Webhook,
    private readonly replay: RunningReplay | undefined,
    private readonly stored: LaneProgress | undefined,
    private readonly host: LaneHost,
    /** Whether the progress that it begins with isn't recorded. */
    private isDirty = false,
  ) {
    this.lane = new Lane(replay ? 'one-by-one' : webhook.settings.order);
    this.matcher = new Matcher(webhook.settings.filter);
  }

  get name(): string {
    return laneName(this.webhook.id, this.replay?.replay);
  }

  start(): void {
    this.running = this.run();
  }

  /** Stops immediately; attempts under way may end until the limit. Then the progress is recorded, unless it has no use. */
  async stop(limitMs: number, isSaving = true): Promise<void> {
    this.stopping.abort();
    const timer = setTimeout(() => {
      this.aborting.abort();
    }, limitMs);
    await this.running;
    await Promise.all(this.attempts);
    clearTimeout(timer);
    if (isSaving) await this.save();
  }

  /** The webhook after a change. Its order doesn't change: that takes another runner. */
  update(webhook: Webhook): void {
    const before = this.webhook;
    this.webhook = webhook;
    this.matcher = new Matcher(webhook.settings.filter);
    if (webhook.resumed !== before.resumed) this.lane.restart(this.host.clock());
    const isOther = webhook.settings.url.box !== before.settings.url.box;
    if (isOther || webhook.agreement !== before.agreement || webhook.resumed !== before.resumed) {
      this.handshakes = { made: 0, nextAt: 0 };
    }
    this.wake();
  }

  /** There may be more to send. */
  wake(): void {
    this.changed.notify();
  }

  /** Sends an item again, after all that is pending. Returns whether the ledger still has it. */
  redeliver(ref: string): boolean {
    const item = this.host.ledger()?.at(ref);
    if (!item) return false;
    this.lane.add({ ref, group: groupOf(item), recordedAt: recordedAtOf(item) }, this.host.clock());
    this.isDirty = true;
    this.wake();
    return true;
  }

  state(): LaneState {
    const { lane, webhook, replay } = this;
    const [oldest] = lane.pending();
    const { failingSince, nextDueAt } = lane;
    return {
      lane: this.name,
      webhook: webhook.id,
      ...(replay && { replay: replay.replay }),
      position: positionText(this.cursor?.events ?? 0),
      pending: lane.size,
      inFlight: lane.inFlight,
      ...(oldest && { oldestAt: oldest.recordedAt }),
      ...(failingSince !== undefined && { failingSince: instant(failingSince) }),
      ...(nextDueAt !== undefined && { nextAt: instant(nextDueAt) }),
      ...(this.trouble !== undefined && { trouble: this.trouble }),
    };
  }

  /** Records how much is delivered, unless that is recorded already. */
  async save(): Promise<void> {
    if (!this.isDirty || !this.cursor || !this.host.leads() || this.hasEnded) return;
    this.isDirty = false;
    this.scanned = 0;
    try {
      await this.host.saveProgress(this.name, this.progressAt(this.cursor));
    } catch (error) {
      this.isDirty = true;
      this.host.onTrouble(`The progress of webhook ${this.name} could not be recorded. It is tried again.`, error);
    }
  }

  /** What another runner of this lane begins with. */
  progress(): LaneProgress | undefined {
    return this.cursor ? this.progressAt(this.cursor) : this.stored;
  }

  private progressAt(cursor: LedgerCursor): LaneProgress {
    return { cursor, pending: this.lane.pending(), failingSince: this.lane.failingSince };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const seen = this.changed.count;
      let wait = LONGEST_WAIT_MS;
      try {
        wait = await this.step();
        this.trouble = undefined;
      } catch (error) {
        this.trouble = errorMessage(error);
        wait = TROUBLE_MS;
        // Both say what to do, and pass by themselves or with a setting.
        if (!(error instanceof UnsealError || error instanceof LogUnavailableError)) {
          this.host.onTrouble(`Webhook ${this.name} can't be sent to now. It is tried again.`, error);
        }
      }
      await this.changed.next(seen, signal, wait);
    }
  }

  /** Does what is to be done now. Returns for how long there is nothing more to do, in milliseconds. */
  private async step(): Promise<number> {
    const { webhook, host } = this;
    if (!host.leads() || this.hasEnded || webhook.paused || webhook.disabled) return LONGEST_WAIT_MS;
    if (typeof webhook.agreement === 'object') return LONGEST_WAIT_MS;
    if (webhook.agreement === 'pending') return this.replay ? LONGEST_WAIT_MS : this.shakeHands();
    for (;;) {
      // Another read model may have taken its place since the last turn.
      const ledger = host.ledger();
      if (!ledger || !this.begin(ledger)) return LONGEST_WAIT_MS;
      const more = this.fill(ledger);
      this.sendDue();
      if (!more || this.lane.room === 0 || this.isStopping()) break;
      await nextTurn();
    }
    if (await this.endIfFinished()) return LONGEST_WAIT_MS;
    return this.waitUntilNext();
  }

  /** Where it begins. False while this instance can't read as far as that. */
  private begin(ledger: LedgerItems): boolean {
    if (this.cursor) return true;
    if (this.stored) {
      this.cursor = this.stored.cursor;
      this.lane.restore(
        this.stored.pending.flatMap((pending) => {
          const item = ledger.at(pending.ref);
          return item ? [{ ...pending, group: groupOf(item), recordedAt: recordedAtOf(item) }] : [];
        }),
        this.stored.failingSince,
      );
      return true;
    }
    const { position, at } = this.replay ? { position: this.replay.from, at: undefined } : this.webhook.start;
    if ((ledger.readModel.checkpoint()?.position ?? '') < position) return false;
    this.cursor = ledger.cursorAfter(position, at);
    return true;
  }

  /** Scans once. Returns whether there is more to scan. */
  private fill(ledger: LedgerItems): boolean {
    if (!this.cursor || this.lane.room === 0) return false;
    const now = this.host.caughtUp() ? instant(this.host.clock()) : instant(0);
    const end = this.replay && ledger.endAt(this.replay.until);
    const { items, more } = ledger.scan(this.cursor, now, SCAN, end);
    for (const { item, cursor } of items) {
      if (this.lane.room === 0) return true;
      this.cursor = cursor;
      this.scanned += 1;
      if (!this.matcher.matches(item, ledger) || this.isDelivered(item, ledger)) continue;
      this.lane.add({ ref: item.ref, group: groupOf(item), recordedAt: recordedAtOf(item) }, this.host.clock());
      this.isDirty = true;
    }
    if (this.scanned >= SCANNED_PROGRESS) this.isDirty = true;
    return more;
  }

  /** What this instance delivered after it last recorded its progress. */
  private isDelivered(item: LedgerItem, ledger: LedgerItems): boolean {
    return this.host.deliveries.isDelivered(this.name, ledger.cloudEvent(item).id, sourceOfItem(item));
  }

  private sendDue(): void {
    const now = this.host.clock();
    if (now < this.notBefore) return;
    const due = this.lane.takeDue(now);
    if (this.replay && due.length > 0) this.notBefore = now + 1_000 / this.replay.perSecond;
    for (const item of due) {
      const attempt = this.attempt(item).catch((error: unknown) => {
        this.lane.interrupted(item.ref, this.host.clock() + TROUBLE_MS);
        this.host.onTrouble(`An attempt of webhook ${this.name} failed here. It is tried again.`, error);
      });
      const settled = attempt.finally(() => {
        this.attempts.delete(settled);
        this.wake();
      });
      this.attempts.add(settled);
    }
  }

  private async attempt(pending: PendingItem): Promise<void> {
    const { webhook, host } = this;
    const ledger = host.ledger();
    const item = ledger?.at(pending.ref);
    if (!ledger || !item) {
      // After a change of policy, there is no such change of status any more.
      this.lane.drop(pending.ref);
      this.isDirty = true;
      return;
    }
    const at = instant(host.clock());
    const notification = notificationOf(item, ledger, webhook.settings.payload, host.publicUrl);
    const headers = this.replay ? { 'ledger-replay': this.replay.replay } : {};
    const outcome = await host.sender.send(webhook, notification, headers, this.aborting.signal);
    if (outcome.kind === 'failed' && outcome.reason === 'aborted') {
      this.lane.interrupted(pending.ref, host.clock());
      return;
    }
    const next = await this.settle(pending, outcome);
    host.deliveries.add({
      webhook: webhook.id,
      lane: this.name,
      delivery: notification.event.id,
      source: sourceOfItem(item),
      ref: pending.ref,
      type: notification.event.type,
      claim: claimOf(item) ?? null,
      at,
      ...attemptRowOf(outcome),
      ...next,
    });
  }

  /** What follows from an outcome. */
  private async settle(
    { ref, attempts, firstFailedAt }: PendingItem,
    outcome: SendOutcome,
  ): Promise<{ state: 'pending' | 'delivered' | 'failed'; nextAt: string | null }> {
    const { host, lane, webhook } = this;
    const now = host.clock();
    this.isDirty = true;
    const action = nextAction(asAnswer(outcome), attempts, host.random(), now, {
      instantRetryUsed: this.instantRetries.has(ref),
      delaysMs: host.retryDelaysMs,
    });
    host.onAttempt(action.kind === 'delivered', outcome.durationMs / 1_000);
    if (action.kind !== 'retry' || !action.isInstant) this.instantRetries.delete(ref);
    switch (action.kind) {
      case 'delivered':
        lane.delivered(ref);
        return { state: 'delivered', nextAt: null };
      case 'retry': {
        const dueAt = now + action.afterMs;
        if (action.isInstant) this.instantRetries.add(ref);
        lane.failed(ref, now, dueAt, !action.isInstant);
        if (isToBeDisabled(lane.failingSince ?? now, now)) await this.disable('failing', outcome);
        return { state: 'pending', nextAt: instant(dueAt) };
      }
      case 'disable':
        lane.failed(ref, now, now + LONGEST_WAIT_MS);
        await this.disable('gone', outcome);
        return { state: 'pending', nextAt: null };
      case 'given-up': {
        lane.failed(ref, now, now + LONGEST_WAIT_MS);
        // Nothing else succeeded since its first attempt: it is the endpoint that fails, not this delivery.
        if ((lane.failingSince ?? now) <= (firstFailedAt ?? now) || this.replay) {
          await this.disable('failing', outcome);
          return { state: 'pending', nextAt: null };
        }
        const item = host.ledger()?.at(ref);
        const delivery = item && host.ledger()?.cloudEvent(item).id;
        if (delivery !== undefined) {
          await host.record({ command: 'abandon', webhook: webhook.id, delivery, detail: inWords(outcome) });
        }
        lane.drop(ref);
        return { state: 'failed', nextAt: null };
      }
    }
  }

  private async disable(because: 'gone' | 'failing', outcome: SendOutcome): Promise<void> {
    const { webhook } = this;
    const seen = seenEndpoint(webhook);
    await this.host.record({ command: 'disable', webhook: webhook.id, because, detail: inWords(outcome), seen });
  }

  /** Asks the receiver whether it agrees. Returns how long to wait until the next handshake. */
  private async shakeHands(): Promise<number> {
    const { webhook, host } = this;
    const now = host.clock();
    if (now < this.handshakes.nextAt) return this.handshakes.nextAt - now;
    const agreement = await host.sender.shakeHands(webhook, this.aborting.signal);
    if (this.isStopping()) return LONGEST_WAIT_MS;
    const made = this.handshakes.made + 1;
    const delay = host.retryDelaysMs[made - 1] ?? LONGEST_WAIT_MS;
    this.handshakes = { made, nextAt: host.clock() + delay };
    const seen = seenEndpoint(webhook);
    if (agreement.kind === 'passed') {
      await host.record({ command: 'handshake-passed', webhook: webhook.id, seen });
    } else if (agreement.kind === 'failed' || made >= MAX_HANDSHAKES) {
      await host.record({ command: 'handshake-failed', webhook: webhook.id, reason: agreement.reason, seen });
    } else return delay;
    // What was recorded arrives soon, and begins another count.
    this.handshakes = { made, nextAt: host.clock() + LONGEST_WAIT_MS };
    return LONGEST_WAIT_MS;
  }

  /** A replay ends when everything until its end is delivered. */
  private async endIfFinished(): Promise<boolean> {
    const { replay } = this;
    if (!replay || this.lane.size > 0 || this.isStopping()) return false;
    if ((this.host.ledger()?.readModel.checkpoint()?.position ?? '') < replay.until) return false;
    await this.host.record({
      command: 'end-replay',
      webhook: this.webhook.id,
      replay: replay.replay,
      outcome: 'finished',
    });
    this.hasEnded = true;
    return true;
  }

  private waitUntilNext(): number {
    const now = this.host.clock();
    const ledger = this.host.ledger();
    const dates = ledger?.changes.nextAt(instant(now), ledger.readModel.checkpoint()?.recordedAt ?? '');
    const due = this.lane.nextDueAt;
    const next = Math.min(
      due === undefined ? Infinity : Math.max(due, this.notBefore),
      this.replay ? Infinity : (dates ?? Infinity),
    );
    return Math.min(LONGEST_WAIT_MS, Math.max(1, next - now));
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }
}

const instant = (ms: number): string => new Date(ms).toISOString();

const recordedAtOf = (item: LedgerItem): string =>
  item.kind === 'event' ? item.row.recordedAt : item.change.recordedAt;

/** The id of the event that an item is, or that caused it. */
const sourceOfItem = (item: LedgerItem): string => (item.kind === 'event' ? item.row.id : item.change.event);

/** A body that couldn't be made is tried again like an answer that isn't a success. */
const asAnswer = (outcome: SendOutcome) =>
  outcome.kind === 'format'
    ? ({ kind: 'failed', reason: 'invalid-response', message: outcome.message, durationMs: 0 } as const)
    : outcome;

const attemptRowOf = (outcome: SendOutcome) =>
  outcome.kind === 'answered'
    ? { durationMs: outcome.durationMs, status: outcome.status, failure: null, answer: outcome.body }
    : { durationMs: outcome.durationMs, status: null, failure: outcome.message, answer: '' };

const inWords = (outcome: SendOutcome): string =>
  outcome.kind === 'answered' ? `The receiver answered ${outcome.status}.` : outcome.message;
