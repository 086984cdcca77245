import type { Field } from './field.js';
import type { Fault } from './problems.js';
import { isFilled, type Values } from './values.js';

/** The field of when something happened in the world. */
export const HAPPENED = 'occurredAt';

/**
 * What has to be answered before a form is sent: what is required, and when it happened, which may be answered by "not
 * known", but isn't left open by oversight.
 */
export function unanswered(fields: readonly Field[], values: Values): readonly Fault[] {
  return fields.flatMap((field): Fault[] => {
    const pointer = `/${field.name}`;
    if (field.name === HAPPENED && values[HAPPENED] === undefined) {
      return [{ pointer, code: 'undated', message: 'Say when it happened, or that it is not known.' }];
    }
    return field.isRequired && !isFilled(field, values[field.name])
      ? [{ pointer, code: 'missing', message: 'Fill this in.' }]
      : [];
  });
}
