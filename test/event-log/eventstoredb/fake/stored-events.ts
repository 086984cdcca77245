import { randomUUID } from 'node:crypto';

/** An event as the double keeps it. */
export interface StoredEvent {
  readonly stream: string;
  /** Beyond every number in the one that ends a stream for ever. */
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
  | {
      readonly kind: 'written' | 'known';
      readonly revision: number;
      /** Of what is known: undefined if it can't be read any more. */
      readonly position: number | undefined;
    }
  | { readonly kind: 'conflict'; readonly actual: number }
  | { readonly kind: 'deleted' };

/** What a stream's metadata say: how much of it is read, and by whom and who may write it. */
interface Metadata {
  readonly $tb?: number;
  readonly $maxCount?: number;
  readonly $acl?: { readonly $r?: string | readonly string[]; readonly $w?: string | readonly string[] };
}

/** The revision before which a deleted stream isn't read: the last that there could be, too great for a number. */
const DELETED = '{"$tb":9223372036854775807}';

/** What the double holds: events in order, with positions that are offsets into a file, so that gaps are normal. */
export class StoredEvents {
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly buried = new Set<string>();
  private readonly waiting = new Set<() => void>();
  private end = 5_000;

  /** What is read of a stream. */
  stream(name: string): readonly StoredEvent[] {
    const held = this.streams.get(name) ?? [];
    const { $tb = 0, $maxCount = Infinity } = this.metadata(name);
    const begin = Math.max($tb, held.length - $maxCount);
    return held.filter(({ revision }) => revision >= begin);
  }

  metadata(stream: string): Metadata {
    const last = this.streams.get(`$$${stream}`)?.at(-1);
    return last ? (JSON.parse(Buffer.from(last.data).toString()) as Metadata) : {};
  }

  /** Whether there is nothing of a stream, for now or for ever, not even an end to append at. */
  state(stream: string): 'none' | 'deleted' | 'buried' | 'there' {
    if (this.buried.has(stream)) return 'buried';
    if ((this.metadata(stream).$tb ?? 0) > Number.MAX_SAFE_INTEGER) return 'deleted';
    return this.streams.has(stream) ? 'there' : 'none';
  }

  /** Decides as the server's commit check does, and writes all of it or nothing. */
  append(stream: string, expected: Expectation, events: readonly ProposedEvent[], created = Date.now()): Decision {
    const held = this.streams.get(stream) ?? [];
    const current = held.length - 1;
    const isDeleted = this.state(stream) === 'deleted';
    if (this.buried.has(stream) || (isDeleted && expected === 'stream-exists')) return { kind: 'deleted' };
    const known = this.knownAt(held, expected, events);
    const last = known === undefined ? undefined : held[known + events.length - 1];
    if (last)
      return {
        kind: 'known',
        revision: last.revision,
        position: this.stream(stream).includes(last) ? last.position : undefined,
      };
    // One that was deleted may be begun again, and then goes on where it ended.
    const [first] = events;
    const isBegunAgain = isDeleted && expected === 'no-stream' && first !== undefined && first.id !== held[0]?.id;
    if (!isBegunAgain && (known !== undefined || !meets(current, expected)))
      return { kind: 'conflict', actual: current };
    for (const event of events) this.write(stream, event, created);
    const written = this.streams.get(stream)?.at(-1);
    if (isDeleted && first) this.describe(stream, JSON.stringify({ ...this.metadata(stream), $tb: current + 1 }));
    this.wake();
    return { kind: 'written', revision: written?.revision ?? -1, position: written?.position ?? 0 };
  }

  /** Takes away a stream's first events from what is read of it, as a maximum age or count does. */
  truncate(stream: string, before: number): void {
    this.describe(stream, JSON.stringify({ $tb: before }));
  }

  /** Keeps the events but no longer reads them or, for ever, lets nobody append to the stream again. */
  delete(stream: string, expected: Expectation = 'any', isForEver = false): Decision {
    const current = (this.streams.get(stream) ?? []).length - 1;
    if (this.buried.has(stream)) return { kind: 'deleted' };
    if (!meets(current, expected) || (current < 0 && !isForEver)) return { kind: 'conflict', actual: current };
    if (isForEver) {
      this.buried.add(stream);
      this.keep({ ...metadataEvent('{}'), type: '$streamDeleted', stream, revision: Infinity, created: Date.now() });
    } else this.describe(stream, DELETED);
    this.wake();
    return { kind: 'written', revision: current, position: this.all.at(-1)?.position };
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

  private describe(stream: string, metadata: string): void {
    this.write(`$$${stream}`, metadataEvent(metadata), Date.now());
  }

  private write(stream: string, event: ProposedEvent, created: number): void {
    const held = this.streams.get(stream) ?? [];
    this.streams.set(stream, held);
    held.push(this.keep({ ...event, stream, revision: held.length, created }));
  }

  private keep(event: Omit<StoredEvent, 'position'>): StoredEvent {
    const stored = { ...event, position: this.end };
    this.end += 100 + event.stream.length + event.data.length + event.metadata.length;
    this.all.push(stored);
    return stored;
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }
}

function metadataEvent(metadata: string): ProposedEvent {
  return {
    id: randomUUID(),
    type: '$metadata',
    contentType: 'application/json',
    data: Buffer.from(metadata),
    metadata: Buffer.from(''),
  };
}

function meets(current: number, expected: Expectation): boolean {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return current >= 0;
  return current === (expected === 'no-stream' ? -1 : expected);
}
