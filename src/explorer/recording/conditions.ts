import type { Field } from './field.js';
import type { Values } from './values.js';

interface Condition {
  /** What has the field. */
  readonly kind: string;
  /** Whether it needs it. */
  readonly isNeeded: boolean;
}

/** Fields that only one kind has: the ledger rejects them for others. */
export const OF_KIND: Readonly<Record<string, Condition>> = {
  holder: { kind: 'position', isNeeded: true },
  due: { kind: 'forecast', isNeeded: false },
  description: { kind: 'unnamed', isNeeded: true },
  outlet: { kind: 'unnamed', isNeeded: true },
};

/** What the ledger itself fills in: leaving these fields open isn't an answer. */
export const FILLED_IN: Values = { extent: 'whole' };

/** What a form asks for while it holds these values: nothing that would be rejected. */
export function askedFor(fields: readonly Field[], values: Values): readonly Field[] {
  const hasKinds = fields.some(({ name }) => name === 'kind');
  return fields.flatMap((field) => {
    if (Object.hasOwn(FILLED_IN, field.name)) return [{ ...field, isRequired: true }];
    const condition = hasKinds ? OF_KIND[field.name] : undefined;
    if (!condition) return [field];
    if (values['kind'] !== condition.kind) return [];
    return [{ ...field, isRequired: field.isRequired || condition.isNeeded }];
  });
}

/** The fields of an amendment: what there is and can't be taken away has to stay filled in. */
export const keptFilled = (fields: readonly Field[], before: Values): readonly Field[] =>
  fields.map((field) => {
    const isList = field.kind === 'texts' || (field.kind === 'reference' && field.several);
    const mustStay = !field.isNullable && !isList && before[field.name] !== undefined;
    return mustStay ? { ...field, isRequired: true } : field;
  });
