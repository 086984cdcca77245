import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

const CHANNEL = 'worker_threads';

/** Collects the worker threads that this process starts. */
export class StartedThreads {
  readonly all: Worker[] = [];

  private readonly note = (message: unknown): void => {
    this.all.push((message as { readonly worker: Worker }).worker);
  };

  constructor() {
    subscribe(CHANNEL, this.note);
  }

  stop(): void {
    unsubscribe(CHANNEL, this.note);
  }
}
