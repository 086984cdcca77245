import type { NewEvent } from '../event-log/event-log.js';
import type { Decider } from './decider.js';
import { createEvent, type SizedEvent } from './event-envelope.js';
import { RevisionMismatchError, type RevisionPrecondition } from './errors.js';
import type { DomainEvent, EventMetadata } from '../domain/domain-event.js';
import type { CommandContext } from './command-context.js';
import type { ProcessedRequest, LoadedStream } from './stream-cache.js';

/** An append takes 1 MiB; what a log counts of an event is less than the whole of it. */
const MAX_ROUND_BYTES = 500_000;

/** A command, and who asks for it. */
export interface PendingCommand<Command> {
  readonly command: Command;
  readonly context: CommandContext;
}

/** What a command comes to: it is refused, it ran before, or it writes the events from one revision to another. */
export type CommandDecision =
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'known'; readonly earlier: ProcessedRequest }
  | { readonly kind: 'decided'; readonly first: number; readonly events: readonly NewEvent[] };

/**
 * Commands for one stream, each decided on what those before it will have written: as many as go into one append, and
 * at least one. What is decided holds only if that append is made; so the answers wait for it.
 */
export interface CommandBatch {
  readonly decisions: readonly CommandDecision[];
  /** Of all the decisions; the first follows the revision that was loaded. */
  readonly events: readonly NewEvent[];
}

/** Pure but for the ids of events. Changes nothing that is loaded: where the decider makes no drafts, a round is one command. */
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

/** Whether the answers are right even if the stream that they were decided on has grown: appending finds that out. */
export const holdsOnStaleState = ({ decisions, events }: CommandBatch): boolean =>
  events.length > 0 || decisions.every(({ kind }) => kind === 'known');

function expectSeen(revision: number, seen: RevisionPrecondition | undefined): void {
  if (seen !== undefined && !isAsSeen(revision, seen)) throw new RevisionMismatchError(seen, revision);
}

function isAsSeen(revision: number, seen: RevisionPrecondition): boolean {
  if (seen === 'existing') return revision >= 0;
  return typeof seen === 'number' ? revision === seen : seen.includes(revision);
}
