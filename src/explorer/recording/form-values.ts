import type { Field } from './field.js';
import { fieldsOf, type JsonSchema } from './schema.js';
import type { Values } from './values.js';

/** What most entries say, unless somebody says otherwise. */
const USUAL: Values = { extent: 'whole', takesBack: 'whole' };

/** What the form of an entry begins with: what its address gives, today, and what is usual. */
export function beginningOf(schema: JsonSchema, query: URLSearchParams, today: string): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap((field) => {
      const value = givenIn(field, query) ?? (field.name === 'occurredAt' ? today : USUAL[field.name]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/** What a form begins with that changes or corrects something: what that says already. Ids are given, not asked for. */
export function valuesFor(schema: JsonSchema, data: Values): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap(({ name }) =>
      name === 'id' || data[name] === undefined ? [] : [[name, data[name]]],
    ),
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
