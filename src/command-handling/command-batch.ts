import type { NewEvent } from '../event-log/event-log.js';
import type { Decider } from './decider.js';
import { createEvent, type SizedEvent } from './event-envelope.js';
import { RevisionMismatchError, type RevisionPrecondition } from './errors.js';
import type { DomainEvent, EventMetadata } from '../domain/domain-event.js';
import type { CommandContext } from './command-context.js';
import type { ProcessedRequest, LoadedStream } from './stream-cache.js';

/** An append takes at most 1 MiB. A log counts fewer bytes of an event than we do. */
const MAX_ROUND_BYTES = 500_000;

/** A command and its context. */
export interface PendingCommand<Command> {
  readonly command: Command;
  readonly context: CommandContext;
}

/** The result of a command: it is rejected, it is a repetition, or it writes events from the revision `first` on. */
export type CommandDecision =
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'known'; readonly earlier: ProcessedRequest }
  | { readonly kind: 'decided'; readonly first: number; readonly events: readonly NewEvent[] };

/**
 * Commands for one stream, each decided on the state that the ones before it will lead to: as many as fit into one
 * append, and at least one. The decisions are valid only if that append succeeds, so the responses wait for it.
 */
export interface CommandBatch {
  readonly decisions: readonly CommandDecision[];
  /** Of all decisions; the first one follows the revision that was loaded. */
  readonly events: readonly NewEvent[];
}

/**
 * Pure, except for the ids of events. Changes nothing that is loaded: without drafts of the decider, a batch is one
 * command.
 */
export function decideBatch<State, Command, Types>(
  stream: string,
  loaded: LoadedStream<State>,
  decider: Decider<State, Command, Types>,
  commands: readonly PendingCommand<Command>[],
  metadataOf: (context: CommandContext) => EventMetadata,
): CommandBatch {
  const { drafts } = decider;
  const several = drafts && commands.length > 1;
  const decisions: CommandDecision[] = [];
  const events: NewEvent[] = [];
  const pending = new Map<string, ProcessedRequest>();
  let { state } = loaded;
  let bytes = 0;
  for (const { command, context } of several ? commands : commands.slice(0, 1)) {
    const { idempotency } = context;
    const earlier = idempotency && (loaded.requests.get(idempotency.key) ?? pending.get(idempotency.key));
    if (earlier) {
      decisions.push({ kind: 'known', earlier });
      continue;
    }
    const revision = loaded.revision + events.length;
    let facts: readonly DomainEvent<Types>[];
    let enveloped: readonly SizedEvent[];
    try {
      expectSeen(revision, context.expectedRevision);
      facts = decider.decide(state, command);
      const metadata = metadataOf(context);
      enveloped = facts.map((fact, index) => createEvent(stream, revision + 1 + index, fact, metadata));
    } catch (error) {
      decisions.push({ kind: 'refused', error });
      continue;
    }
    bytes = enveloped.reduce((sum, event) => sum + event.bytes, bytes);
    if (bytes > MAX_ROUND_BYTES && events.length > 0) break;
    const first = revision + 1;
    decisions.push({ kind: 'decided', first, events: enveloped.map(({ event }) => event) });
    if (facts.length === 0) continue;
    events.push(...enveloped.map(({ event }) => event));
    if (!several) break;
    if (idempotency) pending.set(idempotency.key, { body: idempotency.body, first, last: revision + facts.length });
    state = facts.reduce(drafts.apply, state === loaded.state ? drafts.copy(state) : state);
  }
  return { decisions, events };
}

/** True if the batch may be decided on cached state: an append checks the revision, and a repetition stays one. */
export const holdsOnStaleState = ({ decisions, events }: CommandBatch): boolean =>
  events.length > 0 || decisions.every(({ kind }) => kind === 'known');

function expectSeen(revision: number, seen: RevisionPrecondition | undefined): void {
  if (seen !== undefined && !isAsSeen(revision, seen)) throw new RevisionMismatchError(seen, revision);
}

/** Whether a revision is one that the precondition accepts. */
export function isAsSeen(revision: number, seen: RevisionPrecondition): boolean {
  if (seen === 'existing') return revision >= 0;
  return typeof seen === 'number' ? revision === seen : seen.includes(revision);
}
