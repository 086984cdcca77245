import {
  type EventLog,
  InvalidAppendError,
  type NewEvent,
  type RecordedEvent,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../event-log/event-log.js';
import type { CommandResult, CommandContext, AppendedEvent } from './command-context.js';
import type { Decider } from './decider.js';
import { IdempotencyKeyReusedError, LedgerError } from './errors.js';
import { span } from '../tracing/span.js';
import { ConflictLimit } from './conflict-limit.js';
import type { EventPlace } from '../event-log/position.js';
import { REDACTED_DIGEST } from '../event-log/redaction.js';
import type { EventMetadata } from '../domain/domain-event.js';
import { type PendingCommand, decideBatch, type CommandBatch, holdsOnStaleState } from './command-batch.js';
import { type ProcessedRequest, StreamCache } from './stream-cache.js';

/** The schema version that events are written in today; older ones are upcast when they are read. */
export const SCHEMA_VERSION = 1;

interface QueuedCommand<Command> extends PendingCommand<Command> {
  readonly resolve: (recorded: CommandResult | Promise<CommandResult>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Commands that arrived while their stream was busy. */
interface CommandGroup {
  readonly decider: unknown;
  readonly commands: QueuedCommand<unknown>[];
}

type ForgetListener = (stream: string) => Promise<void>;

/** A load that waits for its turn on its stream. */
interface PendingLoad {
  readonly decider: unknown;
  readonly state: Promise<unknown>;
}

/**
 * The only way to append to the log: load the stream, recognize a command that ran before, decide, append. After losing
 * a race, it decides again on the state that the winner left. Commands for one stream run one after the other in this
 * process. Those that arrive while it is busy share one append, which keeps busy streams fast. So do loads share one read: while the log doesn't answer, they would
 * otherwise wait for its failures one after the other.
 */
export class CommandExecutor {
  private readonly streams: StreamCache;
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly groups = new Map<string, CommandGroup>();
  private readonly loads = new Map<string, PendingLoad>();
  private readonly forgetListeners = new Set<ForgetListener>();

  constructor(
    private readonly log: EventLog,
    private readonly clock: () => Date = () => new Date(),
    maxCachedBytes?: number,
  ) {
    this.streams = new StreamCache(log, maxCachedBytes);
  }

  /** The writer's clock: an ISO instant in UTC with milliseconds. */
  now(): string {
    return this.clock().toISOString();
  }

  /** Whether the stream is known to exist without reading the log. False means nothing. */
  isCached(stream: string): boolean {
    return this.streams.peek(stream) !== undefined;
  }

  /**
   * The state of a stream with every event that this executor has appended, without reading the log; undefined if it
   * isn't cached. Read it within the same turn, and don't change it.
   */
  cachedState(stream: string): unknown {
    return this.streams.peek(stream)?.state;
  }

  /**
   * The state of a stream as the log has it now. The executor owns it: read it within the same turn, and don't change
   * it.
   */
  loadState<State, Command, Types>(stream: string, decider: Decider<State, Command, Types>): Promise<State> {
    this.groups.delete(stream);
    const last = this.loads.get(stream);
    if (last?.decider === decider) return last.state as Promise<State>;
    const state = this.serialize(stream, async () => {
      if (this.loads.get(stream) === load) this.loads.delete(stream);
      return (await this.streams.load(stream, decider)).state;
    });
    const load = { decider, state };
    this.loads.set(stream, load);
    return state;
  }

  /** Drops what is cached of a stream whose events read differently now. Resolves after those who have to know it know. */
  async forget(stream: string): Promise<void> {
    this.groups.delete(stream);
    this.loads.delete(stream);
    await this.serialize(stream, () => {
      this.streams.evict(stream);
      return Promise.resolve();
    });
    await Promise.all([...this.forgetListeners].map((listener) => listener(stream)));
  }

  /** Calls `listener` with each stream that was forgotten. What it returns must not reject. */
  onForget(listener: ForgetListener): void {
    this.forgetListeners.add(listener);
  }

  /**
   * Decides the command and records its events; they are durable when it resolves. Rejects with a `LedgerError` if the
   * command is rejected, with an `EventLogError` if the log fails.
   */
  record<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    command: Command,
    context: CommandContext,
  ): Promise<CommandResult> {
    this.loads.delete(stream);
    const recorded = () =>
      new Promise<CommandResult>((resolve, reject) => {
        this.groupOf(stream, decider).push({ command, context, resolve, reject });
      });
    return span('record', recorded, { isFailure: (error) => !(error instanceof LedgerError) });
  }

  /** The last group in the stream's queue, if it hasn't begun; otherwise a new one. */
  private groupOf<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
  ): QueuedCommand<Command>[] {
    const last = this.groups.get(stream);
    if (last?.decider === decider) return last.commands as QueuedCommand<Command>[];
    const commands: QueuedCommand<Command>[] = [];
    const group = { decider, commands: commands as QueuedCommand<unknown>[] };
    this.groups.set(stream, group);
    void this.serialize(stream, () => {
      if (this.groups.get(stream) === group) this.groups.delete(stream);
      return this.executeGroup(stream, decider, commands);
    });
    return commands;
  }

  private async executeGroup<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    commands: readonly QueuedCommand<Command>[],
  ): Promise<void> {
    for (let left = commands; left.length > 0;) left = left.slice(await this.executeBatch(stream, decider, left));
  }

  /**
   * Executes the first of the commands, as many as fit into one append, and returns how many.
   *
   * It decides on the cached state, which may be stale: then an append fails, and it decides again. If nothing is
   * appended, the log is read before.
   */
  private async executeBatch<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    commands: readonly QueuedCommand<Command>[],
  ): Promise<number> {
    let asked = commands;
    let loaded = this.streams.peek<State>(stream);
    const conflicts = new ConflictLimit();
    for (let isRead = !loaded; ; isRead = true) {
      let decided = asked.length;
      try {
        if (isRead || !loaded) loaded = await this.streams.load(stream, decider);
        const round = decideBatch(stream, loaded, decider, asked, (context) => this.metadataOf(context));
        decided = round.decisions.length;
        if (!isRead && !holdsOnStaleState(round)) continue;
        const recorded = await this.append(stream, decider, loaded.revision, round.events);
        this.answer(stream, asked, round, recorded);
        return decided;
      } catch (thrown) {
        const error = thrown instanceof WrongExpectedRevisionError ? await this.conflictOf(thrown, conflicts) : thrown;
        if (error === undefined) continue;
        if (error instanceof InvalidAppendError && decided > 1) {
          // One of the events is invalid for the log; it must not fail the other commands.
          asked = asked.slice(0, 1);
          continue;
        }
        if (error instanceof UnknownOutcomeError) this.streams.evict(stream);
        for (const { reject } of asked.slice(0, decided)) reject(error);
        return decided;
      }
    }
  }

  /** Undefined if the commands are to be decided again; otherwise the error with which they fail. */
  private async conflictOf(conflict: WrongExpectedRevisionError, conflicts: ConflictLimit): Promise<unknown> {
    try {
      // The cached state may be the reason: read the whole stream.
      if (await conflicts.isRepeated(conflict)) this.streams.evict(conflict.stream);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private answer(
    stream: string,
    asked: readonly QueuedCommand<unknown>[],
    { decisions }: CommandBatch,
    recorded: readonly RecordedEvent[],
  ): void {
    const base = recorded[0]?.revision ?? 0;
    decisions.forEach((decision, index) => {
      const command = asked[index];
      if (!command) return;
      if (decision.kind === 'refused') command.reject(decision.error);
      else if (decision.kind === 'known') command.resolve(this.replay(stream, decision.earlier, command.context));
      else {
        const { first, events } = decision;
        const written = events.map(({ id, type, data }, at): AppendedEvent => ({
          id,
          type,
          data,
          revision: first + at,
        }));
        const revision = first + events.length - 1;
        const place = events.length > 0 ? placeAt(recorded, revision - base) : undefined;
        command.resolve({ written, revision, place, replayed: false });
      }
    });
  }

  /** Returns the events as the log holds them now. */
  private async append<State, Command, Types>(
    stream: string,
    decider: Decider<State, Command, Types>,
    revision: number,
    events: readonly NewEvent[],
  ): Promise<readonly RecordedEvent[]> {
    if (events.length === 0) return [];
    const { position } = await this.log.append(stream, revision < 0 ? 'no-stream' : revision, events);
    const recorded = events.map(({ id, type, data, metadata }, index) => ({
      id,
      type,
      data,
      metadata,
      stream,
      revision: revision + 1 + index,
      position: position ?? '',
    }));
    try {
      // An append returns only its last position.
      const known = events.length === 1 ? recorded : await this.readBack(stream, revision + 1, events.length);
      this.streams.add(stream, decider, known);
      return known;
    } catch {
      // The events are in the log nevertheless; a position that is a few events too late is harmless.
      this.streams.evict(stream);
      return recorded;
    }
  }

  private async readBack(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.log.readStream(stream, { from, limit })) events.push(event);
    return events;
  }

  private metadataOf({ principal, correlationId, causationId, silent, idempotency }: CommandContext): EventMetadata {
    return {
      schemaVersion: SCHEMA_VERSION,
      recordedAt: this.now(),
      recordedBy: principal,
      correlationId,
      causationId,
      ...(silent && { silent }),
      ...(idempotency && { idempotency }),
    };
  }

  private async replay(
    stream: string,
    earlier: ProcessedRequest,
    { idempotency }: CommandContext,
  ): Promise<CommandResult> {
    // A redacted event no longer shows the body of its request.
    const isSame = earlier.body === idempotency?.body || earlier.body === REDACTED_DIGEST;
    if (!isSame) throw new IdempotencyKeyReusedError();
    const events = await this.readBack(stream, earlier.first, earlier.last - earlier.first + 1);
    const written = events.map(({ id, type, data, revision }): AppendedEvent => ({ id, type, data, revision }));
    return { written, revision: earlier.last, place: placeAt(events, events.length - 1), replayed: true };
  }

  private serialize<Result>(stream: string, task: () => Promise<Result>): Promise<Result> {
    const turn = (this.queues.get(stream) ?? Promise.resolve()).then(task);
    const settled: Promise<unknown> = turn
      .catch(() => undefined)
      .then(() => this.queues.get(stream) === settled && this.queues.delete(stream));
    this.queues.set(stream, settled);
    return turn;
  }
}

/** The last of the events at the same position: one append's events share a position if the log couldn't be read back. */
function placeAt(events: readonly RecordedEvent[], index: number): EventPlace | undefined {
  const last = events.findLast(({ position }) => position === events[index]?.position);
  return last && { position: last.position, event: last.id };
}
