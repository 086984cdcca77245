import type { DtoClass } from './dto-class.js';
import { FieldRegistry } from './field-registry.js';
import { planOf } from './validation-plan.js';

const fields = new FieldRegistry<boolean>();

/** On a field: whether it has words or addresses that can be redacted. Lists and objects are redacted item by item. */
export const FreeText =
  (isFree = true): PropertyDecorator =>
  (target, property) => {
    fields.declare(target, String(property), isFree);
  };

/** JSON Pointers to the fields of this object that have words or addresses, in the order of the class. */
export function freeTextIn(dto: DtoClass, body: Readonly<Record<string, unknown>>, at = ''): string[] {
  const free = fields.of(dto);
  return planOf(dto).fields.flatMap(({ name, nested }) => {
    const value = body[name];
    if (value === undefined || value === null) return [];
    const pointer = `${at}/${name}`;
    if (!nested) return free.get(name) === true && hasText(value) ? [pointer] : [];
    if (!Array.isArray(value)) return freeTextIn(nested.dto, value as Readonly<Record<string, unknown>>, pointer);
    return value.flatMap((item, index) =>
      freeTextIn(nested.dto, item as Readonly<Record<string, unknown>>, `${pointer}/${index}`),
    );
  });
}

const hasText = (value: unknown): boolean =>
  typeof value === 'string'
    ? value !== ''
    : typeof value === 'object' && value !== null && Object.values(value).some(hasText);
