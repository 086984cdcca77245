import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long enough that the turns cost little, short enough that a request hardly waits. */
const MAX_MS = 1;

/**
 * Bounds how long a loop holds the event loop. Call `yieldIfSpent` after each item: awaiting promises that are resolved
 * already lets no request in, however many there are.
 */
export class TurnBudget {
  private began = performance.now();

  /** Resolves immediately while there is time left, otherwise in the next turn of the event loop. */
  async yieldIfSpent(): Promise<void> {
    if (performance.now() - this.began < MAX_MS) return;
    await nextTurn();
    this.began = performance.now();
  }
}
