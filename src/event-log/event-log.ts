import type { JsonObject } from '../lib/json.js';

export type { Json, JsonObject } from '../lib/json.js';

/** An event about to be appended. `id` is a UUID chosen by the writer, so that a retry can be told from a new event. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** An event as the log holds it. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** From 0, contiguous within the stream. */
  readonly revision: number;
  /** 20 digits, compared as a string; strictly increasing over the whole log, gaps are normal. */
  readonly position: string;
}

/**
 * The revision that a stream must have for an append to be made; a number is the revision of its last event, and −1,
 * which a conflict may name as the actual one, means the same as `no-stream`.
 */
export type ExpectedRevision = number | 'no-stream' | 'any';

export interface AppendResult {
  /** Of the last event that this append wrote, or wrote the first time; of the stream, if the append was empty. */
  readonly revision: number;
  /** Of the last event that this append wrote, or wrote the first time; undefined if the append was empty. */
  readonly position: string | undefined;
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** The first revision to read, inclusive. Default: the first forwards, the last backwards. */
  readonly from?: number;
  readonly limit?: number;
}

/**
 * What a subscription yields: events in log order, and once each time it has caught up, that it has. If it then loses
 * its store, it says that it is cut off, once, and goes on when the store is back.
 */
export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'cut-off' };

/**
 * The one truth. What every store promises, in words; `test/event-log/contract.ts` says it in code:
 *
 * - An append is atomic and durable when its promise resolves, and writes to one stream.
 * - A conflict rejects with `WrongExpectedRevisionError`, which carries the actual revision.
 * - The same ids with the same numeric or `no-stream` expectation again answer as the first time and write nothing.
 * - An empty append only checks the revision.
 * - Reads of all, and subscriptions, start after the position given, see committed events only, and never
 *   one event twice or out of order.
 * - A stream that does not exist reads as empty.
 * - Data and metadata of one append take at most 1 MiB as JSON in UTF-8, twice the length of each type included.
 * - Names of streams and types have 1 to 200 characters and don't start with `$`; ids are UUIDs in lower case; data and
 *   metadata are plain JSON objects; all text is well-formed Unicode. An append that breaks a rule is refused whole.
 * - A subscription says that it has caught up whenever it has given everything there was, once until the next event,
 *   or until it says that it is cut off: from then on nobody knows what else there is.
 * - After `close` every call rejects with `LogUnavailableError`.
 */
export interface EventLog {
  /** Identifies this log for ever, through restarts; positions of another log mean nothing here. */
  readonly id: string;
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;
  readAll(options?: { readonly after?: string | undefined; readonly limit?: number }): AsyncIterable<RecordedEvent>;
  /** Ends when the signal aborts; leaving the loop early releases everything it holds. */
  subscribe(options: {
    readonly after?: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncIterable<SubscriptionMessage>;
  /** The position of the last event, undefined in an empty log. Only a bound: more may be written at any time. */
  head(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Base of all errors that the log itself raises. */
export class EventLogError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream is not at the expected revision. `actual` is −1 if there is no stream. */
export class WrongExpectedRevisionError extends EventLogError {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number,
  ) {
    super(
      `Stream ${stream} is ${actual < 0 ? 'not there' : `at revision ${actual}`}, expected ${typeof expected === 'number' ? `revision ${expected}` : expected}.`,
    );
  }
}

/** The events break a rule of the port: too large, no UUID, a reserved or empty name, text that is not well-formed. */
export class InvalidAppendError extends EventLogError {}

/** The store can't be reached or is busy; nothing was written, the same append may be tried again. */
export class LogUnavailableError extends EventLogError {}

/** It isn't known whether the append was made, or where; the same ids may be appended again to find out. */
export class UnknownOutcomeError extends EventLogError {}
