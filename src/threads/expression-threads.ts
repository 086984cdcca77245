import type { Json } from '../lib/json.js';
import { ExpressionError, Expressions, syntaxProblem } from '../webhooks/expressions/expressions.js';
import { type ExpressionLimits, ExpressionThread } from './expression-thread.js';

const LIMITS: ExpressionLimits = { timeoutMs: 1_000, maxResultLength: 262_144 };
/** Threads that exist at any time, whether they evaluate or wait for their next input. */
const MAX_THREADS = 2;
/** A thread without work for so long ends. */
const IDLE_MS = 30_000;

/**
 * Evaluates each expression in a thread of its own, so that nothing of one subscriber remains for another. A thread is
 * kept for a while, since starting one takes longer than an evaluation. Further evaluations wait for their turn.
 */
export class ExpressionThreads extends Expressions {
  private readonly idle = new Map<ExpressionThread, NodeJS.Timeout>();
  private readonly busy = new Set<ExpressionThread>();
  private readonly waiting: (() => void)[] = [];
  private free = MAX_THREADS;
  private isClosed = false;

  constructor(private readonly limits: ExpressionLimits = LIMITS) {
    super();
  }

  async evaluate(expression: string, input: Json): Promise<Json> {
    const problem = syntaxProblem(expression);
    if (problem !== undefined) throw new ExpressionError('syntax', problem);
    await this.turn();
    try {
      return await this.evaluateIn(this.threadFor(expression), input);
    } finally {
      this.free += 1;
      this.waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const threads = [...this.idle.keys(), ...this.busy];
    for (const timer of this.idle.values()) clearTimeout(timer);
    this.idle.clear();
    await Promise.all(threads.map((thread) => thread.close()));
  }

  private async turn(): Promise<void> {
    while (this.free === 0) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
    this.free -= 1;
  }

  private async evaluateIn(thread: ExpressionThread, input: Json): Promise<Json> {
    this.busy.add(thread);
    try {
      return await thread.evaluate(input);
    } finally {
      this.busy.delete(thread);
      if (thread.isAlive && !this.isClosed) this.keep(thread);
      else await thread.close();
    }
  }

  private threadFor(expression: string): ExpressionThread {
    if (this.isClosed) throw new ExpressionError('failed', 'The evaluation was stopped.');
    const kept = [...this.idle.keys()].find((thread) => thread.expression === expression && thread.isAlive);
    if (kept) {
      this.release(kept);
      return kept;
    }
    const [oldest] = this.idle.keys();
    if (oldest && this.idle.size + this.busy.size >= MAX_THREADS) {
      this.release(oldest);
      void oldest.close();
    }
    return new ExpressionThread(expression, this.limits);
  }

  private keep(thread: ExpressionThread): void {
    const timer = setTimeout(() => {
      this.idle.delete(thread);
      void thread.close();
    }, IDLE_MS);
    this.idle.set(thread, timer.unref());
  }

  private release(thread: ExpressionThread): void {
    clearTimeout(this.idle.get(thread));
    this.idle.delete(thread);
  }
}
