/** How much may be in the queue. */
export interface QueueCapacity {
  readonly items: number;
  readonly bytes: number;
}

/** A first-in, first-out queue between one producer and one consumer. The producer waits while the queue is full. */
export class BoundedQueue<Item> {
  private readonly items: { readonly item: Item; readonly bytes: number }[] = [];
  private bytes = 0;
  private ended = false;
  private closed = false;
  private wake: (() => void) | undefined;

  constructor(private readonly capacity: QueueCapacity) {}

  /** Resolves to true when the queue has room for another item, to false once the consumer has closed it. */
  async hasRoom(): Promise<boolean> {
    const { items, bytes } = this.capacity;
    while (!this.closed && (this.items.length >= items || this.bytes >= bytes)) await this.change();
    return !this.closed;
  }

  add(item: Item, bytes: number): void {
    this.items.push({ item, bytes });
    this.bytes += bytes;
    this.wake?.();
  }

  /** For the consumer: accepts no further items. Items already in the queue can still be read. */
  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** For the producer: adds no further items. */
  end(): void {
    this.ended = true;
    this.wake?.();
  }

  /** An item counts towards the capacity until the next one is requested. Ends after the last item. */
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

  /** Only one side waits at a time, since the queue is either empty or full. */
  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
