import { BACKWARDS, END, ErrorType, FORWARDS } from '@eventstore/db-client';
import { checkAppend } from '../append-validation.js';
import {
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type NewEvent,
  type ReadStreamOptions,
  type RecordedEvent,
  type SubscriptionMessage,
} from '../event-log.js';
import { proposed } from './batch-append-stream.js';
import { Retries, type Limits, type Renew, withTimeout } from './retries.js';
import { connect, type Client } from './client.js';
import { UnusableServerError } from './connection-string.js';
import { BrokenOffError, conflictOf, isPassing, typeOf } from './errors.js';
import { toEvent } from './event-mapping.js';
import { checkServer, identify, IDENTITY_STREAM, type OpenMode } from './log-identity.js';
import { iterateSource } from './source-iterator.js';
import { follow, SubscriptionCursor } from './subscription.js';
import { positionText } from '../position.js';

export interface EventStoreLogOptions extends Partial<Limits & OpenMode> {
  /** What the names of the log's streams begin with; all that a reader of all is given. */
  readonly prefixes: readonly string[];
}

/** Where a reader of one stream stands, over every call that it takes. */
interface StreamPlace {
  readonly stream: string;
  readonly step: 1 | -1;
  /** The revision due next; undefined for the last there is. */
  next: number | undefined;
  left: number;
  /** Whether the last read ended where more was due. */
  wasShort: boolean;
}

/** Whether there is another event to come, of a stream that is there. Forwards nothing tells, but for the first. */
const isMoreDue = ({ step, next, left }: StreamPlace): boolean =>
  step === 1 ? next === 0 : left > 0 && (next === undefined || next >= 0);

/**
 * The log in EventStoreDB. Other applications may use the same server, but not the log's streams. A call whose
 * connection breaks is tried again for a while: 15 seconds, unless the options say otherwise.
 */
export class EventStoreLog implements EventLog {
  private readonly appends = new Set<Promise<void>>();
  /** Before the first call that needs the server: whether it is the right one. */
  private verify: (() => Promise<void>) | undefined;

  private constructor(
    readonly id: string,
    private readonly client: Client,
    private readonly prefixes: readonly string[],
    private readonly attempts: Retries,
  ) {}

  /**
   * Connects, and gives the log its lasting id if it has none and may get one. A log whose id is known opens although
   * the server can't be reached, which it says in each call; if another log is there, that is opened.
   *
   * @throws UnusableServerError if the connection string is wrong, or what it leads to can't hold the log
   * @throws LogUnavailableError if it refuses the user, or nothing answers there and the log's id isn't known
   */
  static async open(
    connectionString: string,
    { prefixes, knownAs, whenNone = 'make-if-free', answerMs = 5_000, patienceMs = 15_000 }: EventStoreLogOptions,
  ): Promise<EventStoreLog> {
    const { client, hosts } = connect(connectionString);
    const attempts = new Retries(hosts, { answerMs, patienceMs });
    const unnamed = new EventStoreLog('', client, prefixes, attempts);
    const idThere = async (): Promise<string> => {
      const check = (): Promise<void> => checkServer(client, hosts);
      await (knownAs === undefined ? attempts.repeated(check) : attempts.once(check));
      return identify(unnamed, hosts, { whenNone, knownAs });
    };
    try {
      return new EventStoreLog(await idThere(), client, prefixes, attempts);
    } catch (error) {
      if (knownAs === undefined || !isPassing(error)) {
        await unnamed.close();
        throw error;
      }
      attempts.failFast();
      const log = new EventStoreLog(knownAs, client, prefixes, attempts);
      log.verify = async () => {
        const id = await idThere().catch((cause: unknown) => {
          throw cause instanceof UnusableServerError ? new LogUnavailableError(cause.message, { cause }) : cause;
        });
        if (id !== knownAs) {
          throw new LogUnavailableError(
            `The event store at ${hosts} has another log now, ${id}, not ${knownAs}: start again to read it.`,
          );
        }
        log.verify = undefined;
      };
      return log;
    }
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const append = this.checkAndAppend(stream, expected, events);
    const settled = append.then(
      () => undefined,
      () => undefined,
    );
    this.appends.add(settled);
    void settled.then(() => this.appends.delete(settled));
    return append;
  }

  readStream(
    stream: string,
    { direction = 'forwards', from, limit = Number.MAX_SAFE_INTEGER }: ReadStreamOptions = {},
  ): AsyncGenerator<RecordedEvent> {
    const place: StreamPlace =
      direction === 'forwards'
        ? { stream, step: 1, next: from ?? 0, left: limit, wasShort: false }
        : { stream, step: -1, next: from, left: limit, wasShort: false };
    return this.attempts.resumed((renew) => this.readOn(place, renew));
  }

  async *readAll({
    after,
    limit = Number.MAX_SAFE_INTEGER,
  }: { readonly after?: string | undefined; readonly limit?: number } = {}): AsyncGenerator<RecordedEvent> {
    // The client doesn't hand a filter on for reads, only for subscriptions.
    let left = limit;
    for await (const message of this.followed(after)) {
      if (left <= 0 || message.kind !== 'event') return;
      yield message.event;
      left -= 1;
      if (left === 0) return;
    }
  }

  subscribe({
    after,
    signal,
  }: {
    readonly after?: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<SubscriptionMessage> {
    return this.followed(after, [signal]);
  }

  /** Of the last event of the server, which needn't be one of the log's own. */
  head(): Promise<string | undefined> {
    return this.attempts.once(async () => {
      await this.verify?.();
      const source = this.client.readAll({
        direction: BACKWARDS,
        fromPosition: END,
        maxCount: 1,
        requiresLeader: true,
      });
      let head: string | undefined;
      for await (const item of iterateSource(source, this.patiently())) {
        if (item?.position) head = positionText(item.position.commit);
      }
      // There is the log's own identity at least.
      if (head === undefined && !this.attempts.closed.aborted) throw new BrokenOffError('the server ended the read');
      return head;
    });
  }

  /** Waits for the appends under way, then lets go of the connection. Whoever reads gets `LogUnavailableError`. */
  async close(): Promise<void> {
    if (this.attempts.closed.aborted) return;
    this.attempts.close();
    await Promise.all(this.appends);
    // The client waits until each of its calls has ended, which one that is never answered doesn't. Nobody needs them
    // any more, so that it doesn't matter if it fails either.
    await withTimeout(this.attempts.limits.answerMs, this.client.end()).catch(() => undefined);
  }

  private async checkAndAppend(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.attempts.assertOpen();
    const serialised = checkAppend(stream, expected, events);
    if (stream !== IDENTITY_STREAM && !this.prefixes.some((prefix) => stream.startsWith(prefix))) {
      throw new InvalidAppendError(`The names of this log's streams begin with: ${this.prefixes.join(', ')}.`);
    }
    // What is sent, and sent again, is what was checked, whatever becomes of the caller's objects meanwhile.
    const append = proposed(stream, expected, serialised);
    await this.verify?.();
    if (events.length === 0) return this.checkRevision(stream, expected);
    const { revision, position } = await this.attempts.written(async () => {
      try {
        return await this.client.append(append, this.attempts.limits.answerMs);
      } catch (error) {
        throw conflictOf(error, stream, expected) ?? error;
      }
    });
    const before = expected === 'no-stream' ? -1 : expected;
    if (before !== 'any' && revision !== before + append.events.length) {
      // A stream that was deleted there reads as if there had never been one, but goes on where it ended.
      throw new UnusableServerError(
        `The stream ${stream} was deleted in the event store: what was appended now goes on behind what it held.`,
      );
    }
    return {
      revision,
      position: position === undefined ? await this.positionOf(stream, revision) : positionText(position),
    };
  }

  /** An append that was known again may be answered without its position, which callers are promised. */
  private async positionOf(stream: string, from: number): Promise<string> {
    try {
      for await (const { position } of this.readStream(stream, { from, limit: 1 })) return position;
      throw new UnusableServerError(`The event store no longer has revision ${from} of ${stream}.`);
    } catch (cause) {
      // It was made: to answer that it wasn't would be untrue.
      throw new UnknownOutcomeError(`An append to ${stream} was made, but where can't be found out.`, { cause });
    }
  }

  /** Not left to the server, since an append without events is answered there in other words. */
  private async checkRevision(stream: string, expected: ExpectedRevision): Promise<AppendResult> {
    let revision = -1;
    for await (const last of this.readStream(stream, { direction: 'backwards', limit: 1 })) revision = last.revision;
    if (expected !== 'any' && revision !== (expected === 'no-stream' ? -1 : expected)) {
      throw new WrongExpectedRevisionError(stream, expected, revision);
    }
    return { revision, position: undefined };
  }

  private async *readOn(place: StreamPlace, renew: Renew): AsyncGenerator<RecordedEvent> {
    const { stream, step, next } = place;
    if (place.left <= 0 || (next !== undefined && next < 0)) return;
    await this.verify?.();
    const source = this.client.readStream(stream, {
      direction: step === 1 ? FORWARDS : BACKWARDS,
      fromRevision: next === undefined ? END : BigInt(next),
      maxCount: place.left,
      requiresLeader: true,
    });
    try {
      for await (const item of iterateSource(source, this.patiently())) {
        if (!item) continue;
        const event = toEvent(item);
        // A stream that was truncated in the server reads as if it began later.
        if (step === 1 && event.revision !== place.next) {
          throw new UnusableServerError(`The event store no longer has revision ${place.next} of ${stream}.`);
        }
        place.next = event.revision + step;
        place.left -= 1;
        place.wasShort = false;
        renew();
        yield event;
      }
      if (this.attempts.closed.aborted || !isMoreDue(place)) return;
      if (place.wasShort) {
        const what = place.next === undefined ? 'any revision' : `revision ${place.next}`;
        throw new UnusableServerError(`The event store no longer has ${what} of ${stream}.`);
      }
      // A server that is shut down may end a read as if that had come to its end. If it does twice, it has no more.
      place.wasShort = true;
      throw new BrokenOffError('the server ended the read');
    } catch (error) {
      if (typeOf(error) !== ErrorType.STREAM_NOT_FOUND) throw error;
    }
  }

  private followed(after: string | undefined, stop: readonly AbortSignal[] = []): AsyncGenerator<SubscriptionMessage> {
    const place = new SubscriptionCursor(after);
    return this.attempts.resumed((renew) => this.followOn(place, renew, stop), stop);
  }

  private async *followOn(
    place: SubscriptionCursor,
    renew: Renew,
    stop: readonly AbortSignal[],
  ): AsyncGenerator<SubscriptionMessage> {
    const { client, prefixes, attempts } = this;
    await this.verify?.();
    yield* follow(place, { client, prefixes, attempts, renew, stop });
  }

  /** A read is heard of all the time until its end. */
  private patiently() {
    return { silence: () => this.attempts.limits.answerMs, stop: [this.attempts.closed] };
  }
}
