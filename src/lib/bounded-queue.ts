/** How much may be under way at a time. */
export interface QueueCapacity {
  readonly items: number;
  readonly bytes: number;
}

/** A queue between one who begins things and one who waits for each to end, in the order in which they began. */
export class BoundedQueue<Item> {
  private readonly items: { readonly item: Item; readonly bytes: number }[] = [];
  private bytes = 0;
  private ended = false;
  private closed = false;
  private wake: (() => void) | undefined;

  constructor(private readonly room: QueueCapacity) {}

  /** Resolves when there is room for one more; false when no more is wanted. */
  async hasRoom(): Promise<boolean> {
    while (!this.closed && (this.items.length >= this.room.items || this.bytes >= this.room.bytes)) await this.change();
    return !this.closed;
  }

  add(item: Item, bytes: number): void {
    this.items.push({ item, bytes });
    this.bytes += bytes;
    this.wake?.();
  }

  /** No more is wanted; what was added may still be taken. */
  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** Nothing is added any more. */
  end(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Each is given while it still takes its room, and gives that back when the next one is asked for. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const first = this.items[0];
      if (first) {
        yield first.item;
        this.items.shift();
        this.bytes -= first.bytes;
        this.wake?.();
      } else if (this.ended) {
        return;
      } else {
        await this.change();
      }
    }
  }

  /** Only one side waits at a time: there is nothing to take, or no room. */
  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
