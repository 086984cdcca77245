import type { DeliveryRecorded } from '../../../deliveries/delivery.events.js';
import type { Command } from '../../../command-handling/decider.js';
import type { Violation } from '../../../command-handling/errors.js';
import type { EventSummary, StateSummary } from '../../../import/import-report.js';
import type { StateChange } from '../../../read-model/state-preview.js';

/** Why a delivery, or a part of it, was not recorded. */
export interface DeliveryFailure {
  /** What is wrong, and what to do. */
  readonly message: string;
  /** The number of the command that the ledger rejected, from 1; absent if the payload, or a part of it, can't be mapped. */
  readonly command?: number;
  /** Where it is wrong: of a command that was rejected, in its fields; else in the payload. At most 10. */
  readonly errors?: readonly Violation[];
}

/** The outcome of an attempt to record a delivery. With a failure, what is missing can be recorded by another attempt. */
export interface DeliveryOutcome {
  readonly recorded: DeliveryRecorded;
  readonly failure?: DeliveryFailure;
}

/** What a payload would record. */
export interface DeliveryPreview {
  /** The commands that it leads to, in order. */
  readonly commands: readonly {
    /** In the form of a line of an import. */
    readonly command: Command;
    /** The events that it would record; empty for what the ledger has already. */
    readonly wouldRecord: readonly EventSummary[];
    /** Why the ledger would reject it. */
    readonly failure?: DeliveryFailure;
  }[];
  /** Of ClaimReview: what becomes of each review. */
  readonly reviews?: readonly object[];
  /** Why nothing, or not all of it, would be recorded. */
  readonly failures: readonly DeliveryFailure[];
  /** The claims whose state would change. */
  readonly states: readonly StateChange[];
  /** How many there are, or why they are unknown. */
  readonly summary: StateSummary;
}
