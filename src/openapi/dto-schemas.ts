import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { SchemaConverter } from 'class-validator-jsonschema/build/defaultConverters.js';
import { descriptionOf, requiredBy } from '../validation/field-decorators.js';
import { type DtoClass, EXACTLY_ONE_OF } from '../validation/dto-class.js';
import { type Referent, referentsOf } from '../validation/references.js';
import { ref, type Schema } from './schema.js';

/** What an id, or each of a list, is the id of: see `Referent`. */
const REFERS_TO = 'x-refers-to';
/** The kind of a text that takes more than a pattern to describe. */
const KIND = 'x-kind';
/** The keywords of this API in schemas, which say more than JSON Schema can. */
export const OWN_KEYWORDS = [REFERS_TO, KIND] as const;

const clock = String.raw`[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}(:?\d{2})?)`;
const point = String.raw`\d{4}(-\d{2}(-\d{2}(${clock})?)?)?[~?%]?`;
const time = (kind: string, pattern: string, description: string) => ({
  type: 'string' as const,
  [KIND]: kind,
  pattern: `^${pattern}$`,
  description,
});

/** Not part of any schema: what a field's validators say about the object that has it. */
const NULLABLE = 'x-nullable';
const ONE_OF = 'x-exactly-one-of';

/** An object with these fields and no others. */
export interface ObjectSchema extends Schema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

/** JSON Schemas from the classes by which bodies and queries are checked. */
export class DtoSchemas {
  private readonly referred = new Map<string, DtoClass>();
  private readonly converters: Record<string, SchemaConverter> = {
    [ValidationTypes.NESTED_VALIDATION]: ({ target, propertyName }) => {
      const type = typeof target === 'function' && defaultMetadataStorage.findTypeMetadata(target, propertyName);
      if (!type) throw new Error(`${propertyName}: @Nested doesn't say of which class.`);
      return this.refTo(type.typeFunction() as DtoClass);
    },
    [ValidationTypes.CUSTOM_VALIDATION]: ({ name, propertyName }) => {
      throw new Error(`${propertyName}: its check "${name}" has no JSON Schema yet.`);
    },
    [ValidationTypes.CONDITIONAL_VALIDATION]: ({ name }) => (name === 'isOptional' ? { [NULLABLE]: true } : {}),
    [EXACTLY_ONE_OF]: ({ constraints }) => ({ [ONE_OF]: constraints as unknown }),
    // As class-validator-jsonschema has them, these would make a number of an integer.
    min: ({ constraints }) => ({ minimum: Number(constraints[0]) }),
    max: ({ constraints }) => ({ maximum: Number(constraints[0]) }),
    digits: ({ constraints: [min, max] }) => ({ type: 'integer', minimum: Number(min), maximum: Number(max) }),
    repeatable: ({ constraints: [pattern, max] }) => ({
      type: 'array',
      items: { type: 'string', pattern: String(pattern) },
      maxItems: Number(max),
    }),
    eventTypes: () => ({
      type: 'string',
      description:
        'One or several, separated by commas: `claim.denied`, `ClaimDenied` or `claim-ledger.claim.denied.v1`.',
    }),
    logBound: () => ({ type: 'string', description: 'A position, a day, or an instant with offset.' }),
    isUrl: () => ({ type: 'string', [KIND]: 'url', allOf: [{ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' }] }),
    greaterThan: () => ({}),
    hasLetters: () => ({}),
    locale: () => ({ [KIND]: 'language' }),
    mapping: () => ref('Mapping'),
    anyJson: () => ({}),
    headerTexts: () => ({ type: 'object', additionalProperties: { type: 'string' } }),
    fuzzyTime: () =>
      time(
        'fuzzy-time',
        String.raw`(${point}|\.\./${point}|${point}/\.\.|${point}/${point})`,
        'A year, month, day or instant with offset, or an interval of these: `2023`, `2023-05/2023-07`, `../2024-04-04`. `~` marks an approximate year, month or day, `?` an uncertain one, `%` both.',
      ),
    point: () => time('point-in-time', point, 'A year, month, day or instant with offset.'),
    dayOrInstant: () =>
      time('day-or-instant', String.raw`\d{4}-\d{2}-\d{2}(${clock})?`, 'A day, or an instant with offset.'),
  };

  of(dto: DtoClass): ObjectSchema {
    const schema = targetConstructorToSchema(dto, { additionalConverters: this.converters }) as unknown as {
      readonly properties?: Readonly<Record<string, Schema>>;
      readonly required?: readonly string[];
    };
    const properties = schema.properties ?? {};
    const alternatives = Object.values(properties).flatMap((property) => {
      const fields = property[ONE_OF] as readonly string[] | undefined;
      return fields ? [fields.map((field) => ({ required: [field] }))] : [];
    });
    const description = descriptionOf(dto);
    return {
      type: 'object',
      ...(description !== undefined && { description }),
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, given]) => {
          const schema = property(given, descriptionOf(dto, name));
          const referent = referentsOf(dto).get(name);
          return [name, referent === undefined ? schema : referring(schema, referent)];
        }),
      ),
      required: [...new Set([...(schema.required ?? []), ...requiredBy(dto)])].sort(),
      ...(alternatives[0] && { oneOf: alternatives[0] }),
      additionalProperties: false,
    };
  }

  /** A reference to the class's schema, which becomes one of the components. Throws if two classes would have one name. */
  refTo(dto: DtoClass): Schema {
    const name = dto.name.replace(/(Dto)?$/, 'Input');
    if ((this.referred.get(name) ?? dto) !== dto) throw new Error(`Two classes are called ${dto.name}.`);
    this.referred.set(name, dto);
    return ref(name);
  }

  /** Of the classes referred to so far. */
  components(): Record<string, Schema> {
    const made: Record<string, Schema> = {};
    for (let names = this.unmade(made); names.length > 0; names = this.unmade(made)) {
      for (const [name, dto] of names) made[name] = this.of(dto);
    }
    return made;
  }

  private unmade(made: Readonly<Record<string, Schema>>): [string, DtoClass][] {
    return [...this.referred].filter(([name]) => !(name in made));
  }
}

const referring = (schema: Schema, referent: Referent): Schema =>
  'items' in schema
    ? { ...schema, items: { ...(schema.items as Schema), [REFERS_TO]: referent } }
    : { ...schema, [REFERS_TO]: referent };

function property(
  { [NULLABLE]: nullable, [ONE_OF]: _alternatives, description: form, ...rest }: Schema,
  meaning: string | undefined,
): Schema {
  const description = [meaning, form].filter((text) => typeof text === 'string').join(' ');
  const schema: Schema = { ...rest, ...(description !== '' && { description }) };
  if (nullable !== true) return schema;
  const words = Array.isArray(schema.enum) ? { enum: [...(schema.enum as unknown[]), null] } : {};
  return { ...schema, ...words, type: [schema.type, 'null'] };
}
