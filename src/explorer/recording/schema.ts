import type { Referent } from '../../validation/references.js';
import type { Field, ObjectFields } from './field.js';

/** A JSON Schema of the API, as far as forms read it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly maxLength?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly 'x-refers-to'?: Referent;
  readonly 'x-kind'?: string;
}

/** Longer texts are written in several lines. */
const LONG = 500;

/** What a form of a command asks for: its properties but the type, in the order of the schema. */
export function fieldsOf(schema: JsonSchema): ObjectFields {
  return objectFields(schema, schema.$defs ?? {}, '');
}

function objectFields(schema: JsonSchema, definitions: NonNullable<JsonSchema['$defs']>, above: string): ObjectFields {
  const { properties = {}, required = [], oneOf = [] } = schema;
  const alternatives = oneOf.flatMap((each) => each.required ?? []);
  const fields = Object.entries(properties).flatMap(([name, property]): Field[] => {
    if (property.const !== undefined) return [];
    const path = above === '' ? name : `${above}.${name}`;
    const isNullable = Array.isArray(property.type) && property.type.includes('null');
    return [{ name, path, isRequired: required.includes(name), isNullable, ...kindOf(property, definitions, path) }];
  });
  return { fields, alternatives };
}

type Kind = Field extends infer Each
  ? Each extends Field
    ? Omit<Each, 'name' | 'path' | 'isRequired' | 'isNullable'>
    : never
  : never;

function kindOf(property: JsonSchema, definitions: NonNullable<JsonSchema['$defs']>, path: string): Kind {
  const items = property.items;
  const nested = definitionIn(items ?? property, definitions);
  if (nested) return { kind: items ? 'objects' : 'object', ...objectFields(nested, definitions, path) };
  const refersTo = (items ?? property)['x-refers-to'];
  if (refersTo !== undefined) return { kind: 'reference', refersTo, several: items !== undefined };
  const listed = (items ?? property).enum?.filter((value) => typeof value === 'string');
  if (listed) return { kind: items ? 'choices' : 'choice', values: listed };
  if (items) return { kind: 'texts' };
  switch (property['x-kind']) {
    case 'fuzzy-time':
    case 'point-in-time':
    case 'day-or-instant':
      return { kind: 'time', form: property['x-kind'] };
    case 'language':
    case 'url':
      return { kind: property['x-kind'] };
  }
  const types = [property.type].flat();
  if (types.includes('boolean')) return { kind: 'yes-no' };
  if (types.includes('integer') || types.includes('number')) return { kind: 'number' };
  return { kind: 'text', maxLength: property.maxLength, isLong: (property.maxLength ?? 0) > LONG };
}

/** The object to which a property refers. */
function definitionIn({ $ref }: JsonSchema, definitions: NonNullable<JsonSchema['$defs']>): JsonSchema | undefined {
  return $ref === undefined ? undefined : definitions[$ref.replace('#/$defs/', '')];
}
