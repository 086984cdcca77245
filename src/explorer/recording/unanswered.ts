import type { Field } from './field.js';
import type { Fault } from './problems.js';
import { isFilled, type Values } from './values.js';

/** The field of when something happened in the world. */
export const HAPPENED = 'occurredAt';

/**
 * What has to be answered before a form is sent: what is required, and when it happened, which may be answered by "not
 * known", but isn't left open by oversight. A day and time of day are both there.
 */
export function unanswered(fields: readonly Field[], values: Values): readonly Fault[] {
  return fields.flatMap((field): Fault[] => {
    const pointer = `/${field.name}`;
    if (field.name === HAPPENED && values[HAPPENED] === undefined) {
      return [{ pointer, code: 'undated', message: 'Say when it happened, or that it is not known.' }];
    }
    if (field.kind === 'time' && isHalf(values[field.name])) {
      return [{ pointer, code: 'half-time', message: 'Give both the day and the time of day.' }];
    }
    return field.isRequired && !isFilled(field, values[field.name])
      ? [{ pointer, code: 'missing', message: 'Fill this in.' }]
      : [];
  });
}

/** Whether only the day, or only the time of day, is there. */
const isHalf = (value: unknown): boolean => typeof value === 'string' && /^T|T$/.test(value);
