import type { RecordedEvent } from '../event-log/event-log.js';

/** What every event says of its own recording. */
export interface EventMetadata {
  readonly schemaVersion: number;
  /** The writer's clock: an ISO instant in UTC with milliseconds. */
  readonly recordedAt: string;
  /** The principal that recorded it. */
  readonly recordedBy: string;
  /** Ties together all that one request, or one line of an import, brought about. */
  readonly correlationId: string;
  /** The event that this one follows from, or the correlation itself where a caller asked for it. */
  readonly causationId: string;
  /** Digests of (principal, route, key) and of the body that it came with. */
  readonly idempotency?: { readonly key: string; readonly body: string };
}

/** An event of the domain, before it is recorded: a type and the data that this type has. */
export type DomainEvent<Types> = {
  [T in keyof Types & string]: { readonly type: T; readonly data: Types[T] };
}[keyof Types & string];

/** A clerical change: only the fields that it carries change, and null takes an optional field away. */
export type Amendment<T> = { readonly [K in keyof T]?: T[K] | (object extends Pick<T, K> ? null : never) };

/** An event of the domain as the log holds it. */
export type RecordedDomainEvent<Types> = DomainEvent<Types> &
  Omit<RecordedEvent, 'type' | 'data' | 'metadata'> & { readonly metadata: EventMetadata };

/** The nouns that have streams of their own, each named `<noun>-<id>`. */
export const AGGREGATE_TYPES = ['actor', 'document', 'claim', 'narrative'] as const;
export type AggregateType = (typeof AGGREGATE_TYPES)[number];

export const streamName = (noun: AggregateType, id: string): string => `${noun}-${id}`;

/** The noun and the id that a stream's name is made of; undefined for a stream of another sort. */
export function parseStreamName(stream: string): { noun: AggregateType; id: string } | undefined {
  const noun = AGGREGATE_TYPES.find((candidate) => stream.startsWith(`${candidate}-`));
  return noun && { noun, id: stream.slice(noun.length + 1) };
}
