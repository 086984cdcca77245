// In a simulation, this module stands for `src/event-log/eventstoredb/client.ts`.
import { Readable } from 'node:stream';
import { ErrorType, FORWARDS, END, START } from '@eventstore/db-client';
import type { ProposedAppend, Appended } from '../../../src/event-log/eventstoredb/batch-append-stream.js';
import { type NewEvent, type RecordedEvent, WrongExpectedRevisionError } from '../../../src/event-log/event-log.js';
import { positionText } from '../../../src/event-log/position.js';
import { threads } from '../host/scheduler.js';
import { Link, type SimulatedCluster, theCluster } from './cluster.js';

/** An error as the client has it: only its type and its message count. */
const clientError = (type: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { type, ...more });

const connectionDropped = (): Error => clientError(ErrorType.UNAVAILABLE, 'Connection dropped');
const noLeader = (): Error => new Error('No leader is known.');

const clientEvent = ({ stream, revision, position, id, type, data, metadata }: RecordedEvent) => ({
  event: {
    streamId: stream,
    revision: BigInt(revision),
    position: { commit: BigInt(position), prepare: BigInt(position) },
    id,
    type,
    isJson: true,
    // What another process gets is a copy.
    data: structuredClone(data),
    metadata: structuredClone(metadata),
  },
});

/** What the server sends for one read. */
class ReadSource extends Readable {
  constructor() {
    super({ objectMode: true, read: () => undefined });
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}

class SubscriptionSource extends Readable {
  readonly stopping = new AbortController();

  constructor() {
    super({ objectMode: true, read: () => undefined });
  }

  unsubscribe(): Promise<void> {
    this.stopping.abort();
    return Promise.resolve();
  }
}

interface ReadOptions {
  readonly direction: string;
  readonly maxCount: number;
}

interface SubscribeOptions {
  readonly fromPosition: typeof START | { readonly commit: bigint };
  readonly filter: {
    readonly prefixes: readonly string[];
    readonly checkpointReached: (source: SubscriptionSource, position: object) => void;
  };
}

/** A client of the simulated event store, with what the adapter uses of the real one. */
class SimulatedClient {
  onAppendsOver: () => void = () => undefined;
  private readonly link: Link;
  private readonly cluster: SimulatedCluster;

  constructor() {
    const thread = threads.getStore();
    if (!thread) throw new Error('Only a process connects.');
    this.cluster = theCluster();
    this.link = new Link(this.cluster, thread);
  }

  serverVersion(): Promise<string> {
    return this.call('version', () => Promise.resolve('24.10.0'));
  }

  append({ stream, options, events }: ProposedAppend): Promise<Appended> {
    const expected = options.hasNoStream()
      ? 'no-stream'
      : options.hasAny()
        ? 'any'
        : Number(options.getStreamPosition());
    const decoded = events.map((message): NewEvent => ({
      id: message.getId()?.getString() ?? '',
      type: String(message.getMetadataMap().get('type')),
      data: parse(message.getData_asU8()),
      metadata: parse(message.getCustomMetadata_asU8()),
    }));
    const forget = this.link.onBreak(() => {
      this.onAppendsOver();
    });
    return this.call(`append to ${stream}`, async () => {
      try {
        const { revision, position } = await this.cluster.log.append(stream, expected, decoded);
        // A retry may be answered without the position.
        const isKnown = position !== undefined && !this.cluster.scheduler.random.chance(0.1);
        return { revision, position: isKnown ? BigInt(position) : undefined };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError)) throw error;
        const actualVersion = error.actual < 0 ? undefined : BigInt(error.actual);
        throw clientError(ErrorType.WRONG_EXPECTED_VERSION, error.message, { actualVersion });
      }
    }).finally(forget);
  }

  readStream(
    stream: string,
    { direction, maxCount, fromRevision }: ReadOptions & { readonly fromRevision: bigint | typeof END },
  ): ReadSource {
    const { log } = this.cluster;
    return this.read(
      `stream ${stream}`,
      () =>
        log.readStream(stream, {
          direction: direction === FORWARDS ? 'forwards' : 'backwards',
          ...(fromRevision !== END && { from: Number(fromRevision) }),
          limit: maxCount,
        }),
      () => log.readStream(stream, { limit: 1 }),
    );
  }

  readAll({
    direction,
    maxCount,
    fromPosition,
  }: ReadOptions & { readonly fromPosition: { readonly commit: bigint } | typeof END }): ReadSource {
    const { log } = this.cluster;
    const last = async function* () {
      const head = await log.head();
      const event = head === undefined ? undefined : await log.eventAt(head);
      if (event) yield event;
    };
    if (direction !== FORWARDS || fromPosition === END) return this.read('last event', last);
    const after = positionText(fromPosition.commit - 1n);
    return this.read('all', () => log.readAll({ after, limit: maxCount }));
  }

  subscribeToAll({ fromPosition, filter }: SubscribeOptions): SubscriptionSource {
    const source = new SubscriptionSource();
    const after = fromPosition === START ? undefined : positionText(fromPosition.commit);
    const { signal } = source.stopping;
    const fail = (error: Error): void => {
      source.stopping.abort();
      source.destroy(error);
    };
    const forget = this.link.onBreak(() => {
      fail(connectionDropped());
    });
    signal.addEventListener('abort', forget);
    this.link.request('subscription', () => {
      if (!this.cluster.hasLeader)
        this.link.answer('no leader', () => {
          fail(noLeader());
        });
      else void this.serveSubscription(source, after, filter, signal);
    });
    return source;
  }

  watchRead(): () => void {
    return () => undefined;
  }

  end(): Promise<void> {
    this.link.breakOff();
    this.link.close();
    return Promise.resolve();
  }

  private async serveSubscription(
    source: SubscriptionSource,
    after: string | undefined,
    { prefixes, checkpointReached }: SubscribeOptions['filter'],
    signal: AbortSignal,
  ): Promise<void> {
    let isLive = false;
    const { log, scheduler } = this.cluster;
    for await (const message of log.subscribe({ after, signal })) {
      if (!this.link.client.isAlive) return;
      // It never continues behind a gap.
      const deliver = (name: string, receive: () => void): boolean =>
        this.link.reliably(name, () => {
          if (!signal.aborted) receive();
        });
      if (message.kind !== 'event') {
        if (isLive) continue;
        isLive = true;
        if (!deliver('caught up', () => source.emit('caughtUp'))) return;
        continue;
      }
      const { event } = message;
      const isOwn = prefixes.some((prefix) => event.stream.startsWith(prefix));
      if (isOwn && !deliver('event', () => source.push(clientEvent(event)))) return;
      if (!scheduler.random.chance(0.3)) continue;
      const commit = BigInt(event.position);
      const report = (): void => {
        checkpointReached(source, { commit, prepare: commit });
      };
      if (!deliver('checkpoint', report)) return;
    }
  }

  /** @param first the first event of the stream, for a read of one that may not exist */
  private read(
    name: string,
    find: () => AsyncIterable<RecordedEvent>,
    first?: () => AsyncIterable<RecordedEvent>,
  ): ReadSource {
    const source = new ReadSource();
    this.call(`read of ${name}`, async () => {
      const events = await all(find());
      const { scheduler, faults } = this.cluster;
      const isShort = scheduler.random.chance(faults.shortRead);
      return {
        exists: events.length > 0 || !first || (await all(first())).length > 0,
        events: isShort ? events.slice(0, scheduler.random.between(0, events.length)) : events,
      };
    }).then(
      ({ exists, events }) => {
        if (!exists) source.destroy(clientError(ErrorType.STREAM_NOT_FOUND, 'not found'));
        else for (const event of [...events.map(clientEvent), null]) source.push(event);
      },
      (error: unknown) => source.destroy(error as Error),
    );
    return source;
  }

  /** One question and its answer. Without an answer it never settles: its caller waits for so long only. */
  private call<T>(name: string, serve: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const forget = this.link.onBreak(() => {
        reject(connectionDropped());
      });
      const settle = (task: () => void): void => {
        this.link.answer(name, () => {
          forget();
          task();
        });
      };
      this.link.request(name, () => {
        if (!this.cluster.hasLeader) {
          settle(() => {
            reject(noLeader());
          });
          return;
        }
        const outcome = serve();
        const done = (): void => {
          settle(() => {
            resolve(outcome);
          });
        };
        outcome.then(done, done);
      });
    });
  }
}

async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

const parse = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as NewEvent['data'];

export function connect(): { readonly client: SimulatedClient; readonly hosts: string } {
  return { client: new SimulatedClient(), hosts: 'event-store:2113' };
}
