import { ACCESS_EVENTS } from '../access/access.event-types.js';
import { ACCESS_STREAM } from '../access/access.events.js';
import { parseStreamName } from '../domain/domain-event.js';
import type { RecordedEvent } from '../event-log/event-log.js';
import { AGGREGATES } from '../ledger/event-catalog.js';
import type { EventSchemas } from '../validation/event-definition.js';
import { freeTextIn } from '../validation/free-text.js';

/** The types of event in streams of a part of the ledger; undefined for another stream. */
export type SchemasOf = (stream: string) => EventSchemas | undefined;

/** Streams that name people: aggregates, principals and keys, and those of other parts, as deliveries of integrations. */
function schemasOf(stream: string, others: SchemasOf): EventSchemas | undefined {
  const named = parseStreamName(stream);
  // What a policy is called decides nothing about people, and read models are built by it.
  if (named) return named.noun === 'policy' ? undefined : AGGREGATES[named.noun];
  return stream === ACCESS_STREAM ? ACCESS_EVENTS : others(stream);
}

/**
 * JSON Pointers to what can be redacted of an event; empty for an event of which nothing can be.
 *
 * @param others the types of event in streams of parts that this one doesn't know
 */
export function redactableFields(
  { stream, type, data }: Pick<RecordedEvent, 'stream' | 'type' | 'data'>,
  others: SchemasOf,
): readonly string[] {
  const { types = {} }: Partial<EventSchemas> = schemasOf(stream, others) ?? {};
  const schema = Object.hasOwn(types, type) ? types[type] : undefined;
  return schema ? freeTextIn(schema.dto, data) : [];
}

/**
 * Whether a field is one of these, or an item of a list that is. A member of an object isn't: its name may be that of a
 * person, and what was redacted is published.
 */
export const isAmong = (pointer: string, redactable: readonly string[]): boolean =>
  redactable.some(
    (field) => pointer === field || (isWithin(pointer, [field]) && ITEM.test(pointer.slice(field.length))),
  );

const ITEM = /^\/\d+$/;

/** Whether something is replaced with one of these fields. */
export const isWithin = (pointer: string, fields: readonly string[]): boolean =>
  fields.some((field) => pointer === field || pointer.startsWith(`${field}/`));
