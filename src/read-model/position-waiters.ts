interface Waiter {
  readonly position: string;
  readonly resolve: (reached: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** Callers that wait until a position is handled. */
export class PositionWaiters {
  private readonly waiting = new Set<Waiter>();
  private isCancelled = false;

  /** Resolves to false after `limitMs` milliseconds, and immediately once all are cancelled. */
  wait(position: string, limitMs: number, reached: string | undefined): Promise<boolean> {
    if (reached !== undefined && reached >= position) return Promise.resolve(true);
    if (this.isCancelled) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.settle(waiter, false);
      }, limitMs);
      const waiter: Waiter = { position, resolve, timer };
      this.waiting.add(waiter);
    });
  }

  reached(position: string | undefined): void {
    if (position === undefined) return;
    for (const waiter of this.waiting) if (waiter.position <= position) this.settle(waiter, true);
  }

  /** No further position will be handled. */
  cancelAll(): void {
    this.isCancelled = true;
    for (const waiter of this.waiting) this.settle(waiter, false);
  }

  private settle(waiter: Waiter, reached: boolean): void {
    clearTimeout(waiter.timer);
    this.waiting.delete(waiter);
    waiter.resolve(reached);
  }
}
