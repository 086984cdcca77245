import Database from 'better-sqlite3';
import { type RecordedEvent, STREAM_DELETED, type SubscriptionMessage } from '../event-log/event-log.js';
import { effectiveRecordedAt, isInstant, type TimedEvent } from '../domain/recorded-time.js';
import { errorMessage } from '../lib/error-message.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import type { CheckpointStore } from './checkpoint-store.js';
import { ProjectionError } from './projection.js';
import type { ReadModelWriter } from './read-model-writer.js';

export interface BatchOptions {
  readonly clock: () => Date;
  readonly onParked: (stream: string, error: unknown) => void;
}

/** Writes batches of events into a read model, each with its checkpoint in one transaction. */
export class ProjectionBatchWriter {
  private last: Checkpoint | undefined;
  private parked: Set<string>;
  private readonly checkpoints: CheckpointStore;

  constructor(
    private readonly readModel: ReadModelWriter,
    private readonly log: string,
    private readonly options: BatchOptions,
  ) {
    this.checkpoints = readModel.checkpoints;
    this.last = this.checkpoints.load();
    this.parked = this.namesOfParked();
  }

  get checkpoint(): Checkpoint | undefined {
    return this.last;
  }

  /**
   * Handles these messages, or as many as fit into so many milliseconds, and returns how many. If projecting an event fails,
   * the messages are retried one by one, and the stream of that event is parked. Throws only if the read model itself
   * fails.
   */
  handle(messages: readonly SubscriptionMessage[], milliseconds = Infinity): number {
    if (messages.every(({ kind }) => kind !== 'event')) return messages.length;
    try {
      return this.transaction(() =>
        this.handleAll(messages, milliseconds, (event) => {
          this.digest(event);
        }),
      );
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      return this.transaction(() =>
        this.handleAll(messages, milliseconds, (event) => {
          this.digestOrPark(event);
        }),
      );
    }
  }

  /**
   * Projects the skipped events of a parked stream, given its events from the parked revision on. Parks the stream
   * again at the first event that still can't be projected. Returns false, and does nothing, if more events were
   * skipped meanwhile than are given.
   */
  retry(stream: string, events: readonly RecordedEvent[]): boolean {
    const skipped = this.checkpoints.skipped(stream);
    if ((skipped.at(-1)?.revision ?? -1) > (events.at(-1)?.revision ?? -1)) return false;
    const recordedAt = new Map(skipped.map((event) => [event.revision, event.recordedAt]));
    const late = events.flatMap((event) => {
      const inForce = recordedAt.get(event.revision);
      return inForce === undefined ? [] : [{ ...event, recordedAt: inForce }];
    });
    if (late.length === 0) return true;
    this.transaction(() => {
      if (!this.attempt(late)) this.retryOneByOne(late);
    });
    this.parked = this.namesOfParked();
    return true;
  }

  private attempt(late: readonly TimedEvent[]): boolean {
    try {
      this.savepoint(() => {
        for (const event of late) this.validate(event);
        this.readModel.projector.projectLate(late);
      });
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      return false;
    }
    this.checkpoints.unpark((late[0] as TimedEvent).stream, (late.at(-1) as TimedEvent).revision);
    return true;
  }

  private retryOneByOne(late: readonly TimedEvent[]): void {
    for (const event of late) {
      try {
        this.savepoint(() => {
          this.validate(event);
          this.readModel.projector.projectLate([event]);
        });
      } catch (error) {
        if (!isOfTheEvent(error)) throw error;
        this.park(event, error);
        return;
      }
      this.checkpoints.unpark(event.stream, event.revision);
    }
  }

  private handleAll(
    messages: readonly SubscriptionMessage[],
    milliseconds: number,
    handle: (event: TimedEvent) => void,
  ): number {
    const started = performance.now();
    let handled = 0;
    for (const message of messages) {
      if (message.kind === 'event') this.handleOne(message.event, handle);
      handled += 1;
      if (performance.now() - started > milliseconds) break;
    }
    if (this.last) this.checkpoints.save(this.last);
    return handled;
  }

  private handleOne(recorded: RecordedEvent, handle: (event: TimedEvent) => void): void {
    if (this.last && recorded.position <= this.last.position) return;
    const event = {
      ...recorded,
      recordedAt: effectiveRecordedAt(recorded.metadata['recordedAt'], this.last?.recordedAt ?? ''),
    };
    if (this.readModel.projection.handlesStream(event.stream)) {
      const isPublished = event.type !== STREAM_DELETED && this.readModel.projection.publishes(event);
      if (isPublished) this.readModel.events.put(event);
      if (this.parked.has(event.stream)) this.checkpoints.skip(event);
      else handle(event);
    }
    const { stream, revision, position, recordedAt } = event;
    const { fingerprint } = this.readModel.projection;
    const events = (this.last?.events ?? 0) + 1;
    this.last = { log: this.log, fingerprint, position, event: event.id, stream, revision, recordedAt, events };
  }

  private digest(event: TimedEvent): void {
    this.validate(event);
    this.readModel.projector.project(event);
  }

  private digestOrPark(event: TimedEvent): void {
    try {
      this.savepoint(() => {
        this.digest(event);
      });
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      this.checkpoints.skip(event);
      this.park(event, error);
    }
  }

  private park({ stream, revision }: TimedEvent, error: unknown): void {
    this.checkpoints.park({
      stream,
      revision,
      error: errorMessage(error),
      since: this.options.clock().toISOString(),
    });
    this.parked.add(stream);
    this.options.onParked(stream, error);
  }

  private validate({ metadata, type, recordedAt }: TimedEvent): void {
    if (type === STREAM_DELETED) throw new ProjectionError('The stream was deleted permanently in the event store.');
    const version = metadata['schemaVersion'];
    const known = this.readModel.projection.schemaVersion;
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > known) {
      throw new ProjectionError(`${type} has schema version ${JSON.stringify(version)}; known are 1 to ${known}.`);
    }
    if (!isInstant(metadata['recordedAt']) || recordedAt === '') {
      throw new ProjectionError(`${type} doesn't say when it was recorded.`);
    }
  }

  private transaction<Result>(task: () => Result): Result {
    try {
      return this.readModel.database.transaction(task)();
    } catch (error) {
      this.readModel.projector.dropCaches();
      this.last = this.checkpoints.load();
      this.parked = this.namesOfParked();
      throw error;
    }
  }

  private savepoint(task: () => void): void {
    try {
      this.readModel.database.transaction(task)();
    } catch (error) {
      this.readModel.projector.dropCaches();
      throw error;
    }
  }

  private namesOfParked(): Set<string> {
    return new Set(this.checkpoints.parked().map(({ stream }) => stream));
  }
}

/**
 * Whether the error is caused by the event, not by the file: full, busy, damaged, closed. In the latter cases, trying
 * the next event would fail too.
 */
function isOfTheEvent(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return !(error instanceof TypeError && /database/.test(error.message));
  return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/.test(error.code);
}
