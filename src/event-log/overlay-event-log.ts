import { ChangeSignal } from '../lib/change-signal.js';
import { checkAppend, type SerialisedEvent } from './append-validation.js';
import {
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type JsonObject,
  LogClosedError,
  type NewEvent,
  type ReadStreamOptions,
  type RecordedEvent,
  type SubscriptionMessage,
  WrongExpectedRevisionError,
} from './event-log.js';
import { positionNumber, positionText } from './position.js';
import { redactBy, type Redaction, redactionOf } from './redaction.js';

/**
 * A log as it is up to one position, with events on top that are kept in memory only: what is appended here never
 * reaches the log below. It has the identity of the log below, and its events have the positions that follow.
 */
export class OverlayEventLog implements EventLog {
  readonly id: string;
  private readonly added: RecordedEvent[] = [];
  private readonly addedByStream = new Map<string, RecordedEvent[]>();
  private readonly redactions: Redaction[] = [];
  private readonly baseRevisions = new Map<string, number>();
  private readonly appends = new ChangeSignal();
  private isClosed = false;

  /**
   * @param base read, never written to, and not closed
   * @param through the last position of the log below that is visible; undefined if none is
   * @param added events of another overlay on the same log up to the same position
   */
  constructor(
    private readonly base: EventLog,
    private readonly through: string | undefined,
    added: readonly RecordedEvent[] = [],
  ) {
    this.id = base.id;
    for (const event of added) this.add(event);
  }

  /** What was appended here, in order. */
  get addedEvents(): readonly RecordedEvent[] {
    return this.added;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    const serialised = checkAppend(stream, expected, events);
    const base = await this.baseRevision(stream);
    // Nothing is awaited from here to the end of an append that is made: it is decided and made in one turn.
    const actual = base + (this.addedByStream.get(stream)?.length ?? 0);
    const before = expected === 'any' ? actual : expected === 'no-stream' ? -1 : expected;
    if (before !== actual) return this.repeated(stream, expected, before, actual, serialised);
    let position: string | undefined;
    serialised.forEach(({ id, type, data, metadata }, index) => {
      position = this.nextPosition();
      this.add({
        id,
        type,
        data: parse(data),
        metadata: parse(metadata),
        stream,
        revision: before + 1 + index,
        position,
      });
    });
    this.appends.notify();
    return { revision: before + events.length, position };
  }

  async *readStream(
    stream: string,
    { direction = 'forwards', from, limit = Infinity }: ReadStreamOptions = {},
  ): AsyncGenerator<RecordedEvent> {
    this.assertOpen();
    let left = limit;
    if (left <= 0) return;
    const added = this.addedByStream.get(stream) ?? [];
    const source =
      direction === 'forwards'
        ? chained(this.baseEvents(stream, from ?? 0), afterRevision(added, from ?? 0))
        : chained(
            added.filter(({ revision }) => revision <= (from ?? Infinity)).reverse(),
            this.baseBackwards(stream, from),
          );
    for await (const event of source) {
      yield this.redacted(event);
      left -= 1;
      if (left === 0) return;
      this.assertOpen();
    }
  }

  async *readAll({
    after,
    limit = Infinity,
  }: { readonly after?: string | undefined; readonly limit?: number } = {}): AsyncGenerator<RecordedEvent> {
    this.assertOpen();
    let left = limit;
    if (left <= 0) return;
    const first = this.added.findIndex(({ position }) => after === undefined || position > after);
    for await (const event of chained(this.baseAll(after), first < 0 ? [] : fromIndex(this.added, first))) {
      yield this.redacted(event);
      left -= 1;
      if (left === 0) return;
      this.assertOpen();
    }
  }

  async eventAt(position: string): Promise<RecordedEvent | undefined> {
    this.assertOpen();
    if (this.through === undefined || position > this.through) {
      const added = this.added.find((event) => event.position === position);
      return added && this.redacted(added);
    }
    const event = await this.base.eventAt(position);
    return event && this.redacted(event);
  }

  async *subscribe({
    after,
    signal,
  }: {
    readonly after?: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<SubscriptionMessage> {
    const aborted = (): boolean => signal.aborted;
    let position = after;
    let caughtUp = false;
    while (!aborted()) {
      const seen = this.appends.count;
      for await (const event of this.readAll({ after: position })) {
        yield { kind: 'event', event };
        if (aborted()) return;
        position = event.position;
        caughtUp = false;
      }
      if (!caughtUp) yield { kind: 'caught-up' };
      caughtUp = true;
      await this.appends.next(seen, signal);
    }
  }

  head(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.assertOpen();
      resolve(this.added.at(-1)?.position ?? this.through);
    });
  }

  /** The log below stays open. */
  close(): Promise<void> {
    this.isClosed = true;
    this.appends.notify();
    return Promise.resolve();
  }

  /** The result of the same append made before; an append that differs in any id is a conflict. */
  private async repeated(
    stream: string,
    expected: ExpectedRevision,
    before: number,
    actual: number,
    events: readonly SerialisedEvent[],
  ): Promise<AppendResult> {
    const known: RecordedEvent[] = [];
    if (events.length > 0 && before < actual) {
      for await (const event of this.readStream(stream, { from: before + 1, limit: events.length })) known.push(event);
    }
    const isSame = known.length > 0 && events.every(({ id }, index) => id === known[index]?.id);
    if (!isSame) throw new WrongExpectedRevisionError(stream, expected, actual);
    return { revision: before + events.length, position: known.at(-1)?.position };
  }

  private add(event: RecordedEvent): void {
    this.added.push(event);
    const redaction = redactionOf(event);
    if (redaction) this.redactions.push(redaction);
    const inStream = this.addedByStream.get(event.stream);
    if (inStream) inStream.push(event);
    else this.addedByStream.set(event.stream, [event]);
  }

  /** By redactions that were appended here; the log below makes its own. */
  private redacted(event: RecordedEvent): RecordedEvent {
    return redactBy(event, this.redactions);
  }

  private nextPosition(): string {
    return positionText(positionNumber(this.added.at(-1)?.position ?? this.through ?? '0') + 1);
  }

  /** Of the stream's last visible event in the log below; −1 if it has none. */
  private async baseRevision(stream: string): Promise<number> {
    const known = this.baseRevisions.get(stream);
    if (known !== undefined) return known;
    let revision = -1;
    for await (const event of this.baseBackwards(stream, undefined)) {
      revision = event.revision;
      break;
    }
    this.baseRevisions.set(stream, revision);
    return revision;
  }

  private async *baseEvents(stream: string, from: number): AsyncGenerator<RecordedEvent> {
    for await (const event of this.base.readStream(stream, { from })) {
      if (!this.isVisible(event)) return;
      yield event;
    }
  }

  private async *baseBackwards(stream: string, from: number | undefined): AsyncGenerator<RecordedEvent> {
    const options = { direction: 'backwards', ...(from !== undefined && { from }) } as const;
    for await (const event of this.base.readStream(stream, options)) if (this.isVisible(event)) yield event;
  }

  private async *baseAll(after: string | undefined): AsyncGenerator<RecordedEvent> {
    if (this.through === undefined || (after !== undefined && after >= this.through)) return;
    for await (const event of this.base.readAll({ after })) {
      if (!this.isVisible(event)) return;
      yield event;
    }
  }

  private isVisible({ position }: RecordedEvent): boolean {
    return this.through !== undefined && position <= this.through;
  }

  private assertOpen(): void {
    if (this.isClosed) throw new LogClosedError();
  }
}

const parse = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** Events that were added while the reader was elsewhere are read, too. */
function* fromIndex(events: readonly RecordedEvent[], first: number): Generator<RecordedEvent> {
  for (let index = first; index < events.length; index += 1) yield events[index] as RecordedEvent;
}

/** The added events of one stream have contiguous revisions. */
const afterRevision = (events: readonly RecordedEvent[], from: number): Iterable<RecordedEvent> =>
  fromIndex(events, Math.max(0, from - (events[0]?.revision ?? 0)));

async function* chained(
  ...sources: readonly (Iterable<RecordedEvent> | AsyncIterable<RecordedEvent>)[]
): AsyncGenerator<RecordedEvent> {
  for (const source of sources) yield* source;
}
