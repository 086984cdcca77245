import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config.js';
import { builtFile } from '../lib/built-file.js';
import { type BuildReadModel, ProjectionFailedError } from '../read-model/next-generation.js';
import { LogUnavailableError } from '../event-log/event-log.js';
import { errorMessage } from '../lib/error-message.js';
import type { PolicyDefinition } from '../verification/policy-parameters.js';
import type { ProjectionMessage, ProjectionRequest, ProjectionTask } from './projection-messages.js';

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/projection.worker.js');

/** The memory that a projection needs doesn't grow with the log; without limits it would collect garbage late. */
const MEMORY = { maxOldGenerationSizeMb: 176, maxYoungGenerationSizeMb: 12 };

/** A thread that runs one projection. */
export class ProjectionThread {
  private readonly worker: Worker;

  constructor(task: ProjectionTask) {
    this.worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY });
  }

  onMessage(listener: (message: ProjectionMessage) => void): void {
    this.worker.on('message', listener);
  }

  tell(request: ProjectionRequest): void {
    this.worker.postMessage(request);
  }

  /** Resolves when the thread has ended. Rejects with a `ProjectionFailedError` if it couldn't report its error itself. */
  async ended(): Promise<void> {
    try {
      await once(this.worker, 'exit');
    } catch (error) {
      throw new ProjectionFailedError(errorMessage(error), 'kept');
    }
  }
}

/** The error that a thread reports. */
export const failureOf = ({
  error,
  ofLog,
  publicReason,
  fate,
}: Extract<ProjectionMessage, { kind: 'failed' }>): Error =>
  new ProjectionFailedError(error, fate, ofLog ? { cause: new LogUnavailableError(error, { publicReason }) } : {});

/** Builds read models from the log of this ledger, each in a thread of its own. */
export const buildsInThreads =
  (config: Config, policy: PolicyDefinition, onParked: (stream: string, error: string) => void): BuildReadModel =>
  async (file, { signal, onProgress }) => {
    const thread = new ProjectionThread({ kind: 'build', config, policy, file });
    const stop = (): void => {
      thread.tell({ kind: 'stop' });
    };
    let outcome: Extract<ProjectionMessage, { kind: 'built' | 'failed' }> | undefined;
    thread.onMessage((message) => {
      if (message.kind === 'progress') onProgress(message.report);
      else if (message.kind === 'parked') onParked(message.stream, message.error);
      else if (message.kind === 'built' || message.kind === 'failed') outcome = message;
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      await thread.ended();
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (!outcome) throw new ProjectionFailedError('The thread ended early.', 'kept');
    if (outcome.kind === 'failed') throw failureOf(outcome);
    return outcome.finished;
  };
