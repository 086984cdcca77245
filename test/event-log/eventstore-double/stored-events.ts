/** An event as the double keeps it. */
export interface StoredEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: number;
}

export type ProposedEvent = Pick<StoredEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expectation = number | 'no-stream' | 'any' | 'stream-exists';
export type Decision =
  | { readonly kind: 'written' | 'known'; readonly revision: number; readonly position: number }
  | { readonly kind: 'conflict'; readonly actual: number };

/** What the double holds: events in order, with positions that are offsets into a file, so that gaps are normal. */
export class StoredEvents {
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  /** Of streams that were cut off or deleted: the first revision that is still read. */
  private readonly begins = new Map<string, number>();
  private readonly waiting = new Set<() => void>();
  private end = 5_000;

  stream(name: string): readonly StoredEvent[] {
    const begin = this.begins.get(name) ?? 0;
    return (this.streams.get(name) ?? []).filter(({ revision }) => revision >= begin);
  }

  /** Decides as the server's commit check does, and writes all of it or nothing. */
  append(stream: string, expected: Expectation, events: readonly ProposedEvent[], created = Date.now()): Decision {
    const held = this.streams.get(stream) ?? [];
    const current = held.length - 1;
    const known = this.knownAt(held, expected, events);
    const last = known === undefined ? undefined : held[known + events.length - 1];
    if (last) return { kind: 'known', revision: last.revision, position: last.position };
    // One that was deleted may be begun again, and then goes on where it ended.
    const isBegunAgain = expected === 'no-stream' && this.begins.get(stream) === Infinity;
    if (isBegunAgain) this.begins.set(stream, held.length);
    else if (known !== undefined || !meets(current, expected)) return { kind: 'conflict', actual: current };
    for (const event of events) this.write(stream, held, event, created);
    this.streams.set(stream, held);
    for (const wake of [...this.waiting]) wake();
    return { kind: 'written', revision: held.length - 1, position: held.at(-1)?.position ?? 0 };
  }

  /** Takes away a stream's first events from what is read of it, as a maximum age or count does. */
  truncate(stream: string, before: number): void {
    this.begins.set(stream, before);
  }

  /** As a server does by default, which keeps the events but no longer reads them. */
  delete(stream: string): void {
    this.begins.set(stream, Infinity);
  }

  /** Where the next event will be. */
  get next(): number {
    return this.end;
  }

  /** Resolves with the next append, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  /**
   * Where these events stand already, if they are a retry: behind the revision that they expect or, for any, where
   * the first of their ids is. Beyond the end of the stream if they are only half of one.
   */
  private knownAt(
    held: readonly StoredEvent[],
    expected: Expectation,
    events: readonly ProposedEvent[],
  ): number | undefined {
    const open = expected === 'any' || expected === 'stream-exists';
    const base = typeof expected === 'number' ? expected + 1 : 0;
    const start = open ? held.findLastIndex(({ id }) => id === events[0]?.id) : base;
    if (start < 0 || start >= held.length || events.length === 0) return undefined;
    const all = events.every(({ id }, index) => held[start + index]?.id === id);
    return all ? start : Number.MAX_SAFE_INTEGER;
  }

  private write(stream: string, held: StoredEvent[], event: ProposedEvent, created: number): void {
    const stored = { ...event, stream, revision: held.length, position: this.end, created };
    this.end += 100 + stream.length + event.data.length + event.metadata.length;
    held.push(stored);
    this.all.push(stored);
  }
}

function meets(current: number, expected: Expectation): boolean {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return current >= 0;
  return current === (expected === 'no-stream' ? -1 : expected);
}
