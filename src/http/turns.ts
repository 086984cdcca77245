import { setImmediate as nextTurn } from 'node:timers/promises';
import { TooManyWaitingError } from './errors.js';

/** A turn that took longer than this is followed by a pause: by a turn without any work for each time that it took so long. */
const LONG_MS = 2;
/** A request on a new connection takes no more turns than this: accepting it, reading it, its hooks, its answer. */
const MAX_PAUSE = 8;
/** How many pieces of work of one caller may wait. A page of the explorer has about ten. */
const OF_CALLER = 1_000;

/**
 * Pieces of work that hold the event loop: in each of its turns as many as are done within a few milliseconds. After a turn
 * that took longer there are some without any, in which others are served. Callers whose work waits alternate, so
 * that nobody waits for all that another one wants.
 */
export class Turns {
  /** By caller, in the order in which they come next. */
  private readonly waiting = new Map<string, (() => void)[]>();
  /** When the first piece in this turn of the event loop began; undefined while there is none. */
  private began: number | undefined;
  /** Whether a piece has begun that may not be done. */
  private isBusy = false;
  private last: string | undefined;

  /**
   * Resolves when it is this piece's turn. Do the work before anything that takes longer than promises that are resolved
   * already: no other piece begins until then. Rejects with a `TooManyWaitingError`.
   *
   * @param caller for whom the work is
   */
  async take(caller: string): Promise<void> {
    if (this.isBusy || this.waiting.size > 0 || (this.began !== undefined && this.isLong(this.began))) {
      await this.wait(caller);
      return;
    }
    this.last = caller;
    if (this.began === undefined) void this.giveOthers();
    void this.work();
  }

  private wait(caller: string): Promise<void> {
    const own = this.waiting.get(caller) ?? [];
    if (own.length >= OF_CALLER) throw new TooManyWaitingError(OF_CALLER);
    this.waiting.set(caller, own);
    return new Promise((resolve) => own.push(resolve));
  }

  /** From the next turn on, lets those begin that wait. */
  private async giveOthers(): Promise<void> {
    this.began = performance.now();
    for (;;) {
      await nextTurn();
      const pause = Math.min(MAX_PAUSE, Math.floor((performance.now() - this.began) / LONG_MS));
      for (let turn = 0; turn < pause; turn += 1) await nextTurn();
      if (this.waiting.size === 0) break;
      this.began = performance.now();
      do {
        this.next()?.();
        await this.work();
      } while (this.waiting.size > 0 && !this.isLong(this.began));
    }
    this.began = undefined;
  }

  private isLong(began: number): boolean {
    return performance.now() - began > LONG_MS;
  }

  /** Resolves when the piece that begins now is done. */
  private async work(): Promise<void> {
    this.isBusy = true;
    await promisesSettled();
    this.isBusy = false;
  }

  /** Of another caller than the last one, if there is any. */
  private next(): (() => void) | undefined {
    let caller = this.last;
    for (const each of this.waiting.keys()) {
      if (each !== this.last) {
        caller = each;
        break;
      }
    }
    const own = caller === undefined ? undefined : this.waiting.get(caller);
    if (caller === undefined || !own) return undefined;
    const next = own.shift();
    this.waiting.delete(caller);
    if (own.length > 0) this.waiting.set(caller, own);
    this.last = caller;
    return next;
  }
}

/** Resolves when nothing is left to do for promises that are resolved already: ticks come after those, wherever it is called. */
const promisesSettled = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(() => {
      process.nextTick(resolve);
    });
  });
