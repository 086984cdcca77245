import type { Requester } from '../http/requester.js';

/** A result that several requests may wait for. It is no longer computed once all of them have left. */
export class SharedRun<Result> {
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<Requester>();
  private readonly result: Promise<Result>;

  /** @param run its signal is aborted when the last request has left */
  constructor(run: (stop: AbortSignal) => Promise<Result>) {
    this.result = run(this.stopping.signal);
    this.result.catch(() => undefined);
  }

  /** Whether a request of this caller waits. */
  isAwaitedBy(caller: string): boolean {
    return [...this.waiting].some((each) => each.caller === caller);
  }

  /** The result, for a requester that hasn't left. Rejects with a `RequestAbortedError` as soon as the requester leaves. */
  async wait(requester: Requester): Promise<Result> {
    const { gone } = requester;
    this.waiting.add(requester);
    let leave = (): void => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => {
        this.waiting.delete(requester);
        if (this.waiting.size === 0) this.stopping.abort(gone.reason);
        reject(gone.reason as Error);
      };
    });
    gone.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.result, left]);
    } finally {
      gone.removeEventListener('abort', leave);
      this.waiting.delete(requester);
    }
  }
}
