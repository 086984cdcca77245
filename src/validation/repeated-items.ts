import type { DomainEvent } from '../domain/domain-event.js';
import type { EventSchemas } from './event-definition.js';
import { FieldRegistry } from './field-registry.js';

type KeyOf = (item: string) => string;

const lists = new FieldRegistry<KeyOf>();

/** On a list of texts: items with the same key are recorded once, as the first of them is. */
export const RepeatsOnce =
  (keyOf: KeyOf = (item) => item): PropertyDecorator =>
  (target, property) => {
    lists.declare(target, String(property), keyOf);
  };

/**
 * A valid event without the repeated items of its lists. The lists are those that were sent until here, so that errors
 * name items by their places in them.
 */
export function withoutRepeats<Types>(
  { types }: EventSchemas<keyof Types & string>,
  event: DomainEvent<Types>,
): DomainEvent<Types> {
  const data = { ...event.data } as Record<string, unknown>;
  for (const [field, keyOf] of lists.of(types[event.type].dto)) {
    const items = data[field];
    if (Array.isArray(items)) data[field] = firstOfEach(items as string[], keyOf);
  }
  return { ...event, data };
}

const firstOfEach = (items: readonly string[], keyOf: KeyOf): readonly string[] => {
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
};
