import type { DtoClass } from './dto-class.js';
import { FieldRegistry } from './field-registry.js';
import { planOf } from './validation-plan.js';

const fields = new FieldRegistry<boolean | readonly string[]>();

/**
 * On a field: whether it has words or addresses that can be redacted. Lists are redacted item by item, objects with the
 * names of their members.
 */
export const FreeText =
  (isFree = true): PropertyDecorator =>
  (target, property) => {
    fields.declare(target, String(property), isFree);
  };

/** On a field with an object: of its members, all but these can be redacted, each by itself. */
export const FreeTextExcept =
  (...fixed: readonly string[]): PropertyDecorator =>
  (target, property) => {
    fields.declare(target, String(property), fixed);
  };

/** JSON Pointers to the fields of this object that have words or addresses, in the order of the class. */
export function freeTextIn(dto: DtoClass, body: Readonly<Record<string, unknown>>, at = ''): string[] {
  const free = fields.of(dto);
  return planOf(dto).fields.flatMap(({ name, nested }) => {
    const value = body[name];
    if (value === undefined || value === null) return [];
    const pointer = `${at}/${name}`;
    if (!nested) return ownFreeText(free.get(name), value, pointer);
    if (!Array.isArray(value)) return freeTextIn(nested.dto, value as Readonly<Record<string, unknown>>, pointer);
    return value.flatMap((item, index) =>
      freeTextIn(nested.dto, item as Readonly<Record<string, unknown>>, `${pointer}/${index}`),
    );
  });
}

function ownFreeText(free: boolean | readonly string[] = false, value: unknown, pointer: string): string[] {
  if (typeof free === 'boolean') return free && hasText(value) ? [pointer] : [];
  return Object.entries(value as object).flatMap(([name, member]) =>
    !free.includes(name) && hasText(member) ? [`${pointer}/${name}`] : [],
  );
}

function hasText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.some(hasText);
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
