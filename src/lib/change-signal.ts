/** Wakes whoever waits for the next commit. */
export class ChangeSignal {
  private readonly waiting = new Set<() => void>();
  private commits = 0;

  /** How many commits there have been. Taken before looking at the log, it lets `next` see one made since. */
  get count(): number {
    return this.commits;
  }

  notify(): void {
    this.commits += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves as soon as `count` differs from `seen`, the signal has aborted, or so many milliseconds have passed. */
  next(seen: number, signal: AbortSignal, atMostMs?: number): Promise<void> {
    if (this.commits !== seen || signal.aborted) return Promise.resolve();
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
