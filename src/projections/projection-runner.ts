import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { backoff } from '../lib/backoff.js';
import {
  type EventLog,
  LogUnavailableError,
  type RecordedEvent,
  StreamDeletedError,
  type SubscriptionMessage,
} from '../event-log/event-log.js';
import type { EventPlace } from '../event-log/position.js';
import { ProjectionBatchWriter } from './projection-batches.js';
import { verifyCheckpoint } from './checkpoint-verification.js';
import { type ParkedStream, ReadModelMismatchError } from '../read-model/checkpoints.js';
import { publicFailureMessage, type ProjectionState } from '../read-model/projection-handle.js';
import type { ProjectedBatch } from '../tracing/projection-spans.js';
import type { ReadModelWriter } from './read-model-writer.js';

export interface RunnerOptions {
  /** The maximum number of events in one transaction; default 500. */
  readonly batchSize?: number;
  /** After this many milliseconds a transaction accepts no further event; default 10, so that reads get their turn. */
  readonly batchMs?: number;
  /**
   * The same while a whole batch waits; default 50. Each transaction writes pages that many events share, so larger ones
   * let the read model catch up.
   */
  readonly catchUpMs?: number;
  readonly clock?: () => Date;
  /** Called after each transaction, and each attempt at one that failed. Default: nothing is measured. */
  readonly onBatch?: (batch: ProjectedBatch) => void;
  /** Called when it takes an event after it had caught up. */
  readonly onBusy?: () => void;
  /** Called for errors in the background: the log or the disk fails, a stream is parked. */
  readonly onTrouble?: (message: string, error: unknown) => void;
}

/** How long after a reader prevented an erasure it is tried again. */
const ERASE_AGAIN_MS = 1_000;

/**
 * Follows the log and keeps one read model up to date. Each batch is one transaction together with its checkpoint, so
 * every event is projected exactly once, whenever the process or the log fails. One runner for one read model.
 */
export class ProjectionRunner implements ProjectionState {
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<() => void>();
  private readonly batches: ProjectionBatchWriter;
  private readonly size: number;
  private queue: SubscriptionMessage[] = [];
  private subscription = new AbortController();
  private following: Promise<void> | undefined;
  private retrying: Promise<unknown> = Promise.resolve();
  private scheduled = false;
  private hasCaughtUp = false;
  /** Whether the read model is known to belong to this log. */
  private belongs = false;
  private failed: { readonly error: unknown } | undefined;
  private handled = 0;
  private erasing: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly readModel: ReadModelWriter,
    private readonly options: RunnerOptions = {},
  ) {
    this.size = options.batchSize ?? 500;
    this.batches = new ProjectionBatchWriter(readModel, log.id, {
      clock: options.clock ?? (() => new Date()),
      onParked: (stream, error) => options.onTrouble?.(`Parked ${stream}.`, error),
    });
  }

  /**
   * Resolves when following has begun. If the log can't be reached, it is retried until it can. Rejects with a
   * `ReadModelMismatchError`, or with the log's error if it can't be read for another reason.
   */
  async start(): Promise<void> {
    try {
      await this.verifyCheckpointOnce();
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      this.failed = { error };
    }
    this.following = this.follow();
    this.eraseSoon();
  }

  /** Projects the events already taken from the log, finishes a running retry, then closes the read model. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.subscription.abort();
    await this.following;
    await this.retrying;
    clearTimeout(this.erasing);
    this.readModel.close();
  }

  /** The last event handled; undefined before the first. */
  get place(): EventPlace | undefined {
    return this.batches.checkpoint;
  }

  /** The effective recorded time of the last event handled; undefined before the first. */
  get lastEventAt(): string | undefined {
    return this.batches.checkpoint?.recordedAt;
  }

  /** The number of events handled since this runner was created. */
  get eventsHandled(): number {
    return this.handled;
  }

  /** Whether everything that the log was last known to hold is handled. */
  get caughtUp(): boolean {
    return this.hasCaughtUp && this.queue.length === 0;
  }

  /** Why the projection is stalled, if it is. It retries by itself. */
  get failure(): string | undefined {
    return this.failed && publicFailureMessage(this.failed.error);
  }

  /** Calls `listener` after every change of the read model or of the state. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Retries parked streams, each from the event that couldn't be projected to the last one skipped. Their rows are then
   * as if they had been projected in turn. Resolves to the streams that are still parked.
   */
  retryParked(): Promise<readonly ParkedStream[]> {
    const retried = this.retryNow();
    this.retrying = Promise.allSettled([this.retrying, retried]);
    return retried;
  }

  private async retryNow(): Promise<readonly ParkedStream[]> {
    for (const parked of this.readModel.checkpoints.parked()) {
      try {
        await this.retryStream(parked);
      } catch (error) {
        // It stays parked, which says so; the others are retried.
        if (!(error instanceof StreamDeletedError)) throw error;
      }
      this.announce();
    }
    return this.readModel.checkpoints.parked();
  }

  private async retryStream({ stream, revision }: ParkedStream): Promise<void> {
    const events: RecordedEvent[] = [];
    while (!this.batches.retry(stream, events)) {
      const before = events.at(-1)?.revision ?? revision - 1;
      for await (const event of this.log.readStream(stream, { from: before + 1 })) events.push(event);
      if (events.at(-1)?.revision === before || events.length === 0) {
        throw new ReadModelMismatchError(`the log doesn't hold revision ${before + 1} of ${stream}`);
      }
    }
  }

  private async follow(): Promise<void> {
    for (let failures = 0; ;) {
      const before = this.batches.checkpoint?.position;
      await this.followOnce();
      const { signal } = this.stopping;
      if (signal.aborted) return;
      this.options.onTrouble?.('Following the log failed.', this.failed?.error);
      failures = before === this.batches.checkpoint?.position ? failures + 1 : 0;
      await pause(backoff(failures), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Runs until the log or the read model fails, or until it is stopped. */
  private async followOnce(): Promise<void> {
    this.subscription = new AbortController();
    this.hasCaughtUp = false;
    const signal = AbortSignal.any([this.subscription.signal, this.stopping.signal]);
    let error: unknown = new Error('The subscription ended.');
    try {
      await this.verifyCheckpointOnce();
      for await (const message of this.log.subscribe({ after: this.batches.checkpoint?.position, signal })) {
        this.take(message);
        this.schedule();
        while (this.queue.length >= this.size) await nextTurn();
      }
    } catch (thrown) {
      error = thrown;
    }
    while (this.queue.length > 0) await nextTurn();
    // Set the error only now: handling a batch clears it. If the read model failed, that has already been reported.
    if (!signal.aborted) this.failed = { error };
  }

  private take(message: SubscriptionMessage): void {
    const { caughtUp } = this;
    this.queue.push(message);
    if (caughtUp && message.kind === 'event') this.options.onBusy?.();
  }

  private async verifyCheckpointOnce(): Promise<void> {
    if (this.belongs) return;
    await verifyCheckpoint(this.readModel, this.log);
    this.belongs = true;
  }

  /** Handles events in a turn of their own, so that all that have arrived by then form one batch. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.handleWaiting();
    });
  }

  private handleWaiting(): void {
    const measure = this.options.onBatch && this.measureBatch(this.options.onBatch);
    try {
      const { batchMs = 10, catchUpMs = 50 } = this.options;
      const milliseconds = this.queue.length < this.size ? batchMs : catchUpMs;
      const handled = this.batches.handle(this.queue.slice(0, this.size), milliseconds);
      const taken = this.queue.splice(0, handled);
      const last = taken.at(-1);
      const events = taken.filter(({ kind }) => kind === 'event').length;
      this.handled += events;
      measure?.(events);
      if (last && last.kind !== 'event') this.hasCaughtUp = last.kind === 'caught-up';
      this.failed = undefined;
    } catch (error) {
      this.failed = { error };
      this.hasCaughtUp = false;
      measure?.(0, error);
      this.queue = [];
      this.subscription.abort();
    }
    this.announce();
    this.eraseSoon();
    if (this.queue.length > 0) this.schedule();
  }

  /** Returns what reports the batch that begins now, once it has ended, unless it had no events. */
  private measureBatch(onBatch: (batch: ProjectedBatch) => void): (events: number, error?: unknown) => void {
    const after = this.place?.position;
    const startedAt = Date.now();
    const began = performance.now();
    return (events, error) => {
      if (events === 0 && error === undefined) return;
      onBatch({
        startedAt,
        durationMs: performance.now() - began,
        events,
        waiting: this.queue.filter(({ kind }) => kind === 'event').length,
        after,
        through: this.place?.position,
        ...(error !== undefined && { failure: error instanceof Error ? error.name : 'Error' }),
      });
    };
  }

  /** After the events that wait, since it takes long. */
  private eraseSoon(milliseconds = 0): void {
    if (this.erasing || !this.readModel.mustErase) return;
    this.erasing = setTimeout(() => {
      this.erasing = undefined;
      this.erase();
    }, milliseconds);
  }

  private erase(): void {
    try {
      if (!this.readModel.erase()) this.eraseSoon(ERASE_AGAIN_MS);
    } catch (error) {
      this.options.onTrouble?.('Erasing what was redacted from the read model failed.', error);
      this.eraseSoon(ERASE_AGAIN_MS);
    }
    this.announce();
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}
