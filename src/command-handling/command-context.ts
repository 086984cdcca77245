import type { EventPlace } from '../event-log/position.js';
import type { RevisionPrecondition } from './errors.js';

/** Who sends a command, and how repetitions of the request are recognized. */
export interface CommandContext {
  readonly principal: string;
  /** What the principal may do, where a command needs more than its route knows. Absent: nothing. */
  readonly scopes?: readonly string[];
  readonly correlationId: string;
  readonly causationId: string;
  /** What is recorded is not sent to webhooks. */
  readonly silent?: true;
  /** Digests, see `idempotency.ts`. Absent: the request can't be repeated safely. */
  readonly idempotency?: { readonly key: string; readonly body: string };
  /** The revision that the caller saw; the command is rejected at any other. */
  readonly expectedRevision?: RevisionPrecondition;
}

/** An event that a command wrote. */
export interface AppendedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly revision: number;
}

/** The result of a command. A repeated command returns the same result, read from the events of its first run. */
export interface CommandResult {
  readonly written: readonly AppendedEvent[];
  /** The revision of the stream after these events; −1 if it doesn't exist. */
  readonly revision: number;
  /** The last of these events; undefined if the command wrote nothing. */
  readonly place: EventPlace | undefined;
  /** Whether the events were recorded by an earlier run of the same command. */
  readonly replayed: boolean;
}
