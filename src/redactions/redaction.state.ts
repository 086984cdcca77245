import type { RecordedDomainEvent } from '../domain/domain-event.js';
import type { RedactionEventTypes, RedactionRequested } from './redaction.events.js';

/** When a request was decided, and by which principal. */
export interface Decision {
  readonly at: string;
  readonly by: string;
}

export type RedactionOutcome =
  | (Decision & { readonly status: 'rejected'; readonly reason?: string })
  | (Decision & { readonly status: 'redacted'; readonly digest: string });

/** A request, and what became of it. */
export interface KnownRedaction extends RedactionRequested {
  readonly requestedAt: string;
  readonly requestedBy: string;
  /** Absent: it waits for approval. */
  readonly outcome?: RedactionOutcome;
}

/** By id, in the order of the requests. */
export type RedactionState = Map<string, KnownRedaction>;

export function evolveRedactions(
  state: RedactionState,
  { type, data, metadata }: RecordedDomainEvent<RedactionEventTypes>,
): RedactionState {
  const { recordedAt: at, recordedBy: by } = metadata;
  if (type === 'RedactionRequested') return state.set(data.redaction, { ...data, requestedAt: at, requestedBy: by });
  const known = state.get(data.redaction);
  if (!known) return state;
  const outcome: RedactionOutcome =
    type === 'EntryRedacted'
      ? { status: 'redacted', at, by, digest: data.digest }
      : { status: 'rejected', at, by, ...(data.reason !== undefined && { reason: data.reason }) };
  return state.set(data.redaction, { ...known, outcome });
}
