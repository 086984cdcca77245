/** Checks a line, and resolves to the function that records it. */
type Check<Result> = () => Promise<() => Promise<Result>>;

/**
 * Runs lines concurrently, with the same outcome as one at a time. A line is checked after
 *
 * - every earlier line that may create or change something that it refers to has ended, and
 * - every earlier line that refers to its target, or has the same target, has been checked.
 *
 * Ids are compared without their type (an actor and a claim may share one), so a line may wait longer than necessary,
 * but never too short.
 */
export class LineScheduler<Result> {
  /** By id: lines in progress that may change it. */
  private readonly changing = new Promises();
  /** By id: lines not checked yet that refer to it or may change it. */
  private readonly waiting = new Promises();

  /**
   * Resolves as soon as the next line may begin; `ended` settles with the outcome of this one. Call it for one line at a
   * time, in line order.
   *
   * @param named ids that the line refers to
   */
  async begin(target: string, named: Iterable<string>, check: Check<Result>): Promise<{ ended: Promise<Result> }> {
    const before = [...this.waiting.of(target)];
    for (const id of named) before.push(...this.changing.of(id));
    if (before.length === 0) {
      const record = await check();
      return this.track(target, record());
    }
    const checked = Promise.all(before)
      .then(check)
      .then((record) => ({ ended: record() }));
    this.waiting.add([target, ...named], checked);
    return this.track(
      target,
      checked.then(({ ended }) => ended),
    );
  }

  private track(target: string, ended: Promise<Result>): { ended: Promise<Result> } {
    this.changing.add([target], ended);
    return { ended };
  }
}

/** Pending promises by id. */
class Promises {
  private readonly pending = new Map<string, Set<Promise<void>>>();

  of(id: string): Iterable<Promise<void>> {
    return this.pending.get(id) ?? [];
  }

  add(ids: readonly string[], promise: Promise<unknown>): void {
    const over = () => {
      for (const id of ids) this.delete(id, settled);
    };
    const settled = promise.then(over, over);
    for (const id of ids) {
      const others = this.pending.get(id);
      if (others) others.add(settled);
      else this.pending.set(id, new Set([settled]));
    }
  }

  private delete(id: string, settled: Promise<void>): void {
    const others = this.pending.get(id);
    others?.delete(settled);
    if (others?.size === 0) this.pending.delete(id);
  }
}

/** Every string in a command that may be an id, and the claim's id of every string that may refer to an entry. */
export function idsIn(value: unknown, ids = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (value.length <= MAX_REFERENCE) ids.add(value.split('/', 1)[0] as string);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) idsIn(member, ids);
  }
  return ids;
}

/** Two ids of 64 characters and a slash. */
const MAX_REFERENCE = 129;
