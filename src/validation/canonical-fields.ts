import type { DtoClass } from './dto-class.js';
import { FieldRegistry } from './field-registry.js';

type Rewrite = (value: unknown) => unknown;

const rewrites = new FieldRegistry<Rewrite>();

/** On a field: how its value is written before it is checked and stored. What can't be rewritten is returned as it is. */
export const Canonical =
  (rewrite: Rewrite): PropertyDecorator =>
  (target, property) => {
    rewrites.declare(target, String(property), rewrite);
  };

/** The body with its fields in canonical form, so that two spellings of one value are stored as one. */
export function canonicalFields(
  dto: DtoClass,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  let fields = body;
  for (const [field, rewrite] of rewrites.of(dto)) {
    if (!Object.hasOwn(body, field)) continue;
    const value = rewrite(body[field]);
    if (value !== body[field]) fields = { ...fields, [field]: value };
  }
  return fields;
}
