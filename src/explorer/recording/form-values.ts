import { FILLED_IN } from './conditions.js';
import type { Field } from './field.js';
import { fieldsOf, type JsonSchema } from './schema.js';
import { HAPPENED } from './unanswered.js';
import type { Values } from './values.js';

/**
 * What the form of an entry begins with: what its address gives, and what the ledger would fill in. When it happened, or
 * how much of a statement was taken back, nobody can guess.
 */
export function beginningOf(schema: JsonSchema, query: URLSearchParams): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap((field) => {
      const value = givenIn(field, query) ?? FILLED_IN[field.name];
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/**
 * What a form begins with that changes or corrects something: what that says already. Ids are given, not asked for. An
 * entry without a date says that the date isn't known. What was redacted is empty: nobody said the marker.
 */
export function valuesFor(schema: JsonSchema, data: Values): Values {
  return Object.fromEntries(
    fieldsOf(schema).fields.flatMap(({ name }) => {
      const value = unredacted(data[name]) ?? (name === HAPPENED ? null : undefined);
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

const isMarker = (value: unknown): boolean =>
  typeof value === 'string' && (value === '[redacted]' || value.startsWith('https://redacted.invalid/'));

/** A value without the markers that stand for what was redacted. */
function unredacted(value: unknown): unknown {
  if (isMarker(value)) return undefined;
  if (Array.isArray(value)) return value.filter((item) => !isMarker(item)).map(unredacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const kept = unredacted(member);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}
