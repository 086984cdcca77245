import type { DomainEvent } from '../domain/domain-event.js';
import type { DtoClass } from './dto-class.js';
import type { EventSchemas } from './event-definition.js';

type KeyOf = (item: string) => string;

const lists = new Map<object, Map<string, KeyOf>>();

/** On a list of texts: items with the same key are recorded once, as the first of them is. */
export const RepeatsOnce =
  (keyOf: KeyOf = (item) => item): PropertyDecorator =>
  (target, property) => {
    const own = lists.get(target) ?? new Map<string, KeyOf>();
    lists.set(target, own.set(String(property), keyOf));
  };

/**
 * A valid event without the repeated items of its lists. The lists are those that were sent until here, so that errors
 * name items by their places in them.
 */
export function withoutRepeats<Types>(
  { types }: EventSchemas<keyof Types & string>,
  event: DomainEvent<Types>,
): DomainEvent<Types> {
  const data = event.data as Readonly<Record<string, unknown>>;
  const changed = Object.fromEntries(
    [...listsOf(types[event.type].dto)].flatMap(([field, keyOf]) => {
      const items = data[field];
      return Array.isArray(items) ? [[field, firstOfEach(items as string[], keyOf)]] : [];
    }),
  );
  return { ...event, data: { ...data, ...changed } };
}

function listsOf(dto: DtoClass): Map<string, KeyOf> {
  const found = new Map<string, KeyOf>();
  for (let target = dto.prototype as object | null; target; target = Object.getPrototypeOf(target) as object | null) {
    for (const [field, keyOf] of lists.get(target) ?? []) if (!found.has(field)) found.set(field, keyOf);
  }
  return found;
}

const firstOfEach = (items: readonly string[], keyOf: KeyOf): readonly string[] => {
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
};
