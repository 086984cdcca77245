/** How many appends to a SQLite log may be made concurrently. Those of one turn of the event loop share a transaction. */
export const SQLITE_CONCURRENT_APPENDS = 2_000;

/** A group is also full at this length of its calls together, in UTF-16 code units. */
const MAX_LENGTH = 8 * 1024 * 1024;

/**
 * Runs calls concurrently, in groups: a group begins when the one before has ended. Use it for appends only with a store
 * that commits in the order of the calls, as the SQLite store does.
 */
export class ConcurrencyGroup {
  private group: Promise<unknown>[] = [];
  private length = 0;

  /** @param maxCalls how many calls may run concurrently */
  constructor(private readonly maxCalls: number) {}

  /**
   * Resolves when another call may be added, to whether all calls have ended. Rejects as `done` does.
   *
   * @param length of what the call holds in memory, in UTF-16 code units
   */
  async add(call: Promise<unknown>, length = 0): Promise<boolean> {
    // It is awaited with its group, which may be later.
    call.catch(() => undefined);
    this.group.push(call);
    this.length += length;
    if (this.group.length < this.maxCalls && this.length < MAX_LENGTH) return false;
    await this.done();
    return true;
  }

  /** Resolves when all calls have ended. Rejects with the error of the first call that failed. */
  async done(): Promise<void> {
    const { group } = this;
    this.group = [];
    this.length = 0;
    for (const outcome of await Promise.allSettled(group)) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
