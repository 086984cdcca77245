import type { EventLog, RecordedEvent } from '../event-log/event-log.js';
import type { Decider } from './decider.js';
import { type BoundedCache, boundedCache } from '../lib/bounded-cache.js';
import { memorySize } from '../lib/memory-size.js';
import type { EventMetadata, RecordedDomainEvent } from '../domain/domain-event.js';

/** Where the events of one request are in their stream. Only this is kept in memory; the log has the events. */
export interface ProcessedRequest {
  /** Digest of the request's body. */
  readonly body: string;
  readonly first: number;
  readonly last: number;
}

export interface LoadedStream<State> {
  state: State;
  /** The revision of the last event folded in; −1 before the first. */
  revision: number;
  /** Its estimated memory. */
  bytes: number;
  /** By the digest of the idempotency key. */
  readonly requests: Map<string, ProcessedRequest>;
}

/** All cached streams together. */
const MAX_BYTES = 12_000_000;
/** A stream without events. */
const STREAM_BYTES = 1_000;
/** An event in a folded stream, without its data, and the request that it came with. */
const EVENT_BYTES = 100;
const REQUEST_BYTES = 250;

/**
 * Folds streams, and caches the most recently used: a load reads only events appended since. Evicting a stream costs
 * time and changes nothing.
 */
export class StreamCache {
  private readonly streams: BoundedCache<LoadedStream<unknown>>;

  constructor(
    private readonly log: EventLog,
    maxBytes = MAX_BYTES,
  ) {
    this.streams = boundedCache(maxBytes, ({ bytes }) => bytes);
  }

  /** The stream as the log has it now. The caller ensures that there is only one load of a stream at a time. */
  async load<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
  ): Promise<LoadedStream<State>> {
    const loaded = this.take<State>(stream) ?? emptyStream(decider);
    let isWhole = true;
    try {
      for await (const event of this.log.readStream(stream, { from: loaded.revision + 1 })) {
        isWhole = false;
        fold(loaded, decider, event);
        isWhole = true;
      }
      return loaded;
    } finally {
      // If only reading failed, the events read so far remain valid.
      if (isWhole) this.keep(stream, loaded);
    }
  }

  /** The stream as it was last folded; the log may have more events since. Undefined if it isn't cached. */
  peek<State>(stream: string): LoadedStream<State> | undefined {
    return this.streams.peek(stream) as LoadedStream<State> | undefined;
  }

  /**
   * Folds in the events appended just now, to save the next load from reading them. Errors of folding surface in that
   * load.
   */
  add<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    events: readonly RecordedEvent[],
  ): void {
    const loaded = this.take<State>(stream) ?? emptyStream(decider);
    if (events[0]?.revision !== loaded.revision + 1) return;
    try {
      for (const event of events) fold(loaded, decider, event);
      this.keep(stream, loaded);
    } catch {
      // The stream is evicted. The append succeeded, and its caller must learn that, so this is not an error.
    }
  }

  evict(stream: string): void {
    this.take(stream);
  }

  /**
   * Removes the stream from the cache while it is folded further: if folding fails halfway, the result is not cached.
   */
  private take<State>(stream: string): LoadedStream<State> | undefined {
    const kept = this.streams.peek(stream);
    this.streams.delete(stream);
    return kept as LoadedStream<State> | undefined;
  }

  private keep(stream: string, loaded: LoadedStream<unknown>): void {
    if (loaded.revision >= 0) this.streams.set(stream, loaded);
  }
}

const emptyStream = <State, Command, Types>(decider: Decider<State, Command, Types>): LoadedStream<State> => ({
  state: decider.initial(),
  revision: -1,
  bytes: STREAM_BYTES,
  requests: new Map<string, ProcessedRequest>(),
});

function fold<State, Command, Types>(
  loaded: LoadedStream<State>,
  decider: Decider<State, Command, Types>,
  event: RecordedEvent,
): void {
  const fact = event as unknown as RecordedDomainEvent<Types>;
  loaded.state = decider.evolve(loaded.state, fact);
  loaded.revision = event.revision;
  loaded.bytes += EVENT_BYTES + (decider.keptSize?.(fact) ?? memorySize(event.data));
  remember(loaded, event);
}

function remember(loaded: LoadedStream<unknown>, { metadata, revision }: RecordedEvent): void {
  const { idempotency } = metadata as unknown as EventMetadata;
  if (!idempotency) return;
  const { requests } = loaded;
  const earlier = requests.get(idempotency.key);
  if (!earlier) loaded.bytes += REQUEST_BYTES;
  requests.set(idempotency.key, { body: idempotency.body, first: earlier?.first ?? revision, last: revision });
}
