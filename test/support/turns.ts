import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** Counts the turns of the event loop that others get while the work runs. */
export async function countTurns(work: () => Promise<unknown>): Promise<number> {
  const over = new AbortController();
  let turns = 0;
  const counting = (async () => {
    for (; !over.signal.aborted; turns += 1) await nextTurn();
  })();
  await work();
  over.abort();
  await counting;
  return turns;
}

/** Makes each item take a millisecond by the clock that turns are measured with. Undone by `jest.restoreAllMocks()`. */
export function slowDownClock(): void {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now++);
}

/** Counts how many times something happens in one turn of the event loop. */
export class PerTurn {
  most = 0;
  private now = 0;

  readonly count = (): void => {
    if (this.now === 0) {
      setImmediate(() => {
        this.now = 0;
      });
    }
    this.now += 1;
    this.most = Math.max(this.most, this.now);
  };
}
