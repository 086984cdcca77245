import { AsyncLocalStorage } from 'node:async_hooks';
import { Random } from '../../../bench/workloads/random.js';
import type { SimulatedThread } from './processes.js';

/** Something that is to happen. */
export interface Task {
  readonly at: number;
  readonly order: number;
  readonly name: string;
  /** Whose event loop runs it; undefined for what belongs to the world itself. */
  readonly thread: SimulatedThread | undefined;
  run: (() => void) | undefined;
}

/** The event loop of Node, which only lets the microtasks of one step run to their end. */
const nextTurn = setImmediate;

/** The thread whose code runs now. */
export const threads = new AsyncLocalStorage<SimulatedThread>();

/**
 * Owns time and chance: everything that doesn't happen immediately is a task here, and one task after the other runs, with
 * all the promises that it settles. So a run is a function of its seed.
 */
export class Scheduler {
  readonly random: Random;
  /** Milliseconds since the beginning. */
  now = 0;
  steps = 0;
  /** What went wrong outside any check. */
  failure: unknown;
  /** The last steps, oldest first. */
  readonly trace: string[] = [];
  private running: SimulatedThread | undefined;
  private digest = 0x811c9dc5;
  private orders = 0;
  private readonly heap: Task[] = [];

  constructor(
    seed: number,
    private readonly tracedSteps = 0,
  ) {
    this.random = new Random(seed);
  }

  /** Runs it after so many milliseconds, unless its thread has ended by then. */
  after(
    milliseconds: number,
    name: string,
    run: () => void,
    thread: SimulatedThread | 'world' = threads.getStore() ?? 'world',
  ): Task {
    return this.at(this.now + Math.max(0, milliseconds), name, run, thread);
  }

  /** Runs it at this moment: what is due at the same one keeps its order. */
  at(
    at: number,
    name: string,
    run: () => void,
    thread: SimulatedThread | 'world' = threads.getStore() ?? 'world',
  ): Task {
    const owner = thread === 'world' ? undefined : thread;
    const task: Task = { at, order: (this.orders += 1), name, thread: owner, run };
    this.push(task);
    return task;
  }

  cancel(task: Task): void {
    task.run = undefined;
  }

  /** A random duration: mostly near the least, now and then as long as the most. */
  between(least: number, most: number): number {
    return least + (most - least) * this.random.next() ** 3;
  }

  /** Runs the next task, and everything that follows from it without time passing. False if there is none. */
  async step(): Promise<boolean> {
    for (;;) {
      const task = this.pop();
      if (!task) return false;
      const { run, thread } = task;
      if (!run || thread?.isAlive === false) continue;
      if (thread && thread.stalledUntil > task.at) {
        this.push({ ...task, at: thread.stalledUntil });
        continue;
      }
      this.now = task.at;
      this.steps += 1;
      this.note(thread?.name ?? 'world', task.name);
      this.running = thread;
      try {
        if (thread) threads.run(thread, run);
        else threads.exit(run);
      } catch (error) {
        this.uncaught(error);
      }
      await new Promise<void>((resolve) => {
        nextTurn(resolve);
      });
      return true;
    }
  }

  /** An error that nobody handled: it ends a worker, as in Node. Anywhere else, it is a failure. */
  uncaught(error: unknown): void {
    const { running } = this;
    if (running?.isAlive === false) return;
    if (running?.worker) running.worker.end(error);
    else this.failure ??= error;
  }

  /** Two runs with the same digest have taken the same steps. */
  get pathDigest(): string {
    return (this.digest >>> 0).toString(16).padStart(8, '0');
  }

  /** Notes what happens, for the digest and the trace. */
  note(who: string, what: string): void {
    const line = `${this.now.toFixed(3)} ${who}: ${what}`;
    for (let index = 0; index < line.length; index += 1) {
      this.digest = Math.imul(this.digest ^ line.charCodeAt(index), 0x01000193);
    }
    if (this.tracedSteps === 0) return;
    this.trace.push(line);
    if (this.trace.length > this.tracedSteps) this.trace.shift();
  }

  private push(task: Task): void {
    const { heap } = this;
    let index = heap.push(task) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Task;
      if (!isEarlier(task, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = task;
  }

  private pop(): Task | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = left;
      if (right < heap.length && isEarlier(heap[right] as Task, heap[left] as Task)) least = right;
      const child = heap[least];
      if (!child || !isEarlier(child, last)) break;
      heap[index] = child;
      index = least;
    }
    heap[index] = last;
    return first;
  }
}

const isEarlier = (one: Task, other: Task): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
