import { Worker } from 'node:worker_threads';
import { builtFile } from '../lib/built-file.js';
import type { Json } from '../lib/json.js';
import { ExpressionError, type ExpressionFault } from '../webhooks/expressions/expressions.js';

/** The task of the worker: one expression, which it evaluates for each input that it is sent. */
export interface ExpressionTask {
  readonly expression: string;
  readonly maxResultLength: number;
}

export type ExpressionMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly text: string }
  | { readonly kind: 'failed'; readonly code: ExpressionFault; readonly message: string };

export interface ExpressionLimits {
  /** For one evaluation. */
  readonly timeoutMs: number;
  /** Of the result as JSON, in UTF-16 code units. */
  readonly maxResultLength: number;
}

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/expression.worker.js');
const MEMORY = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8, codeRangeSizeMb: 16, stackSizeMb: 4 };
/** Starting takes a tenth of a second; only on a machine that is very busy, many times that. */
const START_LIMIT_MS = 30_000;

/** A thread that evaluates one expression, for one input after the other. It has access to nothing but its input. */
export class ExpressionThread {
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  private pending: ((message: ExpressionMessage) => void) | undefined;
  private ended: ExpressionMessage | undefined;

  constructor(
    readonly expression: string,
    private readonly limits: ExpressionLimits,
  ) {
    const { maxResultLength } = limits;
    const task: ExpressionTask = { expression, maxResultLength };
    this.worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY, env: {}, execArgv: [] });
    this.worker.unref();
    this.worker.on('message', (message: ExpressionMessage) => this.pending?.(message));
    this.worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.end('memory', 'The expression needs too much memory.');
      else this.end('failed', 'The expression could not be evaluated.');
    });
    this.worker.once('exit', () => {
      this.end('failed', 'The thread of the expression ended early.');
    });
    this.ready = this.next(START_LIMIT_MS).then(() => undefined);
    this.ready.catch(() => undefined);
  }

  /** Whether it can evaluate another input. */
  get isAlive(): boolean {
    return this.ended === undefined;
  }

  /** One call at a time. Throws an `ExpressionError`. */
  async evaluate(input: Json): Promise<Json> {
    await this.ready;
    const answer = this.next(this.limits.timeoutMs);
    this.worker.postMessage(input);
    const message = await answer;
    if (message.kind === 'result') return JSON.parse(message.text) as Json;
    throw new ExpressionError('failed', 'The thread of the expression answered out of order.');
  }

  async close(): Promise<void> {
    this.end('failed', 'The evaluation was stopped.');
    await this.worker.terminate();
  }

  /** The next message, or the error that it reports. The thread ends if none comes in time. */
  private async next(limitMs: number): Promise<ExpressionMessage> {
    const timer = setTimeout(() => {
      this.end('timeout', `The expression takes longer than ${limitMs} ms.`);
      void this.worker.terminate();
    }, limitMs);
    const message = await new Promise<ExpressionMessage>((resolve) => {
      this.pending = resolve;
      if (this.ended) resolve(this.ended);
    });
    clearTimeout(timer);
    this.pending = undefined;
    if (message.kind === 'failed') throw new ExpressionError(message.code, message.message);
    return message;
  }

  /** The first reason counts. */
  private end(code: ExpressionFault, message: string): void {
    this.ended ??= { kind: 'failed', code, message };
    this.pending?.(this.ended);
  }
}
