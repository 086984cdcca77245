import type { EventLog, RecordedEvent } from '../event-log/event-log.js';
import type { Decider } from './decider.js';
import type { EventMetadata, RecordedDomainEvent } from '../domain/domain-event.js';

/** Where in its stream the events of one request stand. The log has them; only their place is kept in memory. */
export interface ProcessedRequest {
  /** Digest of the body that it came with. */
  readonly body: string;
  readonly first: number;
  readonly last: number;
}

export interface LoadedStream<State> {
  state: State;
  /** Of the last event folded in; −1 before the first. */
  revision: number;
  /** Of its events, see `weightOf`. */
  weight: number;
  /** Under the digest of the idempotency key. */
  readonly requests: Map<string, ProcessedRequest>;
}

/** Folded streams kept in memory are bounded by the weight of the events in them: some 100 MB. */
const MAX_WEIGHT = 32_000_000;
/** What an event takes beside the text of its data. */
const WEIGHT_OF_ENVELOPE = 500;

/**
 * Folds streams, and keeps the folds of those lately used: a load reads only what was appended since.
 * Forgetting one costs time and changes nothing.
 */
export class StreamCache {
  private readonly streams = new Map<string, LoadedStream<unknown>>();
  private weight = 0;

  constructor(
    private readonly log: EventLog,
    private readonly maxWeight = MAX_WEIGHT,
  ) {}

  /** The stream as the log has it now. One load of a stream at a time: the caller sees to that. */
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
      // Where only the reading failed, what was read stays good.
      if (isWhole) this.keep(stream, loaded);
    }
  }

  /** The stream as it was when it was last folded; more may have been appended since. Undefined if it isn't kept. */
  peek<State>(stream: string): LoadedStream<State> | undefined {
    return this.streams.get(stream) as LoadedStream<State> | undefined;
  }

  /** Spares the next load the events that were appended just now. What can't be folded is left to that load. */
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
      // The fold is forgotten. The events are in the log: whoever appended them must hear that they are.
    }
  }

  /** Out of the cache while it is folded further: a fold that fails half-way is not put back. */
  private take<State>(stream: string): LoadedStream<State> | undefined {
    const kept = this.streams.get(stream);
    this.streams.delete(stream);
    this.weight -= kept?.weight ?? 0;
    return kept as LoadedStream<State> | undefined;
  }

  /** As the one used last; those not used for longest give way, but never this one. */
  private keep(stream: string, loaded: LoadedStream<unknown>): void {
    if (loaded.revision < 0) return;
    this.streams.set(stream, loaded);
    this.weight += loaded.weight;
    for (const oldest of this.streams.keys()) {
      if (this.weight <= this.maxWeight || oldest === stream) return;
      this.take(oldest);
    }
  }
}

const emptyStream = <State, Command, Types>(decider: Decider<State, Command, Types>): LoadedStream<State> => ({
  state: decider.initial(),
  revision: -1,
  weight: 0,
  requests: new Map<string, ProcessedRequest>(),
});

function fold<State, Command, Types>(
  loaded: LoadedStream<State>,
  decider: Decider<State, Command, Types>,
  event: RecordedEvent,
): void {
  loaded.state = decider.evolve(loaded.state, event as unknown as RecordedDomainEvent<Types>);
  loaded.revision = event.revision;
  loaded.weight += weightOf(event);
  remember(loaded.requests, event);
}

/** Roughly, in characters. */
const weightOf = ({ data }: RecordedEvent): number => WEIGHT_OF_ENVELOPE + JSON.stringify(data).length;

function remember(requests: Map<string, ProcessedRequest>, { metadata, revision }: RecordedEvent): void {
  const { idempotency } = metadata as unknown as EventMetadata;
  if (!idempotency) return;
  const first = requests.get(idempotency.key)?.first ?? revision;
  requests.set(idempotency.key, { body: idempotency.body, first, last: revision });
}
