import { randomUUID } from 'node:crypto';
import { checkAppend } from '../append-validation.js';
import {
  InvalidAppendError,
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
import { proposeAppend } from './batch-append-stream.js';
import { Retries, type Limits, type Renew, withTimeout } from './retries.js';
import { connect, type Client } from './client.js';
import { UnusableServerError } from './connection-string.js';
import { BrokenOffError, conflictOf, isPassing } from './errors.js';
import { eventAtPosition, lastPosition } from './all-reads.js';
import { LogGuard } from './log-guard.js';
import { checkServer, identify, identityIn, IDENTITY_STREAM, type OpenMode } from './log-identity.js';
import type { ItemsOptions } from './source-iterator.js';
import { readStreamFrom, StreamCursor } from './stream-reads.js';
import { follow, SubscriptionCursor } from './subscription.js';
import { positionText } from '../position.js';
import { REDACTIONS_STREAM } from '../redaction.js';
import { RedactionMasks } from './redaction-masks.js';

/** A revision that the stream of the log's id never has. */
const NO_REVISION = 1_000_000_000;

export interface EventStoreLogOptions extends Partial<Limits & OpenMode> {
  /** Prefixes of the log's stream names. `readAll` and `subscribe` yield events of such streams only. */
  readonly prefixes: readonly string[];
}

/**
 * An event log in EventStoreDB. Other applications may use the same server, but not the log's streams. Calls that fail for
 * a temporary reason are retried, by default for 15 seconds.
 */
export class EventStoreLog implements EventLog {
  private readonly appends = new Set<Promise<void>>();
  private readonly guard: LogGuard;
  private readonly masks: RedactionMasks;

  private constructor(
    readonly id: string,
    private readonly client: Client,
    private readonly prefixes: readonly string[],
    private readonly retries: Retries,
    hosts: string,
  ) {
    this.guard = new LogGuard(id, hosts, {
      identity: () => identityIn({ readStream: (stream, { limit = 1 } = {}) => this.readOnce(stream, limit) }, hosts),
      eventAt: async (position) => (await eventAtPosition(client, position, this.probeOptions()))?.id,
    });
    this.masks = new RedactionMasks((from) => {
      const cursor = new StreamCursor(REDACTIONS_STREAM, 1, from, Number.MAX_SAFE_INTEGER);
      return readStreamFrom(client, cursor, () => undefined, this.readOptions());
    });
  }

  /**
   * Connects, and writes the log's permanent id if there is none and `whenNone` allows it. With `knownAs`, it also opens
   * while the server can't be reached; then each call rejects until it can. If the server has another log than
   * `knownAs`, that one is opened.
   *
   * @throws UnusableServerError if the connection string is invalid, or the server can't hold the log
   * @throws LogUnavailableError if the server rejects the user, or can't be reached and `knownAs` isn't given
   */
  static async open(
    connectionString: string,
    { prefixes, knownAs, whenNone = 'make-if-free', responseMs = 5_000, retryMs = 15_000 }: EventStoreLogOptions,
  ): Promise<EventStoreLog> {
    const { client, hosts } = connect(connectionString);
    const retries = new Retries(hosts, { responseMs, retryMs });
    const logOf = (id: string): EventStoreLog => new EventStoreLog(id, client, prefixes, retries, hosts);
    const unnamed = logOf('');
    const readId = async (): Promise<string> => {
      const check = (): Promise<void> => checkServer(client, hosts);
      await (knownAs === undefined ? retries.repeated(check) : retries.once(check));
      return identify(unnamed, hosts, { whenNone, knownAs });
    };
    const id = await readId().catch(async (error: unknown) => {
      if (knownAs !== undefined && isPassing(error)) return undefined;
      await unnamed.close();
      throw error;
    });
    const log = logOf(id ?? knownAs ?? '');
    if (id === undefined) {
      retries.failFast();
      log.guard.doubt();
    }
    retries.verifyBy(log.guard);
    client.onAppendsOver = () => {
      log.guard.doubt();
    };
    return log;
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
    const cursor = new StreamCursor(stream, direction === 'forwards' ? 1 : -1, from, limit);
    return this.retries.resumed((renew) => this.readFrom(cursor, renew));
  }

  async *readAll({
    after,
    limit = Number.MAX_SAFE_INTEGER,
  }: { readonly after?: string | undefined; readonly limit?: number } = {}): AsyncGenerator<RecordedEvent> {
    // The client supports filters for subscriptions only, not for reads.
    let left = limit;
    for await (const message of this.followFrom(after)) {
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
    return this.followFrom(after, [signal]);
  }

  /**
   * The position of the server's last event, which need not be one of the log. Always verifies the log: a connection that
   * is idle may be replaced without an error. Reads what other instances redacted meanwhile.
   */
  head(): Promise<string | undefined> {
    this.guard.doubt();
    return this.retries.once(async () => {
      await this.masks.refresh();
      const head = await lastPosition(this.client, this.readOptions());
      // There is at least the event with the log's id.
      if (head === undefined && !this.retries.closed.aborted) throw new BrokenOffError('the server ended the read');
      return head;
    });
  }

  /** Undefined also if the event there belongs to another application. */
  async eventAt(position: string): Promise<RecordedEvent | undefined> {
    const event = await this.retries.repeated(async () => {
      await this.masks.loaded();
      return eventAtPosition(this.client, position, this.readOptions());
    });
    return event && this.isOwn(event.stream) ? this.masks.apply(event) : undefined;
  }

  /**
   * Asks the leader for an append that it can't make, since the stream doesn't have so many events, and gets the conflict.
   * A store whose leader can't write doesn't stay the leader.
   */
  async checkWritable(): Promise<void> {
    const events = [{ id: randomUUID(), type: 'none', data: {}, metadata: {} }];
    const checked = checkAppend(IDENTITY_STREAM, NO_REVISION, events);
    const append = proposeAppend(IDENTITY_STREAM, NO_REVISION, checked);
    await this.retries.once(async () => {
      try {
        await this.client.append(append, this.retries.limits.responseMs);
      } catch (error) {
        if (!conflictOf(error, IDENTITY_STREAM, NO_REVISION)) throw error;
      }
    });
  }

  /** Waits for pending appends, then closes the connection. Open reads reject with a `LogClosedError`. */
  async close(): Promise<void> {
    if (this.retries.closed.aborted) return;
    this.retries.close();
    await Promise.all(this.appends);
    // The client waits for all its calls, also for those to which the server never responds. Their results aren't needed
    // any more, so a timeout or an error doesn't matter.
    await withTimeout(this.retries.limits.responseMs, this.client.end()).catch(() => undefined);
  }

  private async checkAndAppend(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.retries.assertOpen();
    const serialised = checkAppend(stream, expected, events);
    if (stream !== IDENTITY_STREAM && !this.isOwn(stream)) {
      throw new InvalidAppendError(
        `The names of this log's streams must start with one of: ${this.prefixes.join(', ')}.`,
      );
    }
    // Retries send what was validated, even if the caller changes its objects in the meantime.
    const append = proposeAppend(stream, expected, serialised);
    if (events.length === 0) return this.checkRevision(stream, expected);
    const { revision, position } = await this.retries.written(async () => {
      try {
        return await this.client.append(append, this.retries.limits.responseMs);
      } catch (error) {
        throw conflictOf(error, stream, expected) ?? error;
      }
    });
    const before = expected === 'no-stream' ? -1 : expected;
    if (before !== 'any' && revision !== before + append.events.length) {
      // A deleted stream reads as if it had never existed, but its revisions continue where it ended.
      throw new UnusableServerError(
        `The stream ${stream} was deleted in the event store. The events just appended follow its deleted ones.`,
      );
    }
    const at = position === undefined ? await this.positionOf(stream, revision) : positionText(position);
    this.guard.saw(at, events.at(-1)?.id ?? '');
    if (stream === REDACTIONS_STREAM) {
      await this.masks.refresh().catch(() => {
        this.masks.outdated();
      });
    }
    return { revision, position: at };
  }

  /** The response to a retried append may lack the position, which the port promises. */
  private async positionOf(stream: string, from: number): Promise<string> {
    try {
      for await (const { position } of this.readStream(stream, { from, limit: 1 })) return position;
      throw new UnusableServerError(`The event store no longer has revision ${from} of ${stream}.`);
    } catch (cause) {
      // The append was made, so this must not look like an append that wasn't.
      throw new UnknownOutcomeError(`An append to ${stream} was made, but its position can't be determined.`, {
        cause,
      });
    }
  }

  /** Checks an empty append here, since the server responds to it differently. */
  private async checkRevision(stream: string, expected: ExpectedRevision): Promise<AppendResult> {
    let revision = -1;
    for await (const last of this.readStream(stream, { direction: 'backwards', limit: 1 })) revision = last.revision;
    if (expected !== 'any' && revision !== (expected === 'no-stream' ? -1 : expected)) {
      throw new WrongExpectedRevisionError(stream, expected, revision);
    }
    return { revision, position: undefined };
  }

  private async *readFrom(cursor: StreamCursor, renew: Renew): AsyncGenerator<RecordedEvent> {
    await this.masks.loaded();
    for await (const event of readStreamFrom(this.client, cursor, renew, this.readOptions())) {
      this.guard.saw(event.position, event.id);
      yield this.masks.apply(event);
    }
  }

  /** Neither retries nor verifies. */
  private readOnce(stream: string, limit: number): AsyncGenerator<RecordedEvent> {
    return readStreamFrom(this.client, new StreamCursor(stream, 1, 0, limit), () => undefined, this.probeOptions());
  }

  private followFrom(
    after: string | undefined,
    stop: readonly AbortSignal[] = [],
  ): AsyncGenerator<SubscriptionMessage> {
    const cursor = new SubscriptionCursor(after);
    return this.retries.resumed((renew) => this.followOnce(cursor, renew, stop), stop);
  }

  private async *followOnce(
    cursor: SubscriptionCursor,
    renew: Renew,
    stop: readonly AbortSignal[],
  ): AsyncGenerator<SubscriptionMessage> {
    const { client, prefixes, retries } = this;
    await this.masks.loaded();
    for await (const message of follow(cursor, { client, prefixes, retries, renew, stop })) {
      if (message.kind === 'event') {
        this.guard.saw(message.event.position, message.event.id);
        yield { kind: 'event', event: this.masks.apply(message.event) };
      } else yield message;
    }
  }

  /** A log that is being closed completes its appends, which may need a verification. */
  private probeOptions(): ItemsOptions {
    return { ...this.readOptions(), stop: [] };
  }

  private isOwn(stream: string): boolean {
    return this.prefixes.some((prefix) => stream.startsWith(prefix));
  }

  /** For reads: the server must respond in time until their end. */
  private readOptions(): ItemsOptions {
    const silence = (): number => this.retries.limits.responseMs;
    return { silence, onSilence: this.client.watchRead(), stop: [this.retries.closed] };
  }
}
