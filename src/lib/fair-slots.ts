import { abortable } from './abortable.js';

interface Waiting {
  readonly caller: string;
  readonly begin: () => void;
}

/** How many callers are remembered after their work. Those that began none for the longest time are like new ones. */
const MAX_CALLERS = 1_000;

/**
 * Lets so many pieces of work run at a time, and so many of one caller. Others wait: when there is room, that one begins
 * whose caller began none for the longest time, and of these the one that has waited longest.
 */
export class FairSlots {
  private readonly waiting: Waiting[] = [];
  /** The callers of what runs. */
  private readonly running: string[] = [];
  /** When each caller last began any work, oldest first: also of those without work, who may return again and again. */
  private readonly lastBegun = new Map<string, number>();
  private begun = 0;

  constructor(
    private readonly total: number,
    private readonly ofCaller: number,
  ) {}

  /** How many pieces of work wait for their turn. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Whether work of this caller would begin now. */
  hasRoom(caller: string): boolean {
    const own = this.running.filter((each) => each === caller).length;
    return this.running.length < this.total && own < this.ofCaller;
  }

  /** Runs the work when it is its turn. Rejects with the reason of the signal if that aborts before. */
  async run<Result>(caller: string, work: () => Promise<Result>, stop: AbortSignal): Promise<Result> {
    stop.throwIfAborted();
    await this.turn(caller, stop);
    try {
      stop.throwIfAborted();
      return await work();
    } finally {
      this.running.splice(this.running.indexOf(caller), 1);
      this.beginNext();
    }
  }

  private async turn(caller: string, stop: AbortSignal): Promise<void> {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const own = { caller, begin };
    this.waiting.push(own);
    this.beginNext();
    await abortable(begun, stop, () => {
      const index = this.waiting.indexOf(own);
      if (index >= 0) this.waiting.splice(index, 1);
    });
  }

  private beginNext(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.running.push(next.caller);
      this.note(next);
      next.begin();
    }
  }

  private next(): Waiting | undefined {
    let next: Waiting | undefined;
    for (const each of this.waiting) {
      if (this.hasRoom(each.caller) && (!next || this.lastOf(each) < this.lastOf(next))) next = each;
    }
    return next;
  }

  private lastOf({ caller }: Waiting): number {
    return this.lastBegun.get(caller) ?? 0;
  }

  private note({ caller }: Waiting): void {
    this.lastBegun.delete(caller);
    this.lastBegun.set(caller, (this.begun += 1));
    const [oldest] = this.lastBegun.keys();
    if (oldest !== undefined && this.lastBegun.size > MAX_CALLERS) this.lastBegun.delete(oldest);
  }
}
