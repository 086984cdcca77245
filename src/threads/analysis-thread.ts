import { Worker } from 'node:worker_threads';
import { TemporarilyUnavailableError } from '../http/errors.js';
import { builtFile } from '../lib/built-file.js';
import type { Found } from '../reliance/found.js';
import { AnalysisRunner, type AnalysisTask } from '../reliance/analysis-run.js';

export type AnalysisMessage =
  { readonly kind: 'finished'; readonly found: Found<string> } | { readonly kind: 'failed'; readonly error: string };

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/analysis.worker.js');

/** It holds the ids of all claims, and what was found. */
const MEMORY = { maxOldGenerationSizeMb: 600, maxYoungGenerationSizeMb: 16 };

/** Runs each analysis in a thread of its own, so that requests are served meanwhile. */
export class AnalysisThreads extends AnalysisRunner {
  private readonly workers = new Set<Worker>();
  private isStopping = false;

  run(task: AnalysisTask, stop: AbortSignal): Promise<Found<string>> {
    if (stop.aborted) return Promise.reject(stop.reason as Error);
    if (this.isStopping) return Promise.reject(new TemporarilyUnavailableError('This server is being stopped.'));
    const worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY });
    this.workers.add(worker);
    const end = (): void => void worker.terminate();
    stop.addEventListener('abort', end, { once: true });
    return new Promise((resolve, reject) => {
      worker.on('message', (message: AnalysisMessage) => {
        if (message.kind === 'finished') resolve(message.found);
        else reject(new Error(message.error));
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        this.workers.delete(worker);
        stop.removeEventListener('abort', end);
        if (!this.isStopping) reject(new Error('The thread of the analysis ended early.'));
      });
    });
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }
}
