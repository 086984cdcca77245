import type { RecordedEvent } from '../event-log/event-log.js';
import type { Rating, Status } from '../domain/vocabulary.js';

/** The verdict on a claim: its status, the rule that decided, and the rating of a rated claim. */
export interface ClaimStatus {
  /** The status. */
  readonly status: Status;
  /** The rule of the policy that decided. */
  readonly rule: string;
  /** Of a rated claim: the rating. */
  readonly rating?: Rating;
}

/** A claim whose state would change if events were recorded. */
export interface StateChange {
  /** The id of the claim. */
  readonly claim: string;
  /** The text of the claim. */
  readonly text: string;
  /** The status now; null for a claim that is not in the ledger yet. */
  readonly before: ClaimStatus | null;
  /** The status afterwards. */
  readonly after: ClaimStatus;
}

export interface StateChanges {
  /** The first of them, in the order in which the claims were registered. */
  readonly changes: readonly StateChange[];
  /** How many there are beyond these. */
  readonly omitted: number;
}

/** States can't be previewed now; the message says why. */
export class PreviewUnavailableError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = new.target.name;
  }
}

/** A temporary copy of the read model, in which events can be tried. */
export interface StatePreview {
  /** Of the last event that the copy holds: events to be tried must follow it. */
  readonly position: string | undefined;
  /**
   * The changes that these events would bring about. Call it once.
   *
   * @param through the last position of the log that the events were decided on
   */
  changes(through: string | undefined, events: readonly RecordedEvent[]): Promise<StateChanges>;
  /** Deletes the copy. Idempotent. */
  close(): Promise<void>;
}

/** Makes previews. An injection token: what makes the copy runs in a thread of its own. */
export abstract class StatePreviews {
  /** Throws a `PreviewUnavailableError`. */
  abstract begin(): Promise<StatePreview>;
}
