/** Wakes all that wait for the next change. */
export class ChangeSignal {
  private readonly waiting = new Set<() => void>();
  private changes = 0;

  /** How many changes there have been. Read it before reading the data, so that `next` notices a change made since. */
  get count(): number {
    return this.changes;
  }

  notify(): void {
    this.changes += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves as soon as `count` differs from `seen`, the signal has aborted, or `atMostMs` milliseconds have passed. */
  next(seen: number, signal: AbortSignal, atMostMs?: number): Promise<void> {
    if (this.changes !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
