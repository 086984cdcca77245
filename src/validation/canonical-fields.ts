import type { DtoClass } from './dto-class.js';

type Rewrite = (value: unknown) => unknown;

const rewrites = new Map<object, Map<string, Rewrite>>();

/** On a field: how its value is written before it is checked and stored. What can't be rewritten is returned as it is. */
export const Canonical =
  (rewrite: Rewrite): PropertyDecorator =>
  (target, property) => {
    const own = rewrites.get(target) ?? new Map<string, Rewrite>();
    rewrites.set(target, own.set(String(property), rewrite));
  };

/** The body with its fields in canonical form, so that two spellings of one value are stored as one. */
export function canonicalFields(
  dto: DtoClass,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (let target = dto.prototype as object | null; target; target = Object.getPrototypeOf(target) as object | null) {
    for (const [field, rewrite] of rewrites.get(target) ?? []) {
      if (Object.hasOwn(body, field) && !(field in changed)) changed[field] = rewrite(body[field]);
    }
  }
  return { ...body, ...changed };
}
