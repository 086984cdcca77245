import type { BeforeApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createEvent } from '../../../command-handling/event-envelope.js';
import { type CommandExecutor, SCHEMA_VERSION } from '../../../command-handling/command-executor.js';
import type { EventMetadata } from '../../../domain/domain-event.js';
import { type EventLog, type RecordedEvent, WrongExpectedRevisionError } from '../../../event-log/event-log.js';
import type { WebhookGauges } from '../../../operations/metrics.js';
import type { CurrentReadModel } from '../../../read-model/current-read-model.js';
import { type WebhookCommand, webhooksDecider } from '../subscriptions/subscription.decider.js';
import { WEBHOOKS_STREAM } from '../subscriptions/subscription.events.js';
import type { Webhook, WebhooksState } from '../subscriptions/subscription.state.js';
import type { WebhookAssignment } from './dispatcher.js';
import type { DispatcherHandle } from './dispatcher-handle.js';
import type { Lease } from './lease.js';
import {
  laneName,
  type LaneProgress,
  parseProgress,
  progressData,
  progressStream,
  WEBHOOK_PROGRESS,
} from './progress.js';

/** How often an instance looks what others recorded, and tends its lease. */
const LOOK_EVERY_MS = 2_000;
/** How long a server that stops waits for the log, which may be unreachable: nothing is lost if it doesn't answer. */
const LAST_ANSWER_MS = 3_000;

export interface DispatchingParts {
  readonly log: EventLog;
  readonly executor: CommandExecutor;
  readonly current: CurrentReadModel;
  readonly dispatcher: DispatcherHandle;
  /** If other instances may append to the log. */
  readonly lease?: Lease;
  readonly onAttempt: (isDelivered: boolean, seconds: number) => void;
  readonly onTrouble: (message: string, error: unknown) => void;
}

/**
 * Connects a dispatcher with the ledger: it gets the webhooks, where each is, the read model that answers now, and
 * whether this instance sends; what it finds is recorded here, since only this thread appends to the log.
 */
export class Dispatching implements BeforeApplicationShutdown {
  private readonly revisions = new Map<string, number>();
  private readonly progress = new Map<string, LaneProgress | undefined>();
  private generation: number | undefined;
  /** The term of the lease in which this instance sends; 0 without a lease; undefined if it doesn't. */
  private term: number | undefined;
  private stopListening: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private looks = 0;
  private isStopped = false;
  private isFailing = false;

  constructor(private readonly parts: DispatchingParts) {}

  get dispatcher(): DispatcherHandle {
    return this.parts.dispatcher;
  }

  /** Whether this instance sends. */
  get isLeading(): boolean {
    return this.term !== undefined && (this.parts.lease?.holds ?? true);
  }

  start(): void {
    const { executor, dispatcher, current, lease, onAttempt, onTrouble } = this.parts;
    dispatcher.start({
      onStarted: () => {
        this.generation = undefined;
        this.term = undefined;
        this.followReadModel();
        void this.look();
      },
      record: (command) => this.record(command),
      saveProgress: (lane, progress) => this.save(lane, progress),
      onAttempt,
      onTrouble,
    });
    this.stopListening = current.onChange(() => {
      this.followReadModel();
    });
    // A redaction may have put a webhook on hold.
    executor.onForget(async (stream) => {
      if (stream === WEBHOOKS_STREAM) await this.look();
    });
    if (lease) {
      this.timer = setInterval(() => {
        if (this.looks === 0) void this.look();
      }, LOOK_EVERY_MS);
      this.timer.unref();
    }
  }

  /** What is true of the webhooks now, for metrics. */
  async gauges(): Promise<WebhookGauges> {
    const webhooks = [...(await this.load()).webhooks.values()];
    const lanes = this.isLeading ? await this.parts.dispatcher.states() : [];
    const oldest = lanes.flatMap(({ oldestAt }) => oldestAt ?? []).sort()[0];
    return {
      webhooks: webhooks.length,
      disabled: webhooks.filter(({ disabled }) => disabled !== undefined).length,
      pending: lanes.reduce((sum, lane) => sum + lane.pending, 0),
      oldestPendingSeconds: oldest === undefined ? 0 : Math.max(0, (Date.now() - Date.parse(oldest)) / 1_000),
    };
  }

  /** The webhooks as the log has them now. Rejects with an `EventLogError`. */
  load(): Promise<WebhooksState> {
    return this.parts.executor.loadState(WEBHOOKS_STREAM, webhooksDecider);
  }

  /** Brings the dispatcher up to date, after a change or to find out about one. Resolves when that was tried. */
  look(): Promise<void> {
    this.looks += 1;
    this.turn = this.turn.then(async () => {
      try {
        await this.lookNow();
        this.isFailing = false;
      } catch (error) {
        this.onFailure(error);
      } finally {
        this.looks -= 1;
      }
    });
    return this.turn;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    this.stopListening();
    await atMost(LAST_ANSWER_MS, this.turn);
    await this.parts.dispatcher.stop();
    const released = this.parts.lease?.release().catch((error: unknown) => {
      this.parts.onTrouble('The lease on sending webhooks could not be released. It ends by itself.', error);
    });
    if (released) await atMost(LAST_ANSWER_MS, released);
  }

  private async lookNow(): Promise<void> {
    if (this.isStopped) return;
    const { dispatcher } = this.parts;
    const webhooks = [...(await this.load()).webhooks.values()];
    const held = await this.tend(webhooks.length > 0);
    if (held?.term !== this.term) {
      // Another instance may have sent since what is known here.
      this.revisions.clear();
      this.progress.clear();
      if (this.term !== undefined) dispatcher.assign([]);
      this.term = held?.term;
    }
    if (held) dispatcher.assign(await Promise.all(webhooks.map((webhook) => this.assignment(webhook))));
    dispatcher.lead(held?.untilMs ?? -Infinity);
  }

  /** Since when, as a term of the lease, and until when this instance sends; undefined if it doesn't. */
  private async tend(hasWebhooks: boolean): Promise<{ readonly term: number; readonly untilMs: number } | undefined> {
    const { lease, current } = this.parts;
    if (!lease) return { term: 0, untilMs: Infinity };
    const canSend = hasWebhooks && current.generation !== undefined;
    const isHeld = await lease.tend({ canSend, position: current.position });
    return isHeld ? { term: lease.term, untilMs: lease.heldUntilMs } : undefined;
  }

  private onFailure(error: unknown): void {
    if (!this.isFailing) {
      this.parts.onTrouble('The webhooks could not be read from the log. It is tried again.', error);
    }
    this.isFailing = true;
    // With a lease, the timer looks again, and a lease that can't be confirmed ends by itself.
    if (this.parts.lease || this.isStopped) return;
    const again = (): void => {
      void this.look();
    };
    setTimeout(again, LOOK_EVERY_MS).unref();
  }

  private async assignment(webhook: Webhook): Promise<WebhookAssignment> {
    const progress: Record<string, LaneProgress> = {};
    for (const replay of [undefined, ...webhook.replays]) {
      const lane = laneName(webhook.id, replay?.replay);
      const known = this.progress.has(lane) ? this.progress.get(lane) : await this.loadProgress(lane);
      if (known) progress[lane] = known;
    }
    return { webhook, progress };
  }

  private async loadProgress(lane: string): Promise<LaneProgress | undefined> {
    const { log } = this.parts;
    let last: RecordedEvent | undefined;
    for await (const event of log.readStream(progressStream(lane), { direction: 'backwards', limit: 1 })) last = event;
    const progress = last && parseProgress(last.data, log.id);
    this.revisions.set(lane, last?.revision ?? -1);
    this.progress.set(lane, progress);
    return progress;
  }

  private async record(command: WebhookCommand): Promise<void> {
    const by = (await this.load()).webhooks.get(command.webhook)?.createdBy;
    if (by === undefined) return;
    const { recordedBy: principal, correlationId, causationId } = this.metadata(by);
    await this.parts.executor.record(WEBHOOKS_STREAM, webhooksDecider, command, {
      principal,
      correlationId,
      causationId,
    });
    void this.look();
  }

  /** At the revision that is known: if another instance recorded in between, it sends, and this one must not. */
  private async save(lane: string, progress: LaneProgress): Promise<void> {
    const { log, lease } = this.parts;
    const stream = progressStream(lane);
    if (!this.revisions.has(lane)) await this.loadProgress(lane);
    const revision = this.revisions.get(lane) ?? -1;
    const [webhook = ''] = lane.split('.');
    const by = (await this.load()).webhooks.get(webhook)?.createdBy;
    if (by === undefined) return;
    const fact = { type: WEBHOOK_PROGRESS, data: progressData(lane, log.id, progress) };
    const { event } = createEvent(stream, revision + 1, fact, this.metadata(by));
    try {
      await log.append(stream, revision < 0 ? 'no-stream' : revision, [event]);
    } catch (error) {
      this.revisions.delete(lane);
      if (error instanceof WrongExpectedRevisionError && lease) {
        lease.doubt();
        void this.look();
      }
      throw error;
    }
    this.revisions.set(lane, revision + 1);
    this.progress.set(lane, progress);
  }

  /** What a dispatcher does is recorded by the principal that created the webhook. */
  private metadata(recordedBy: string): EventMetadata {
    const id = randomUUID();
    const recordedAt = this.parts.executor.now();
    return { schemaVersion: SCHEMA_VERSION, recordedAt, recordedBy, correlationId: id, causationId: id };
  }

  private followReadModel(): void {
    const { current, dispatcher } = this.parts;
    const { generation, caughtUp } = current;
    if (generation === this.generation) dispatcher.readModelChanged(caughtUp);
    else {
      this.generation = generation;
      dispatcher.readFrom(generation === undefined ? undefined : current.readModel.database.name, caughtUp);
    }
  }
}

/** Resolves when the promise has settled, or after so many milliseconds. */
async function atMost(milliseconds: number, promise: Promise<void>): Promise<void> {
  const settled = new AbortController();
  const limit = pause(milliseconds, undefined, { signal: settled.signal }).catch(() => undefined);
  await Promise.race([promise, limit]);
  settled.abort();
}
