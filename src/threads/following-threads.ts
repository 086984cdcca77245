import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config.js';
import { backoff } from '../lib/backoff.js';
import { errorMessage } from '../lib/error-message.js';
import type { ParkedStream } from '../read-model/checkpoints.js';
import { ProjectionFailedError } from '../read-model/next-generation.js';
import { PositionWaiters } from '../read-model/position-waiters.js';
import {
  type ProjectionFactory,
  type ProjectionHandle,
  type ProjectionState,
  publicFailureMessage,
} from '../read-model/projection-handle.js';
import type { ProjectedBatch } from '../tracing/projection-spans.js';
import type { PolicyDefinition } from '../verification/policy-parameters.js';
import type { ProjectionMessage, ProjectionTask } from './projection-messages.js';
import { failureOf, ProjectionThread } from './projection-thread.js';

type OnBatch = (batch: ProjectedBatch) => void;
type OnTrouble = (message: string, error: unknown) => void;

/**
 * Starts projections of this log, each in a thread of its own.
 *
 * @param onDamaged called when the file of a read model that follows the log turns out to be damaged
 * @param onBatch called after each batch, for traces
 */
export const followsInThreads = (
  config: Config,
  policy: PolicyDefinition,
  log: string,
  onTrouble: OnTrouble,
  onDamaged: () => void,
  onBatch?: OnBatch,
): ProjectionFactory => ({
  async follow(file, ofEmptyLog = false) {
    const projection = new FollowingThread({ config, policy, log, file }, onTrouble, onDamaged, onBatch);
    await projection.start(ofEmptyLog);
    return projection;
  },
});

const BEFORE_THE_FIRST: ProjectionState = {
  place: undefined,
  lastEventAt: undefined,
  caughtUp: false,
  failure: undefined,
  eventsHandled: 0,
};

interface Retry {
  readonly resolve: (parked: readonly ParkedStream[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** A projection in a thread. A thread that ends early, because it is out of memory for example, is started again. */
class FollowingThread implements ProjectionHandle {
  private state = BEFORE_THE_FIRST;
  private readonly stopping = new AbortController();
  private readonly waiters = new PositionWaiters();
  private readonly listeners = new Set<() => void>();
  private readonly retries = new Map<number, Retry>();
  private asked = 0;
  private hasFollowed = false;
  private thread: ProjectionThread | undefined;
  private running: Promise<void> = Promise.resolve();
  /** Handled by the threads before this one. */
  private handledBefore = 0;

  constructor(
    private readonly task: Pick<ProjectionTask, 'config' | 'policy' | 'file'> & { readonly log: string },
    private readonly onTrouble: OnTrouble,
    private readonly onDamaged: () => void,
    private readonly onBatch: OnBatch | undefined,
  ) {}

  /** Resolves when the thread follows the log. Rejects with a `ProjectionFailedError` if it can't. */
  start(ofEmptyLog: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.running = this.keepRunning(ofEmptyLog, resolve, reject);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.thread?.tell({ kind: 'stop' });
    await this.running;
    this.waiters.cancelAll();
  }

  get place() {
    return this.state.place;
  }

  get lastEventAt() {
    return this.state.lastEventAt;
  }

  get caughtUp() {
    return this.state.caughtUp;
  }

  get failure() {
    return this.state.failure;
  }

  get eventsHandled() {
    return this.handledBefore + this.state.eventsHandled;
  }

  waitFor(position: string, limitMs: number): Promise<boolean> {
    return this.waiters.wait(position, limitMs, this.place?.position);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  retryParked(): Promise<readonly ParkedStream[]> {
    return new Promise((resolve, reject) => {
      const request = (this.asked += 1);
      this.retries.set(request, { resolve, reject });
      if (this.thread) this.thread.tell({ kind: 'retry-parked', request });
      else this.endRetries(this.failure);
    });
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async keepRunning(
    ofEmptyLog: boolean,
    onFollowing: () => void,
    onFailed: (error: unknown) => void,
  ): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !this.isStopping();) {
      const before = this.place?.position;
      const error = await this.runOnce(ofEmptyLog, () => {
        this.hasFollowed = true;
        onFollowing();
      });
      this.endRetries(error);
      if (!this.hasFollowed) onFailed(error);
      if (!this.hasFollowed || this.isStopping()) return;
      this.handledBefore = this.eventsHandled;
      this.onTrouble('The thread of the projection ended. Another one is started.', error);
      this.update({ ...this.state, caughtUp: false, failure: publicFailureMessage(error), eventsHandled: 0 });
      failures = before === this.place?.position ? failures + 1 : 0;
      await pause(backoff(failures), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Runs one thread to its end. Resolves to why it ended. */
  private async runOnce(ofEmptyLog: boolean, onFollowing: () => void): Promise<unknown> {
    let failure: unknown;
    try {
      const thread = new ProjectionThread({
        kind: 'follow',
        ...this.task,
        ofEmptyLog,
        isTraced: this.onBatch !== undefined,
      });
      this.thread = thread;
      thread.onMessage((message) => {
        if (message.kind === 'following') onFollowing();
        else if (message.kind === 'failed') failure = failureOf(message);
        else this.handle(message);
      });
      await thread.ended();
    } catch (error) {
      failure = error;
    }
    this.thread = undefined;
    return failure ?? new ProjectionFailedError('The thread ended early.', 'kept');
  }

  private handle(message: ProjectionMessage): void {
    if (message.kind === 'state') this.update(message.state);
    else if (message.kind === 'busy') this.state = { ...this.state, caughtUp: false };
    else if (message.kind === 'batch') this.onBatch?.(message.batch);
    else if (message.kind === 'trouble') this.onTrouble(message.message, message.error);
    else if (message.kind === 'damaged') this.onDamaged();
    else if (message.kind === 'retried') this.takeRetry(message.request)?.resolve(message.parked);
    else if (message.kind === 'not-retried') this.takeRetry(message.request)?.reject(new Error(message.error));
  }

  private update(state: ProjectionState): void {
    this.state = state;
    // First the listeners, which drop what was read before: then the callers that wait for the position read.
    for (const listener of this.listeners) listener();
    if (state.place) this.waiters.reached(state.place.position);
  }

  private takeRetry(request: number): Retry | undefined {
    const retry = this.retries.get(request);
    this.retries.delete(request);
    return retry;
  }

  private endRetries(error: unknown): void {
    const reason = new Error(`Nothing was retried: ${errorMessage(error)}`);
    for (const { reject } of this.retries.values()) reject(reason);
    this.retries.clear();
  }
}
