import { ACCESS_EVENTS } from '../access/access.event-types.js';
import { ACCESS_STREAM } from '../access/access.events.js';
import { DELIVERY_EVENTS } from '../deliveries/delivery.event-types.js';
import { deliveryOfStream } from '../deliveries/delivery.events.js';
import { parseStreamName } from '../domain/domain-event.js';
import type { JsonObject } from '../lib/json.js';
import { AGGREGATES } from '../ledger/event-catalog.js';
import type { EventSchemas } from '../validation/event-definition.js';
import { freeTextIn } from '../validation/free-text.js';

/** Streams that name people: aggregates, deliveries of integrations, principals and keys. */
function schemasOf(stream: string): EventSchemas | undefined {
  const named = parseStreamName(stream);
  // What a policy is called decides nothing about people, and read models are built by it.
  if (named) return named.noun === 'policy' ? undefined : AGGREGATES[named.noun];
  if (stream === ACCESS_STREAM) return ACCESS_EVENTS;
  return deliveryOfStream(stream) === undefined ? undefined : DELIVERY_EVENTS;
}

/** JSON Pointers to what can be redacted of an event; empty for an event of which nothing can be. */
export function redactableFields(stream: string, type: string, data: JsonObject): readonly string[] {
  const { types = {} }: Partial<EventSchemas> = schemasOf(stream) ?? {};
  const schema = Object.hasOwn(types, type) ? types[type] : undefined;
  return schema ? freeTextIn(schema.dto, data) : [];
}

/** Whether a field is one of these, or an item of one. */
export const isAmong = (pointer: string, redactable: readonly string[]): boolean =>
  redactable.some((field) => pointer === field || pointer.startsWith(`${field}/`));
