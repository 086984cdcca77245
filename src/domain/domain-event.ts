import type { RecordedEvent } from '../event-log/event-log.js';

/** The metadata of every event. */
export interface EventMetadata {
  readonly schemaVersion: number;
  /** When it was recorded, by the writer's clock: an ISO instant in UTC with milliseconds. */
  readonly recordedAt: string;
  /** The principal that recorded it. */
  readonly recordedBy: string;
  /** Shared by all events that one request, or one line of an import, caused. */
  readonly correlationId: string;
  /** The id of the event that caused this one; the correlation id if the caller caused it. */
  readonly causationId: string;
  /** It is not sent to webhooks, nor are the changes of status that it causes immediately. */
  readonly silent?: true;
  /** Digests of the idempotency key with its scope, and of the body of the request. */
  readonly idempotency?: { readonly key: string; readonly body: string };
}

/** A domain event before it is recorded: a type with its data. `Types` maps types to their data. */
export type DomainEvent<Types> = {
  [T in keyof Types & string]: { readonly type: T; readonly data: Types[T] };
}[keyof Types & string];

/** A clerical change: changes only the fields that it has; null removes an optional field. */
export type Amendment<T> = { readonly [K in keyof T]?: T[K] | (undefined extends T[K] ? null : never) };

/** A domain event as the log holds it. */
export type RecordedDomainEvent<Types> = DomainEvent<Types> &
  Omit<RecordedEvent, 'type' | 'data' | 'metadata'> & { readonly metadata: EventMetadata };

/** The aggregates. Each has a stream of its own, named `<type>-<id>`. */
export const AGGREGATE_TYPES = ['actor', 'document', 'claim', 'narrative', 'policy'] as const;
export type AggregateType = (typeof AGGREGATE_TYPES)[number];

export const streamName = (noun: AggregateType, id: string): string => `${noun}-${id}`;

/** The aggregate type and the id in a stream's name; undefined for a stream that isn't an aggregate's. */
export function parseStreamName(stream: string): { noun: AggregateType; id: string } | undefined {
  const noun = AGGREGATE_TYPES.find((candidate) => stream.startsWith(`${candidate}-`));
  return noun && { noun, id: stream.slice(noun.length + 1) };
}
