import type { Field } from './field.js';

/** What is in the fields of an object, by their names. What is absent is empty; null says that it is not known. */
export type Values = Readonly<Record<string, unknown>>;

/** With another value of one field; undefined empties it. */
export function withValue(values: Values, name: string, value: unknown): Values {
  const { [name]: _before, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}

/** What is sent for these values: without what is empty, at any depth. */
export function filledIn(fields: readonly Field[], values: Values): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = filled(field, values[field.name]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/** What an amendment sends: only what differs from what there was; null for what was emptied and may be absent. */
export function changesIn(fields: readonly Field[], before: Values, after: Values): Values {
  const [old, now] = [filledIn(fields, before), filledIn(fields, after)];
  return Object.fromEntries(
    fields.flatMap(({ name, kind, isNullable }) => {
      if (JSON.stringify(old[name]) === JSON.stringify(now[name])) return [];
      const isList = kind === 'texts' || kind === 'reference';
      const emptied = isNullable ? null : isList ? [] : '';
      return [[name, now[name] ?? emptied]];
    }),
  );
}

/** Whether anything of it would be sent. */
export const isFilled = (field: Field, value: unknown): boolean => filled(field, value) !== undefined;

function filled(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : field.kind === 'text' ? value : value.trim();
  if (field.kind === 'object') return someOf(filledIn(field.fields, value as Values));
  if (!Array.isArray(value)) return value;
  const items =
    field.kind === 'objects'
      ? value.map((item: Values) => someOf(filledIn(field.fields, item)))
      : value.filter((item) => typeof item === 'string' && item.trim() !== '');
  const some = items.filter((item) => item !== undefined);
  return some.length === 0 ? undefined : some;
}

const someOf = (values: Values): Values | undefined => (Object.keys(values).length === 0 ? undefined : values);
