import { setImmediate as nextTurn } from 'node:timers/promises';

/** Pieces of work that hold the event loop for long: one in each turn of it, so that requests are served in between. */
export class LongWork {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of the event loop in which no other piece begins. Do the work before the next `await`. */
  async turn(): Promise<void> {
    const own = this.last.then(() => nextTurn());
    this.last = own;
    await own;
  }
}
