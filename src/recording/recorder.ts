import { randomUUID } from 'node:crypto';
import { type EventLog, type JsonObject, type NewEvent, WrongExpectedRevisionError } from '../event-log/event-log.js';
import type { Decider } from './decider.js';
import { CommandRefusedError, IdempotencyKeyReusedError, RevisionMismatchError, type SeenRevision } from './errors.js';
import type { Fact, FactMetadata } from './fact.js';
import { type EarlierRequest, StreamCache } from './stream-cache.js';

/** The schema version that events are written in today; older ones are upcast when they are read. */
export const SCHEMA_VERSION = 1;

/** One event takes at most so many bytes of JSON in UTF-8, the whole event (`docs/limits.md`). */
export const MAX_EVENT_BYTES = 60_000;

/** Who asks, and how the request is told from others. */
export interface RecordingContext {
  readonly principal: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** Digests, see `idempotency.ts`. Absent: the request can't be repeated safely. */
  readonly idempotency?: { readonly key: string; readonly body: string };
  /** The revision that the caller saw; another one now is refused. */
  readonly expectedRevision?: SeenRevision;
}

/** An event that a command wrote. */
export interface Written {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly revision: number;
}

/** What a command came to. A repeated command gets this same answer again, made from its first events. */
export interface Recorded {
  readonly written: readonly Written[];
  /** Of the stream after these events; −1 if it isn't there. */
  readonly revision: number;
  /** Of the last of these events; undefined if the command wrote nothing. */
  readonly position: string | undefined;
  /** Whether the events were recorded by an earlier run of the same command. */
  readonly replayed: boolean;
}

/**
 * The one way into the log: load the stream, know the command again if it ran before, decide, append.
 * A lost race is decided again on what the winner wrote. Commands for one stream run one after the other in this process.
 */
export class Recorder {
  private readonly streams: StreamCache;
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly log: EventLog,
    private readonly clock: () => Date = () => new Date(),
    maxCached?: number,
  ) {
    this.streams = new StreamCache(log, maxCached);
  }

  /** The writer's clock: an ISO instant in UTC with milliseconds. */
  now(): string {
    return this.clock().toISOString();
  }

  /** The state of a stream as the log has it now. It belongs to the recorder: read it at once, change nothing. */
  stateOf<State, Command, Types>(stream: string, decider: Decider<State, Command, Types>): Promise<State> {
    return this.inTurn(stream, async () => (await this.streams.load(stream, decider)).state);
  }

  /**
   * Decides the command and records what it comes to; durable when it resolves.
   * Rejects with a `LedgerError` when refused, with an `EventLogError` when the log can't take it.
   */
  record<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    command: Command,
    context: RecordingContext,
  ): Promise<Recorded> {
    return this.inTurn(stream, async () => {
      for (;;) {
        const loaded = await this.streams.load(stream, decider);
        const earlier = context.idempotency && loaded.requests.get(context.idempotency.key);
        if (earlier) return this.replay(stream, earlier, context);
        const { expectedRevision } = context;
        if (expectedRevision !== undefined && !isAsSeen(loaded.revision, expectedRevision)) {
          throw new RevisionMismatchError(expectedRevision, loaded.revision);
        }
        const facts = decider.decide(loaded.state, command);
        const recorded = await this.append(stream, loaded.revision, facts, context);
        if (recorded) return recorded;
      }
    });
  }

  /** Undefined if somebody else appended first. */
  private async append<Types>(
    stream: string,
    revision: number,
    facts: readonly Fact<Types>[],
    context: RecordingContext,
  ): Promise<Recorded | undefined> {
    if (facts.length === 0) return { written: [], revision, position: undefined, replayed: false };
    const metadata = this.metadataOf(context);
    const written = facts.map(({ type, data }, index): Written => {
      return { id: randomUUID(), type, data, revision: revision + 1 + index };
    });
    const events = written.map((event) => envelope(stream, event, metadata));
    try {
      const { position } = await this.log.append(stream, revision < 0 ? 'no-stream' : revision, events);
      return { written, revision: revision + written.length, position, replayed: false };
    } catch (error) {
      if (error instanceof WrongExpectedRevisionError) return undefined;
      throw error;
    }
  }

  private metadataOf({ principal, correlationId, causationId, idempotency }: RecordingContext): FactMetadata {
    return {
      schemaVersion: SCHEMA_VERSION,
      recordedAt: this.now(),
      recordedBy: principal,
      correlationId,
      causationId,
      ...(idempotency && { idempotency }),
    };
  }

  private async replay(stream: string, earlier: EarlierRequest, { idempotency }: RecordingContext): Promise<Recorded> {
    if (earlier.body !== idempotency?.body) throw new IdempotencyKeyReusedError();
    const written: Written[] = [];
    let position: string | undefined;
    const limit = earlier.last - earlier.first + 1;
    for await (const event of this.log.readStream(stream, { from: earlier.first, limit })) {
      const { id, type, data, revision } = event;
      written.push({ id, type, data, revision });
      position = event.position;
    }
    return { written, revision: earlier.last, position, replayed: true };
  }

  private inTurn<Result>(stream: string, task: () => Promise<Result>): Promise<Result> {
    const turn = (this.queues.get(stream) ?? Promise.resolve()).then(task);
    const settled: Promise<unknown> = turn
      .catch(() => undefined)
      .then(() => this.queues.get(stream) === settled && this.queues.delete(stream));
    this.queues.set(stream, settled);
    return turn;
  }
}

function isAsSeen(revision: number, seen: SeenRevision): boolean {
  if (seen === 'existing') return revision >= 0;
  return typeof seen === 'number' ? revision === seen : seen.includes(revision);
}

/**
 * Ids are random, although a store answers the same ids again as it did the first time: so whoever loses a race, even
 * against its own repetition at another instance, is told so, and looks at what the winner wrote.
 */
function envelope(stream: string, { id, type, data, revision }: Written, metadata: FactMetadata): NewEvent {
  const event: NewEvent = { id, type, data: data as JsonObject, metadata: metadata as unknown as JsonObject };
  const bytes = Buffer.byteLength(JSON.stringify({ ...event, stream, revision, position: ANY_POSITION }));
  if (bytes <= MAX_EVENT_BYTES) return event;
  const message = `It would take ${bytes} bytes as an event; at most ${MAX_EVENT_BYTES} are allowed.`;
  throw new CommandRefusedError([{ pointer: '', code: 'event-too-large', message }]);
}

/** All positions are of this length. */
const ANY_POSITION = '0'.repeat(20);
