import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config.js';
import { builtFile } from '../lib/built-file.js';
import { type BuildReadModel, BuildFailedError, type BuildFileOutcome } from '../read-model/next-generation.js';
import type { RebuildReport } from '../read-model/rebuild-progress.js';
import { LogUnavailableError } from '../event-log/event-log.js';
import { errorMessage } from '../lib/error-message.js';

/** The task of the worker: plain data, from which it opens the log itself. */
export interface BuildTask {
  readonly config: Config;
  readonly file: string;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly report: RebuildReport }
  | { readonly kind: 'parked'; readonly stream: string; readonly error: string }
  | { readonly kind: 'ended'; readonly finished: boolean }
  | { readonly kind: 'failed'; readonly error: string; readonly ofLog: boolean; readonly fate: BuildFileOutcome };

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/rebuild.worker.js');

/** The memory that it needs doesn't grow with the log; without limits it would collect garbage late. */
const MEMORY = { maxOldGenerationSizeMb: 176, maxYoungGenerationSizeMb: 32 };

/** Builds read models from the log of this ledger, each in a dedicated thread. */
export const rebuildThread =
  (config: Config, onParked: (stream: string, error: string) => void): BuildReadModel =>
  async (file, { signal, onProgress }) => {
    const task: BuildTask = { config, file };
    const worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY });
    const stop = (): void => {
      worker.postMessage('stop');
    };
    let outcome: Extract<WorkerMessage, { kind: 'ended' | 'failed' }> | undefined;
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') onProgress(message.report);
      else if (message.kind === 'parked') onParked(message.stream, message.error);
      else outcome = message;
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      // Rejects with the worker's error if it couldn't report it itself, for example when it is out of memory.
      await once(worker, 'exit');
    } catch (error) {
      throw new BuildFailedError(errorMessage(error), 'kept');
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (outcome?.kind === 'ended') return outcome.finished;
    if (!outcome) throw new BuildFailedError('The worker ended.', 'kept');
    const { error, ofLog, fate } = outcome;
    throw new BuildFailedError(error, fate, ofLog ? { cause: new LogUnavailableError(error) } : {});
  };
