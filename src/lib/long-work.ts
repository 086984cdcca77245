import { setImmediate as nextTurn } from 'node:timers/promises';

/** A request on a new connection takes a few turns: accepting it, reading it, its hooks, its answer. */
const TURNS_BETWEEN = 8;

/** Pieces of work that hold the event loop for long: between two of them, it has turns in which requests are served. */
export class LongWork {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of the event loop in which no other piece begins. Do the work before the next `await`. */
  async turn(): Promise<void> {
    const own = this.last.then(someTurns);
    this.last = own;
    await own;
  }
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await nextTurn();
}
