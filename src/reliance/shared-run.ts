import type { Requester } from '../http/requester.js';
import { abortable } from '../lib/abortable.js';

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
    this.waiting.add(requester);
    try {
      return await abortable(this.result, requester.gone, () => {
        this.waiting.delete(requester);
        if (this.waiting.size === 0) this.stopping.abort(requester.gone.reason);
      });
    } finally {
      this.waiting.delete(requester);
    }
  }
}
