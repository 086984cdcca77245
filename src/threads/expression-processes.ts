import type { Json } from '../lib/json.js';
import { ExpressionError, Expressions, syntaxProblem } from '../webhooks/expressions/expressions.js';
import { type ExpressionLimits, ExpressionProcess } from './expression-process.js';

const LIMITS: ExpressionLimits = { timeoutMs: 1_000, maxResultLength: 262_144 };
/** Processes that exist at any time, whether they evaluate or wait for their next input. */
const MAX_PROCESSES = 2;
/** A process without work for so long ends. */
const IDLE_MS = 30_000;

/**
 * Evaluates each expression in a process of its own, so that nothing of one subscriber remains for another. A process is
 * kept for a while, since starting one takes longer than an evaluation. Further evaluations wait for their turn.
 */
export class ExpressionProcesses extends Expressions {
  private readonly idle = new Map<ExpressionProcess, NodeJS.Timeout>();
  private readonly busy = new Set<ExpressionProcess>();
  private readonly waiting: (() => void)[] = [];
  private free = MAX_PROCESSES;
  private isClosed = false;

  constructor(private readonly limits: ExpressionLimits = LIMITS) {
    super();
  }

  async evaluate(expression: string, input: Json, at?: string): Promise<Json> {
    const problem = syntaxProblem(expression);
    if (problem !== undefined) throw new ExpressionError('syntax', problem);
    await this.turn();
    try {
      return await this.evaluateIn(this.processFor(expression), input, at);
    } finally {
      this.free += 1;
      this.waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const processes = [...this.idle.keys(), ...this.busy];
    for (const timer of this.idle.values()) clearTimeout(timer);
    this.idle.clear();
    await Promise.all(processes.map((process) => process.close()));
  }

  private async turn(): Promise<void> {
    while (this.free === 0) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
    this.free -= 1;
  }

  private async evaluateIn(process: ExpressionProcess, input: Json, at?: string): Promise<Json> {
    this.busy.add(process);
    try {
      return await process.evaluate(input, at);
    } finally {
      this.busy.delete(process);
      if (process.isAlive && !this.isClosed) this.keep(process);
      else await process.close();
    }
  }

  private processFor(expression: string): ExpressionProcess {
    if (this.isClosed) throw new ExpressionError('stopped', 'The evaluation was stopped.');
    const kept = [...this.idle.keys()].find((process) => process.expression === expression && process.isAlive);
    if (kept) {
      this.release(kept);
      return kept;
    }
    const [oldest] = this.idle.keys();
    if (oldest && this.idle.size + this.busy.size >= MAX_PROCESSES) {
      this.release(oldest);
      void oldest.close();
    }
    return new ExpressionProcess(expression, this.limits);
  }

  private keep(process: ExpressionProcess): void {
    const timer = setTimeout(() => {
      this.idle.delete(process);
      void process.close();
    }, IDLE_MS);
    this.idle.set(process, timer.unref());
  }

  private release(process: ExpressionProcess): void {
    clearTimeout(this.idle.get(process));
    this.idle.delete(process);
  }
}
