import { SCOPES } from '../../../src/access/access.events.js';
import type { Command } from '../../../src/command-handling/decider.js';
import type { CommandContext, CommandResult } from '../../../src/command-handling/command-context.js';
import { requestIdempotency } from '../../../src/command-handling/idempotency.js';
import type { Json } from '../../../src/event-log/event-log.js';

/** A request of a client, which may send it again and again with its idempotency key. */
export interface ClientRequest {
  readonly noun: 'claim' | 'actor';
  readonly id: string;
  readonly commands: readonly Command[];
  readonly context: CommandContext;
}

/** How one attempt ended: `rejected` and `unavailable` say that nothing was recorded; `open` says nothing. */
export type AttemptOutcome =
  | { readonly kind: 'recorded'; readonly result: CommandResult }
  | { readonly kind: 'rejected' | 'unavailable'; readonly error: Error }
  | { readonly kind: 'open'; readonly why: string };

export interface MadeRequest {
  readonly request: ClientRequest;
  readonly outcomes: AttemptOutcome[];
  /** Attempts that were sent. */
  attempts: number;
}

/** What clients sent, and what they were answered. */
export class History {
  /** By the digest of the idempotency key. */
  readonly requests = new Map<string, MadeRequest>();
  private count = 0;

  make(
    noun: ClientRequest['noun'],
    id: string,
    commands: readonly Command[],
    more: Pick<CommandContext, 'expectedRevision'> = {},
  ): MadeRequest {
    this.count += 1;
    const idempotency = requestIdempotency('tester', noun, `request ${this.count}`, commands as Json);
    const context = {
      principal: 'tester',
      scopes: SCOPES,
      correlationId: `r${this.count}`,
      causationId: `r${this.count}`,
      idempotency,
      ...more,
    };
    const made: MadeRequest = { request: { noun, id, commands, context }, outcomes: [], attempts: 0 };
    this.requests.set(idempotency.key, made);
    return made;
  }

  /** Entries of this claim that clients know of. */
  readonly knownEntries: { readonly claim: string; readonly id: string }[] = [];
  /** The last revision that a client learned, by stream. */
  readonly knownRevisions = new Map<string, number>();
}
