import { randomUUID } from 'node:crypto';

/** An event stored by the fake server. */
export interface StoredEvent {
  readonly stream: string;
  /** Infinite for a tombstone. */
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
export type ExpectedState = number | 'no-stream' | 'any' | 'stream-exists';
export type Decision =
  | {
      readonly kind: 'written' | 'known';
      readonly revision: number;
      /** Undefined for a known event that can no longer be read. */
      readonly position: number | undefined;
    }
  | { readonly kind: 'conflict'; readonly actual: number }
  | { readonly kind: 'deleted' };

/** Stream metadata: truncation and access rights. */
interface Metadata {
  readonly $tb?: number;
  readonly $maxCount?: number;
  readonly $acl?: { readonly $r?: string | readonly string[]; readonly $w?: string | readonly string[] };
}

/**
 * The metadata of a deleted stream: truncated before the greatest possible revision, which exceeds a JavaScript number.
 */
const DELETED = '{"$tb":9223372036854775807}';

/** The events of the fake server in order. Positions are file offsets, so gaps are normal. */
export class StoredEvents {
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly tombstoned = new Set<string>();
  private readonly waiters = new Set<() => void>();
  private end = 5_000;

  /** Returns the events of a stream that can be read. */
  stream(name: string): readonly StoredEvent[] {
    const existing = this.streams.get(name) ?? [];
    const { $tb = 0, $maxCount = Infinity } = this.metadata(name);
    const begin = Math.max($tb, existing.length - $maxCount);
    return existing.filter(({ revision }) => revision >= begin);
  }

  metadata(stream: string): Metadata {
    const last = this.streams.get(`$$${stream}`)?.at(-1);
    return last ? (JSON.parse(Buffer.from(last.data).toString()) as Metadata) : {};
  }

  /** Returns the state of a stream: never written, deleted, deleted permanently, or present. */
  state(stream: string): 'none' | 'deleted' | 'tombstoned' | 'there' {
    if (this.tombstoned.has(stream)) return 'tombstoned';
    if ((this.metadata(stream).$tb ?? 0) > Number.MAX_SAFE_INTEGER) return 'deleted';
    return this.streams.has(stream) ? 'there' : 'none';
  }

  /** Decides as the server's commit check does, and writes all events or none. */
  append(stream: string, expected: ExpectedState, events: readonly ProposedEvent[], created = Date.now()): Decision {
    const existing = this.streams.get(stream) ?? [];
    const current = existing.length - 1;
    const isDeleted = this.state(stream) === 'deleted';
    if (this.tombstoned.has(stream) || (isDeleted && expected === 'stream-exists')) return { kind: 'deleted' };
    const known = this.findRetry(existing, expected, events);
    const last = known === undefined ? undefined : existing[known + events.length - 1];
    if (last)
      return {
        kind: 'known',
        revision: last.revision,
        position: this.stream(stream).includes(last) ? last.position : undefined,
      };
    // A deleted stream may be recreated; its revisions then continue.
    const [first] = events;
    const isRecreated = isDeleted && expected === 'no-stream' && first !== undefined && first.id !== existing[0]?.id;
    if (!isRecreated && (known !== undefined || !matches(current, expected)))
      return { kind: 'conflict', actual: current };
    for (const event of events) this.write(stream, event, created);
    const written = this.streams.get(stream)?.at(-1);
    if (isDeleted && first) this.setMetadata(stream, JSON.stringify({ ...this.metadata(stream), $tb: current + 1 }));
    this.notify();
    return { kind: 'written', revision: written?.revision ?? -1, position: written?.position ?? 0 };
  }

  /** Hides a stream's first events from readers, as a maximum age or count does. */
  truncate(stream: string, before: number): void {
    this.setMetadata(stream, JSON.stringify({ $tb: before }));
  }

  /** Hides the events of a stream from readers. A permanent deletion also rejects all later appends. */
  delete(stream: string, expected: ExpectedState = 'any', isPermanent = false): Decision {
    const current = (this.streams.get(stream) ?? []).length - 1;
    if (this.tombstoned.has(stream)) return { kind: 'deleted' };
    if (!matches(current, expected) || (current < 0 && !isPermanent)) return { kind: 'conflict', actual: current };
    if (isPermanent) {
      this.tombstoned.add(stream);
      this.store({ ...metadataEvent('{}'), type: '$streamDeleted', stream, revision: Infinity, created: Date.now() });
    } else this.setMetadata(stream, DELETED);
    this.notify();
    return { kind: 'written', revision: current, position: this.all.at(-1)?.position };
  }

  /** The position of the next event. */
  get next(): number {
    return this.end;
  }

  /** Resolves with the next append, or when the signal aborts. */
  nextAppend(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const notify = (): void => {
        this.waiters.delete(notify);
        signal.removeEventListener('abort', notify);
        resolve();
      };
      this.waiters.add(notify);
      signal.addEventListener('abort', notify);
      if (signal.aborted) notify();
    });
  }

  /**
   * Returns the revision of the first event if the append is a retry: after the expected revision or, for any revision,
   * where the first id is. A partial retry returns a revision beyond the end of the stream.
   */
  private findRetry(
    existing: readonly StoredEvent[],
    expected: ExpectedState,
    events: readonly ProposedEvent[],
  ): number | undefined {
    const open = expected === 'any' || expected === 'stream-exists';
    const base = typeof expected === 'number' ? expected + 1 : 0;
    const start = open ? existing.findLastIndex(({ id }) => id === events[0]?.id) : base;
    if (start < 0 || start >= existing.length || events.length === 0) return undefined;
    const all = events.every(({ id }, index) => existing[start + index]?.id === id);
    return all ? start : Number.MAX_SAFE_INTEGER;
  }

  private setMetadata(stream: string, metadata: string): void {
    this.write(`$$${stream}`, metadataEvent(metadata), Date.now());
  }

  private write(stream: string, event: ProposedEvent, created: number): void {
    const existing = this.streams.get(stream) ?? [];
    this.streams.set(stream, existing);
    existing.push(this.store({ ...event, stream, revision: existing.length, created }));
  }

  private store(event: Omit<StoredEvent, 'position'>): StoredEvent {
    const stored = { ...event, position: this.end };
    this.end += 100 + event.stream.length + event.data.length + event.metadata.length;
    this.all.push(stored);
    return stored;
  }

  private notify(): void {
    for (const notify of [...this.waiters]) notify();
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

function matches(current: number, expected: ExpectedState): boolean {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return current >= 0;
  return current === (expected === 'no-stream' ? -1 : expected);
}
