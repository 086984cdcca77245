/** So many appends to a log in a file share a transaction, if they are made in one turn. */
export const SQLITE_CONCURRENT_APPENDS = 2_000;

/** However many they may be, these hold no more than so many UTF-16 code units, and the last one of them. */
const MAX_LENGTH = 8 * 1024 * 1024;

/**
 * Calls that are under way at once, in groups: one begins when all of the one before are done. More than one append is
 * for a store that commits them in the order in which they were made, as the SQLite store does.
 */
export class ConcurrencyGroup {
  private group: Promise<unknown>[] = [];
  private length = 0;

  /** @param most how many may be under way at once */
  constructor(private readonly most: number) {}

  /** Resolves when another may be begun, to whether all are done. Rejects as `done` does. */
  async add(call: Promise<unknown>, length = 0): Promise<boolean> {
    // It is waited for only with its group, which may be later.
    call.catch(() => undefined);
    this.group.push(call);
    this.length += length;
    if (this.group.length < this.most && this.length < MAX_LENGTH) return false;
    await this.done();
    return true;
  }

  /** Resolves when none is under way any more. Rejects with the error of the first that failed. */
  async done(): Promise<void> {
    const { group } = this;
    this.group = [];
    this.length = 0;
    for (const outcome of await Promise.allSettled(group)) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
