import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogUnavailableError } from '../../../event-log/event-log.js';
import { positionText } from '../../../event-log/position.js';
import { ChangeSignal } from '../../../lib/change-signal.js';
import { errorMessage } from '../../../lib/error-message.js';
import { UnsealError } from '../../../lib/secret-box.js';
import { longestWaitMs } from '../../delivery/retry.js';
import { holdReason } from '../subscriptions/redacted-settings.js';
import type { RunningReplay, Webhook } from '../subscriptions/subscription.state.js';
import { Handshakes } from './handshakes.js';
import { instant, type LaneContext, type LaneHost, LONGEST_WAIT_MS, TROUBLE_MS } from './lane-host.js';
import { LaneScan } from './lane-scan.js';
import { LaneSender } from './lane-sender.js';
import { Lane, LANE_LIMITS } from './lane.js';
import { groupOf, recordedAtOf } from './ledger-items.js';
import { laneName, type LaneProgress } from './progress.js';
import type { LaneState } from './state.js';

/** Sends to one webhook what is new, or in a replay what is old, until it is stopped. */
export class LaneRunner implements LaneContext {
  readonly name: string;
  readonly lane: Lane;
  private readonly changed = new ChangeSignal();
  private readonly stopped = new AbortController();
  private readonly aborted = new AbortController();
  private readonly handshakes: Handshakes;
  private readonly scan: LaneScan;
  private readonly sender: LaneSender;
  private hasEnded = false;
  private trouble: string | undefined;
  private running: Promise<void> | undefined;

  constructor(
    public webhook: Webhook,
    readonly replay: RunningReplay | undefined,
    stored: LaneProgress | undefined,
    readonly host: LaneHost,
    /** Whether the progress that it begins with isn't recorded. */
    private isDirty = false,
  ) {
    this.name = laneName(webhook.id, replay?.replay);
    this.lane = new Lane(
      replay ? 'one-by-one' : webhook.settings.order,
      LANE_LIMITS,
      longestWaitMs(host.retryDelaysMs),
    );
    this.handshakes = new Handshakes(this);
    this.scan = new LaneScan(this, stored);
    this.sender = new LaneSender(
      this,
      (group) => {
        const ledger = host.ledger();
        if (ledger) this.scan.holdBack(group, ledger);
      },
      () => {
        this.wake();
      },
    );
  }

  get stopping(): AbortSignal {
    return this.stopped.signal;
  }

  get aborting(): AbortSignal {
    return this.aborted.signal;
  }

  onProgress(): void {
    this.isDirty = true;
  }

  start(): void {
    this.running = this.run();
  }

  /** Stops immediately; attempts under way may end until the limit. Then the progress is recorded, unless it has no use. */
  async stop(limitMs: number, isSaving = true): Promise<void> {
    this.stopped.abort();
    const timer = setTimeout(() => {
      this.aborted.abort();
    }, limitMs);
    await this.running;
    await this.sender.settled();
    clearTimeout(timer);
    if (isSaving) await this.save();
  }

  /** The webhook after a change. Its order doesn't change: that takes another runner. */
  update(webhook: Webhook): void {
    const before = this.webhook;
    this.webhook = webhook;
    this.scan.update(webhook);
    if (webhook.resumed !== before.resumed) this.lane.restart(this.host.clock());
    const isOther = webhook.settings.url.box !== before.settings.url.box;
    if (isOther || webhook.agreement !== before.agreement || webhook.resumed !== before.resumed) {
      this.handshakes.restart();
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
    if (!item || !this.lane.hasRoomAgain) return false;
    this.lane.add({ ref, group: groupOf(item), recordedAt: recordedAtOf(item) }, this.host.clock());
    this.isDirty = true;
    this.wake();
    return true;
  }

  state(): LaneState {
    const { lane, webhook, replay } = this;
    const { oldestAt, nextDueAt } = lane;
    const { failingSince } = lane.failing;
    return {
      lane: this.name,
      webhook: webhook.id,
      ...(replay && { replay: replay.replay }),
      position: positionText(this.scan.position),
      pending: lane.size,
      heldBack: this.scan.heldGroups,
      inFlight: lane.inFlight,
      ...(oldestAt !== undefined && { oldestAt }),
      ...(failingSince !== undefined && { failingSince: instant(failingSince) }),
      ...(nextDueAt !== undefined && { nextAt: instant(nextDueAt) }),
      ...(this.trouble !== undefined && { trouble: this.trouble }),
    };
  }

  /** Records how much is delivered, unless that is recorded already. */
  async save(): Promise<void> {
    const progress = this.scan.cursor && this.progress();
    if (!this.isDirty || !progress || !this.host.leads() || this.hasEnded) return;
    this.isDirty = false;
    this.scan.saved();
    try {
      await this.host.saveProgress(this.name, progress);
    } catch (error) {
      this.isDirty = true;
      this.host.onTrouble(`The progress of webhook ${this.name} could not be recorded. It is tried again.`, error);
    }
  }

  /** What another runner of this lane begins with. */
  progress(): LaneProgress | undefined {
    return this.scan.progress();
  }

  private async run(): Promise<void> {
    while (!this.stopping.aborted) {
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
      await this.changed.next(seen, this.stopping, wait);
    }
  }

  /** Does what is to be done now. Returns for how long there is nothing more to do, in milliseconds. */
  private async step(): Promise<number> {
    const { webhook, host } = this;
    if (!host.leads() || this.hasEnded || webhook.paused || webhook.disabled) return LONGEST_WAIT_MS;
    if (typeof webhook.agreement === 'object' || holdReason(webhook) !== undefined) return LONGEST_WAIT_MS;
    if (webhook.agreement === 'pending') return this.replay ? LONGEST_WAIT_MS : this.handshakes.tend();
    for (;;) {
      // Another read model may have taken its place since the last turn.
      const ledger = host.ledger();
      if (!ledger || !this.scan.begin(ledger)) return LONGEST_WAIT_MS;
      // It may have been paused, or another filter decides.
      if (this.webhook !== webhook) return 0;
      const began = host.clock();
      const more = this.scan.fill(ledger);
      this.sender.sendDue(began);
      if (!more || this.stopping.aborted) break;
      await nextTurn();
    }
    if (await this.endIfFinished()) return LONGEST_WAIT_MS;
    return this.waitUntilNext();
  }

  /** A replay ends when everything until its end is delivered. */
  private async endIfFinished(): Promise<boolean> {
    const { replay } = this;
    if (!replay || this.lane.size > 0 || this.stopping.aborted) return false;
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
    const next = Math.min(this.sender.nextDueAt ?? Infinity, this.scan.nextDateAt);
    return Math.min(LONGEST_WAIT_MS, Math.max(1, next - now));
  }
}
