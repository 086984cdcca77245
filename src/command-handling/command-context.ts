import type { RevisionPrecondition } from './errors.js';

/** Who asks, and how the request is told from others. */
export interface CommandContext {
  readonly principal: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** Digests, see `idempotency.ts`. Absent: the request can't be repeated safely. */
  readonly idempotency?: { readonly key: string; readonly body: string };
  /** The revision that the caller saw; another one now is refused. */
  readonly expectedRevision?: RevisionPrecondition;
}

/** An event that a command wrote. */
export interface AppendedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly revision: number;
}

/** What a command came to. A repeated command gets this same answer again, made from its first events. */
export interface CommandResult {
  readonly written: readonly AppendedEvent[];
  /** Of the stream after these events; −1 if it isn't there. */
  readonly revision: number;
  /** Of the last of these events; undefined if the command wrote nothing. */
  readonly position: string | undefined;
  /** Whether the events were recorded by an earlier run of the same command. */
  readonly replayed: boolean;
}
