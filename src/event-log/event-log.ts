import type { JsonObject } from '../lib/json.js';

export type { Json, JsonObject } from '../lib/json.js';

/** An event to be appended. The writer chooses `id`, a UUID, so that the log can distinguish a retry from a new event. */
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
  /** 20 digits, compared as a string. Strictly increasing over the whole log, with gaps. */
  readonly position: string;
}

/**
 * The precondition of an append. A number: the revision of the stream's last event; −1 means the same as `no-stream`, so
 * that the `actual` revision of a conflict can be used here. `any`: no precondition.
 */
export type ExpectedRevision = number | 'no-stream' | 'any';

export interface AppendResult {
  /** Of the last event that this append wrote, now or at the first attempt; of the stream, if the append was empty. */
  readonly revision: number;
  /** Of the last event that this append wrote, now or at the first attempt; undefined if the append was empty. */
  readonly position: string | undefined;
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** The first revision to read, inclusive. Default: the first forwards, the last backwards. */
  readonly from?: number;
  /** Maximum number of events. Default: no limit. */
  readonly limit?: number;
}

/**
 * What a subscription yields: events in log order; `caught-up` once each time it has yielded everything there is;
 * `cut-off` once if it then loses the connection to its store. It resumes by itself when the store is back.
 */
export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'cut-off' };

/**
 * The event log: the source of truth of the ledger, and the port that every store implements. Every adapter passes the
 * contract suite in `test/event-log/contract`. Callers may rely on this:
 *
 * - An append writes to one stream. It is atomic, and durable once its promise resolves.
 * - Optimistic concurrency: if the stream isn't at the expected revision, the append writes nothing and rejects with a
 *   `WrongExpectedRevisionError`, which has the actual revision.
 * - Appends are idempotent: a retry with the same event ids and the same numeric or `no-stream` expectation returns the
 *   result of the first attempt and writes nothing.
 * - An empty append only checks the revision.
 * - `readAll` and `subscribe` start after the given position (exclusive). They yield committed events only, each once, in
 *   log order.
 * - Reading a stream that doesn't exist yields nothing. A read never ends early as if it were complete: `readStream` yields
 *   every event that the stream had when the read began, within its bounds, or rejects; `eventAt` resolves to undefined only
 *   if the log has no event there.
 * - The data, the metadata and twice the type names of one append take at most 1 MiB, as JSON in UTF-8.
 * - Names of streams and types have 1 to 200 characters and don't start with `$`; ids are UUIDs in lower case; data and
 *   metadata are plain JSON objects; all text is well-formed Unicode. An append that breaks a rule writes nothing and
 *   rejects with an `InvalidAppendError`.
 * - A subscription yields `caught-up` whenever it has yielded everything there is, once until the next event, or until it
 *   yields `cut-off`: then it isn't known what else there is.
 * - An event of the type `EntryRedacted` in the stream `redactions` names another event, and fields of it (`redaction.ts`).
 *   From its append on, every read yields that event with these fields replaced.
 * - A store may allow its operator to delete a stream permanently, which the ledger never does. `readAll` and `subscribe`
 *   then yield an event of the type `STREAM_DELETED` in that stream, its last, with the revision `LAST_REVISION`; appending
 *   to the stream and reading it rejects with a `StreamDeletedError`.
 * - After `close`, every call rejects with a `LogClosedError`.
 *
 * Besides these errors, a call rejects with a `LogUnavailableError` if the store can't be used now; nothing was written.
 * An append rejects with an `UnknownOutcomeError` if it isn't known whether it was made: retry it with the same ids.
 */
export interface EventLog {
  /** Identifies the log permanently. Positions are only comparable within one log. */
  readonly id: string;
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;
  readAll(options?: { readonly after?: string | undefined; readonly limit?: number }): AsyncIterable<RecordedEvent>;
  /** The event at exactly this position; undefined if the log has none there. */
  eventAt(position: string): Promise<RecordedEvent | undefined>;
  /** Ends when the signal aborts. Leaving the loop early releases all resources. */
  subscribe(options: {
    readonly after?: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncIterable<SubscriptionMessage>;
  /** The position of the last event; undefined for an empty log. A lower bound: more may be appended at any time. */
  head(): Promise<string | undefined>;
  /** The number of events. Absent if the store can't count them without reading them all. */
  count?(): Promise<number>;
  /**
   * Removes what redactions replaced from the files of the store. Resolves to false if a reader prevents that now. Absent
   * if the store keeps it.
   */
  erase?(): Promise<boolean>;
  /**
   * Resolves if an append could be made now, as far as the store can say without one: no event is written. Rejects with the
   * error of the store. Absent if it can't say that.
   */
  checkWritable?(): Promise<void>;
  close(): Promise<void>;
}

/** The type of the event that reports that its stream was deleted permanently in the store. No append may use it. */
export const STREAM_DELETED = '$streamDeleted';
/** The revision of that event. */
export const LAST_REVISION = Number.MAX_SAFE_INTEGER;

/** Base class of the log's own errors. */
export class EventLogError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream is not at the expected revision. `actual` is −1 if the stream doesn't exist. */
export class WrongExpectedRevisionError extends EventLogError {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number,
  ) {
    super(
      `Stream ${stream} ${actual < 0 ? "doesn't exist" : `is at revision ${actual}`}; expected ${typeof expected === 'number' ? `revision ${expected}` : expected}.`,
    );
  }
}

/** The append breaks a rule of the port: too large, an invalid id or name, or values that aren't well-formed JSON. */
export class InvalidAppendError extends EventLogError {}

/**
 * Why a store can't be used: it doesn't answer, denies access, shows a certificate that can't be verified, or has other
 * data than before. Values of a metric's label, so they don't change.
 */
export const UNAVAILABLE_REASONS = ['no-answer', 'access-denied', 'certificate', 'other-data'] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

interface UnavailableOptions extends ErrorOptions {
  readonly reason?: UnavailableReason;
  readonly publicReason?: string | undefined;
}

/** The store can't be reached or is busy. Nothing was written; the same append may be retried. */
export class LogUnavailableError extends EventLogError {
  readonly reason: UnavailableReason;
  /** Why, in words, without the address of the store; undefined if only the store's operator may know. */
  readonly publicReason: string | undefined;

  constructor(message: string, { reason = 'no-answer', publicReason, ...options }: UnavailableOptions = {}) {
    super(message, options);
    this.reason = reason;
    this.publicReason = publicReason;
  }
}

/** This process has closed the log, since it ends. */
export class LogClosedError extends LogUnavailableError {
  constructor() {
    super('The log is closed.');
  }
}

/** The stream was deleted permanently in the store. */
export class StreamDeletedError extends EventLogError {}

/** It isn't known whether the append was made, or at which position. Retry it with the same ids to find out. */
export class UnknownOutcomeError extends EventLogError {
  /** Why, in words without the address of the store; undefined if only the store's operator may know. */
  readonly publicReason: string | undefined;

  constructor(message: string, { publicReason, ...options }: Pick<UnavailableOptions, 'cause' | 'publicReason'> = {}) {
    super(message, options);
    this.publicReason = publicReason;
  }
}
