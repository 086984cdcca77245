import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import os from 'node:os';
import workers from 'node:worker_threads';
import { currentProcess, type SimulatedProcess } from './processes.js';
import { SimulatedWorker } from './workers.js';
import { Scheduler, type Task, threads } from './scheduler.js';

/** When the first step is, in milliseconds since 1970. */
const EPOCH = Date.UTC(2026, 0, 1);

/** At first, that of modules that use time or chance while they are loaded. */
let scheduler = new Scheduler(0);

/** From now on, this one's time counts. */
export function useScheduler(next: Scheduler): void {
  scheduler = next;
}

/** A timer, as far as the code of this repository and of its packages uses one. */
class SimulatedTimer {
  task: Task | undefined;

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.dispose](): void {
    cancel(this);
  }
}

function cancel(timer: unknown): void {
  if (timer instanceof SimulatedTimer && timer.task) scheduler.cancel(timer.task);
}

type Callback = (...args: unknown[]) => void;

/** Timers are never early, and a little late. */
const lateness = (): number => scheduler.between(0, 1.5);

function afterTimeout(callback: Callback, milliseconds = 0, ...args: unknown[]): SimulatedTimer {
  const timer = new SimulatedTimer();
  timer.task = scheduler.after(Math.max(1, milliseconds) + lateness(), 'timer', () => {
    callback(...args);
  });
  return timer;
}

function everyInterval(callback: Callback, milliseconds = 0, ...args: unknown[]): SimulatedTimer {
  const timer = new SimulatedTimer();
  const again = (): void => {
    timer.task = scheduler.after(Math.max(1, milliseconds) + lateness(), 'interval', () => {
      again();
      callback(...args);
    });
  };
  again();
  return timer;
}

/** Immediates of a thread keep their order. */
function afterTurn(callback: Callback, ...args: unknown[]): SimulatedTimer {
  const timer = new SimulatedTimer();
  const { now } = scheduler;
  const thread = threads.getStore();
  const at = Math.max(thread?.immediateAt ?? 0, now + scheduler.between(0, 0.3));
  if (thread) thread.immediateAt = at;
  timer.task = scheduler.at(at, 'immediate', () => {
    callback(...args);
  });
  return timer;
}

interface PauseOptions {
  readonly signal?: AbortSignal;
}

function pausing(begin: (done: () => void) => SimulatedTimer, value: unknown, { signal }: PauseOptions = {}) {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel(timer);
      const error = new Error('The operation was aborted', { cause: signal?.reason });
      error.name = 'AbortError';
      reject(error);
    };
    const timer = begin(() => {
      signal?.removeEventListener('abort', stop);
      resolve(value);
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/** By the process's own clocks; outside any process, by true time. */
const wallClock = (): number => EPOCH + Math.floor(scheduler.now) + (currentProcess()?.wallClockAhead ?? 0);
const monotonicClock = (): number => scheduler.now + (currentProcess()?.monotonicAhead ?? 0);

const RealDate = Date;
class SimulatedDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    super(...((args.length === 0 ? [wallClock()] : args) as [number]));
  }

  static override now(): number {
    return wallClock();
  }
}

function randomBytes(size: number): Buffer {
  const { random } = scheduler;
  return Buffer.from(Array.from({ length: size }, () => random.between(0, 255)));
}

function randomUUID(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x40;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Channels between the threads of one process. */
class SimulatedChannel {
  static readonly open = new Set<SimulatedChannel>();
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  private readonly thread = threads.getStore();
  private readonly process: SimulatedProcess | undefined = currentProcess();

  constructor(private readonly name: string) {
    SimulatedChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of SimulatedChannel.open) {
      if (other === this || other.name !== this.name || other.process !== this.process) continue;
      const milliseconds = scheduler.between(0, 0.5);
      scheduler.after(milliseconds, 'broadcast', () => other.onmessage?.({ data }), other.thread ?? 'world');
    }
  }

  close(): void {
    SimulatedChannel.open.delete(this);
  }

  unref(): void {
    // Nothing waits for it anyway.
  }
}

/**
 * Replaces what Node offers for time, chance and threads, for this process and for good. To be called before any module
 * is loaded that uses it: the names that a module imports then stand for these.
 */
export function replaceBuiltins(): void {
  Object.assign(globalThis, {
    Date: SimulatedDate,
    setTimeout: afterTimeout,
    clearTimeout: cancel,
    setInterval: everyInterval,
    clearInterval: cancel,
    setImmediate: afterTurn,
    clearImmediate: cancel,
  });
  Math.random = () => scheduler.random.next();
  performance.now = monotonicClock;
  process.hrtime.bigint = () => BigInt(Math.floor(monotonicClock() * 1e6));
  Object.assign(crypto, { randomUUID, randomBytes });
  Object.assign(workers, { BroadcastChannel: SimulatedChannel, Worker: SimulatedWorker });
  // Workers would lower the priority of this process.
  Object.assign(os, { setPriority: () => undefined });
  Object.assign(timersPromises, {
    setTimeout: (milliseconds?: number, value?: unknown, options?: PauseOptions) =>
      pausing((done) => afterTimeout(done, milliseconds), value, options),
    setImmediate: (value?: unknown, options?: PauseOptions) => pausing((done) => afterTurn(done), value, options),
  });
  syncBuiltinESMExports();
}

/** For the next simulation in this process. */
export function forgetChannels(): void {
  SimulatedChannel.open.clear();
}
