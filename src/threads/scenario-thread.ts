import { Worker } from 'node:worker_threads';
import type { OnModuleDestroy } from '@nestjs/common';
import type { ScenarioEvaluator, ScenarioTask } from '../claims/scenario/scenario-evaluator.js';
import type { ScenarioStates } from '../claims/scenario/scenario-reads.js';
import { TooManyEvaluationsError } from '../http/errors.js';
import type { Requester } from '../http/requester.js';
import { abortable } from '../lib/abortable.js';
import { builtFile } from '../lib/built-file.js';

export type ScenarioMessage = { readonly states: ScenarioStates } | { readonly error: string };

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/scenario.worker.js');

/** One read evaluates a bounded number of entries. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

/** How many reads may wait, the running one included. */
const MAX_WAITING = 16;
/** So many of one caller. */
const MAX_OF_CALLER = 4;

interface Waiting {
  readonly task: ScenarioTask;
  readonly caller: string;
  readonly resolve: (states: ScenarioStates) => void;
  readonly reject: (error: Error) => void;
}

/** Evaluates one read after the other in a thread, which is started by the first one. */
export class ScenarioThread implements ScenarioEvaluator, OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly waiting: Waiting[] = [];

  async evaluate(task: ScenarioTask, { caller, gone }: Requester): Promise<ScenarioStates> {
    gone.throwIfAborted();
    if (this.waiting.length >= MAX_WAITING) throw new TooManyEvaluationsError(MAX_WAITING);
    if (this.waiting.filter((each) => each.caller === caller).length >= MAX_OF_CALLER) {
      throw new TooManyEvaluationsError(MAX_OF_CALLER, 'yours');
    }
    const states = new Promise<ScenarioStates>((resolve, reject) => {
      this.waiting.push({ task, caller, resolve, reject });
    });
    if (this.waiting.length === 1) this.send(task);
    return abortable(states, gone, () => {
      this.drop(task);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  /** The thread can't be interrupted: it ends with the read that it evaluates, and the next one starts another. */
  private drop(task: ScenarioTask): void {
    const index = this.waiting.findIndex((each) => each.task === task);
    if (index > 0) this.waiting.splice(index, 1);
    if (index !== 0) return;
    void this.worker?.terminate();
    this.worker = undefined;
    this.settle(() => undefined);
  }

  private send(task: ScenarioTask): void {
    this.worker ??= this.start();
    this.worker.postMessage(task);
  }

  private start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: MEMORY });
    worker.on('message', (message: ScenarioMessage) => {
      if (this.worker !== worker) return;
      this.settle(({ resolve, reject }) => {
        if ('states' in message) resolve(message.states);
        else reject(new Error(message.error));
      });
    });
    // The next read starts another one.
    const ended = (error: Error): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.settle(({ reject }) => {
        reject(error);
      });
    };
    worker.once('error', (error) => {
      ended(error instanceof Error ? error : new Error(String(error)));
    });
    worker.once('exit', () => {
      ended(new Error('The thread that evaluates claims under scenarios ended early.'));
    });
    worker.unref();
    return worker;
  }

  /** Settles the running task, and sends the next one. */
  private settle(how: (running: Waiting) => void): void {
    const running = this.waiting.shift();
    const [next] = this.waiting;
    if (next) this.send(next.task);
    if (running) how(running);
  }
}
