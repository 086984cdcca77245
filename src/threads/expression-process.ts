import { type ChildProcess, fork } from 'node:child_process';
import { builtFile } from '../lib/built-file.js';
import type { Json } from '../lib/json.js';
import { ExpressionError, type ExpressionFault } from '../webhooks/expressions/expressions.js';

/** The task of the process: one expression, which it evaluates for each input that it is sent. */
export interface ExpressionTask {
  readonly expression: string;
  readonly maxResultLength: number;
}

export interface ExpressionInput {
  readonly input: Json;
  /** What `$now()` gives; see `Expressions.evaluate`. */
  readonly at?: string;
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

/** A process can't load TypeScript. */
const PROGRAM = builtFile('threads/expression.worker.js');
/** Starting takes a tenth of a second; only on a machine that is very busy, many times that. */
const START_LIMIT_MS = 30_000;

/**
 * A process that evaluates one expression, for one input after the other. It has access to nothing but its input. One
 * large allocation ends a whole process, whatever limit its thread has: so it is not the process of the server.
 */
export class ExpressionProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private readonly ready: Promise<void>;
  private pending: ((message: ExpressionMessage) => void) | undefined;
  private ended: ExpressionMessage | undefined;

  constructor(
    readonly expression: string,
    private readonly limits: ExpressionLimits,
  ) {
    const { maxResultLength } = limits;
    this.child = fork(PROGRAM, [], { execArgv: [], env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.child.unref();
    this.child.channel?.unref();
    this.child.on('message', (message) => this.pending?.(message as ExpressionMessage));
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (_code, signal) => {
        // V8 aborts when its heap is full; the system kills what it has no memory for.
        if (signal === null) this.end('stopped', 'The process of the expression ended early.');
        else this.end('memory', 'The expression needs too much memory.');
        resolve();
      });
      this.child.on('error', () => {
        this.end('stopped', 'The expression could not be evaluated.');
        if (this.child.pid === undefined) resolve();
      });
    });
    this.ready = this.next(START_LIMIT_MS).then(() => undefined);
    this.ready.catch(() => undefined);
    this.send({ expression, maxResultLength } satisfies ExpressionTask);
  }

  /** Whether it can evaluate another input. */
  get isAlive(): boolean {
    return this.ended === undefined;
  }

  /** One call at a time. Throws an `ExpressionError`. */
  async evaluate(input: Json, at?: string): Promise<Json> {
    await this.ready;
    const answer = this.next(this.limits.timeoutMs);
    this.send({ input, ...(at !== undefined && { at }) } satisfies ExpressionInput);
    const message = await answer;
    if (message.kind === 'result') return JSON.parse(message.text) as Json;
    throw new ExpressionError('stopped', 'The process of the expression answered out of order.');
  }

  async close(): Promise<void> {
    this.end('stopped', 'The evaluation was stopped.');
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** If it ends before, its end is the answer. */
  private send(message: object): void {
    this.child.send(message, () => undefined);
  }

  /** The next message, or the error that it reports. The process ends if none comes in time. */
  private async next(limitMs: number): Promise<ExpressionMessage> {
    const timer = setTimeout(() => {
      this.end('timeout', `The expression takes longer than ${limitMs} ms.`);
      this.child.kill('SIGKILL');
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
