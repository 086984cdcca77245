import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { LogUnavailableError } from '../event-log/event-log.js';
import { backoff } from '../lib/backoff.js';
import { builtFile } from '../lib/built-file.js';
import type { WebhookAssignment } from '../webhooks/outbound/dispatch/dispatcher.js';
import type { DispatcherCallbacks, DispatcherHandle } from '../webhooks/outbound/dispatch/dispatcher-handle.js';
import type { TestResult } from '../webhooks/outbound/dispatch/sender.js';
import type { LaneState } from '../webhooks/outbound/dispatch/state.js';
import type { Webhook } from '../webhooks/outbound/subscriptions/subscription.state.js';
import type { DispatcherQuestion, DispatcherTask, FromDispatcher, ToDispatcher } from './dispatcher-messages.js';
import { replyTo, ThreadCalls } from './thread-calls.js';

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/dispatcher.worker.js');

/** It holds references to what is pending, and the bodies that are on their way. */
const MEMORY = { maxOldGenerationSizeMb: 176, maxYoungGenerationSizeMb: 16 };

/** A dispatcher in a thread of its own. A thread that ends early is started again. */
export class DispatcherThread implements DispatcherHandle {
  private readonly calls = new ThreadCalls();
  private readonly stopping = new AbortController();
  private worker: Worker | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly task: DispatcherTask) {}

  start(callbacks: DispatcherCallbacks): void {
    this.running = this.keepRunning(callbacks);
  }

  readFrom(file: string | undefined, caughtUp: boolean): void {
    this.send({ kind: 'read-from', file, caughtUp });
  }

  readModelChanged(caughtUp: boolean): void {
    this.send({ kind: 'changed', caughtUp });
  }

  assign(assignments: readonly WebhookAssignment[]): void {
    this.send({ kind: 'assign', assignments });
  }

  lead(untilMs: number): void {
    this.send({ kind: 'lead', untilMs });
  }

  test(webhook: Webhook): Promise<TestResult> {
    return this.ask({ ask: 'test', webhook });
  }

  redeliver(webhook: string, delivery: string | undefined): Promise<number> {
    return this.ask({ ask: 'redeliver', webhook, delivery });
  }

  count(webhook: Webhook, from: string, until: string): Promise<number> {
    return this.ask({ ask: 'count', webhook, from, until });
  }

  states(): Promise<readonly LaneState[]> {
    return this.ask({ ask: 'states' });
  }

  erase(redaction: string): Promise<boolean> {
    return this.ask({ ask: 'erase', redaction });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.send({ kind: 'stop' });
    await this.running;
  }

  private ask<Result>(question: DispatcherQuestion): Promise<Result> {
    if (!this.worker) return Promise.reject(notRunning());
    return this.calls.call<Result>((call) => {
      this.send({ kind: 'ask', call, question });
    });
  }

  private send(message: ToDispatcher): void {
    this.worker?.postMessage(message);
  }

  private async keepRunning(callbacks: DispatcherCallbacks): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; ; failures += 1) {
      const error = await this.runOnce(callbacks);
      this.worker = undefined;
      this.calls.fail(notRunning());
      if (signal.aborted) return;
      callbacks.onTrouble('The thread that sends webhooks ended. Another one is started.', error);
      await pause(backoff(failures), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Runs one thread to its end. Resolves to why it ended. */
  private async runOnce(callbacks: DispatcherCallbacks): Promise<unknown> {
    if (this.stopping.signal.aborted) return undefined;
    try {
      const worker = new Worker(WORKER, { workerData: this.task, resourceLimits: MEMORY });
      this.worker = worker;
      worker.on('message', (message: FromDispatcher) => {
        this.handle(message, callbacks);
      });
      await once(worker, 'exit');
      return new Error('The thread ended early.');
    } catch (error) {
      return error;
    }
  }

  private handle(message: FromDispatcher, callbacks: DispatcherCallbacks): void {
    switch (message.kind) {
      case 'started':
        callbacks.onStarted();
        return;
      case 'append': {
        const { what } = message;
        const append = (): Promise<void> =>
          what.append === 'record' ? callbacks.record(what.command) : callbacks.saveProgress(what.lane, what.progress);
        void replyTo(message.call, append).then((reply) => {
          this.send(reply);
        });
        return;
      }
      case 'attempts':
        for (const { isDelivered, seconds } of message.attempts) callbacks.onAttempt(isDelivered, seconds);
        return;
      case 'trouble':
        callbacks.onTrouble(message.message, message.error);
        return;
      case 'reply':
        this.calls.settle(message);
    }
  }
}

const notRunning = (): Error =>
  new LogUnavailableError('The thread that sends webhooks is not running.', {
    publicReason: 'The thread that sends webhooks is being started. Retry later.',
  });
