import type { Field } from './field.js';
import { fieldsOf, type JsonSchema } from './schema.js';
import { HAPPENED } from './unanswered.js';
import type { Values } from './values.js';

/** What most entries say, unless somebody says otherwise. */
const USUAL: Values = { extent: 'whole', takesBack: 'whole' };

/** What the form of an entry begins with: what its address gives, and what is usual. When it happened, nobody can guess. */
export function beginningOf(schema: JsonSchema, query: URLSearchParams): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap((field) => {
      const value = givenIn(field, query) ?? USUAL[field.name];
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/**
 * What a form begins with that changes or corrects something: what that says already. Ids are given, not asked for. An
 * entry without a date says that the date isn't known.
 */
export function valuesFor(schema: JsonSchema, data: Values): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap(({ name }) => {
      const value = data[name] ?? (name === HAPPENED ? null : undefined);
      return name === 'id' || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Of an address, a form takes ids, words of closed lists and texts. */
function givenIn(field: Field, query: URLSearchParams): unknown {
  const values = query.getAll(field.name).filter((value) => value !== '');
  const [value] = values;
  if (value === undefined) return undefined;
  if (field.kind === 'reference') return field.several ? values : value;
  if (field.kind === 'choice') return field.values.includes(value) ? value : undefined;
  return field.kind === 'text' || field.kind === 'url' || field.kind === 'time' ? value : undefined;
}
