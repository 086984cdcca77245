/** What checks a line, and answers what records it. */
type Check<Result> = () => Promise<() => Promise<Result>>;

/**
 * Lets lines be under way together, with the same outcome as one after the other. A line is checked when every line
 * before it that may bring into being, or change, what it names has ended; and when every line before it that names
 * what it may change, or changes the same, has been checked. Whatever has an id is taken for the same if it has the
 * same id: that makes some lines wait in vain, and none too little. `test/import/line-order.test.ts` tries it on random files.
 */
export class LineScheduler<Result> {
  /** By id: the lines under way that may change it. */
  private readonly changing = new Promises();
  /** By id: the lines that wait to be checked, and name it or may change it. */
  private readonly waiting = new Promises();

  /**
   * Resolves as soon as the next line may begin; `ended` then tells what became of this one. Lines begin one after the
   * other.
   */
  async begin(target: string, named: Iterable<string>, check: Check<Result>): Promise<{ ended: Promise<Result> }> {
    const before = [...this.waiting.of(target)];
    for (const id of named) before.push(...this.changing.of(id));
    if (before.length === 0) {
      const record = await check();
      return this.begun(target, record());
    }
    const checked = Promise.all(before)
      .then(check)
      .then((record) => ({ ended: record() }));
    this.waiting.add([target, ...named], checked);
    return this.begun(
      target,
      checked.then(({ ended }) => ended),
    );
  }

  private begun(target: string, ended: Promise<Result>): { ended: Promise<Result> } {
    this.changing.add([target], ended);
    return { ended };
  }
}

/** Under each id, promises that have not been kept or broken yet. */
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

/** Everything in a command that may be the id of something, or lead to an entry of a claim with this id. */
export function idsIn(value: unknown, ids = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (value.length <= MAX_REFERENCE) ids.add(value.split('/', 1)[0] as string);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) idsIn(member, ids);
  }
  return ids;
}

/** Two ids and a slash. */
const MAX_REFERENCE = 129;
