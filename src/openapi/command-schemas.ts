import type { CommandDescription } from '../http/openapi.decorators.js';
import { MAX_LIST } from '../validation/bounds.js';
import { SLUG } from '../domain/ids.js';
import type { DtoSchemas, ObjectSchema } from './dto-schemas.js';
import { ref, type Schema, type Schemas } from './schema.js';

/** The schemas of a noun's commands: one for each type of event, one for any of them, and one to register. */
export function commandSchemas(commands: CommandDescription, dtos: DtoSchemas, types: Schemas): Record<string, Schema> {
  const each = Object.fromEntries(
    Object.keys(commands.events.types).map((type) => [type, commandOf(type, commands, dtos, types)]),
  );
  const registration = each[commands.events.registration ?? ''];
  const named = Object.entries(each).map(([type, schema]) => [`${type}Command`, schema] as const);
  return {
    ...Object.fromEntries(named),
    [commands.name]: {
      type: 'object',
      description: 'One of these commands; `type` says which.',
      oneOf: named.map(([name]) => ref(name)),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(Object.keys(each).map((type) => [type, `#/components/schemas/${type}Command`])),
      },
    },
    ...(registration && {
      [registrationName(commands)]: {
        ...registration,
        properties: { ...registration.properties, id: CHOSEN_ID },
        required: registration.required.filter((field) => field !== 'type'),
      },
    }),
  };
}

/** As responses have it, so that they can be put back. */
const CHOSEN_ID: Schema = {
  type: 'string',
  pattern: SLUG.source,
  description: 'With PUT, the id of the address, or absent; with POST absent, since the ledger generates it.',
};

/** The address says already that it registers. */
export const registrationName = ({ events: { registration = '' } }: CommandDescription): string =>
  registration.replace('Registered', 'Registration');

/** One entry, or several that are recorded together. */
export const oneOrSeveral = ({ name }: CommandDescription): Schema => ({
  oneOf: [ref(name), { type: 'array', items: ref(name), minItems: 1, maxItems: MAX_LIST }],
});

function commandOf(type: string, commands: CommandDescription, dtos: DtoSchemas, types: Schemas): ObjectSchema {
  const event = commands.events.types[type];
  if (!event) throw new Error(`There is no class for ${type}.`);
  const { properties, required, ...rest } = dtos.of(event.dto);
  const { defaults = {} } = event;
  const made = commands.made?.filter((field) => field in properties && !(field in defaults)) ?? [];
  const fields = Object.entries(properties).map(([field, schema]) => {
    const words = [descriptionIn(types, type, field) ?? schema.description, leftOut(field, defaults, made)]
      .filter(Boolean)
      .join(' ');
    return [field, { ...schema, ...(words !== '' && { description: words }) }] as const;
  });
  return {
    ...rest,
    ...(typeof types[type]?.description === 'string' && { description: types[type].description }),
    properties: { type: { type: 'string', const: type }, ...Object.fromEntries(fields) },
    required: ['type', ...required.filter((field) => !(field in defaults) && !made.includes(field))],
  };
}

/** The schemas of nested objects, with the descriptions of the types that they have the fields of: `QuoteInput` of `Quote`. */
export const describeInputs = (inputs: Schemas, types: Schemas): Schemas =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const type = name.replace(/Input$/, '');
      const properties = Object.entries((input.properties ?? {}) as Schemas).map(
        ([field, schema]): [string, Schema] => {
          const description = schema.description ?? descriptionIn(types, type, field);
          return [field, { ...schema, ...(description !== undefined && { description }) }];
        },
      );
      const description = input.description ?? types[type]?.description;
      return [
        name,
        { ...input, ...(description !== undefined && { description }), properties: Object.fromEntries(properties) },
      ];
    }),
  );

/** With the types of events' data under the events' names, too: the data of `ClaimUnlinked` are a `ClaimLinked`. */
export const withEventNames = (types: Schemas): Schemas => ({
  ...types,
  ...Object.fromEntries(
    Object.entries(types).flatMap(([name, { properties }]) =>
      name.endsWith('EventTypes')
        ? Object.entries(properties as Schemas).map(([event, data]) => [event, types[nameIn(data)] ?? data] as const)
        : [],
    ),
  ),
});

const nameIn = ({ $ref }: Schema): string => String($ref).replace(/^.*\//, '');

/** What a type says of its field, or else of the field's own type. */
function descriptionIn(types: Schemas, type: string, field: string): unknown {
  const member = fieldsOf(types[type])[field];
  return member?.description ?? types[nameIn(member ?? {})]?.description;
}

/** The fields of an object, or of all the objects of which it is one. */
function fieldsOf(schema: Schema = {}): Schemas {
  const alternatives = (schema.anyOf ?? schema.oneOf ?? []) as readonly Schema[];
  return Object.assign({}, ...alternatives.map(fieldsOf), schema.properties) as Schemas;
}

/** In words, since generators of clients take a field with a `default` for one that must be given. */
function leftOut(field: string, defaults: Schema, made: readonly string[]): string | undefined {
  if (made.includes(field)) return 'Default: generated.';
  return field in defaults ? `Default: \`${JSON.stringify(defaults[field])}\`.` : undefined;
}
