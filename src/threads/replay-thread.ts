import { Worker } from 'node:worker_threads';
import type { ReplayProgress } from '../claims/scenario/replay-claims.js';
import { builtFile } from '../lib/built-file.js';
import { type FinishedReplay, type ReplayRun, ReplayRunner, type ReplayTask } from '../replay/replay-run.js';

export type ReplayMessage =
  | { readonly kind: 'progress'; readonly progress: ReplayProgress }
  | { readonly kind: 'finished'; readonly finished: FinishedReplay }
  | { readonly kind: 'failed'; readonly error: string };

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/replay.worker.js');

/** It holds the ids of all claims, and evaluates one after the other. */
const MEMORY = { maxOldGenerationSizeMb: 300, maxYoungGenerationSizeMb: 16 };

/** Runs each replay in a thread of its own, so that requests are served meanwhile. */
export class ReplayThreads extends ReplayRunner {
  run(task: ReplayTask, onProgress: (progress: ReplayProgress) => void): ReplayRun {
    const worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY });
    const finished = new Promise<FinishedReplay>((resolve, reject) => {
      worker.on('message', (message: ReplayMessage) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else if (message.kind === 'finished') resolve(message.finished);
        else reject(new Error(message.error));
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(new Error('The thread of the replay ended early.'));
      });
    });
    finished.catch(() => undefined);
    return {
      finished,
      stop: async () => {
        await worker.terminate();
      },
    };
  }
}
