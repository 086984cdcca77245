import type { CommandDescription } from '../http/openapi.decorators.js';
import { MAX_LIST } from '../validation/field-decorators.js';
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
      oneOf: named.map(([name]) => ref(name)),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(Object.keys(each).map((type) => [type, `#/components/schemas/${type}Command`])),
      },
    },
    ...(registration && {
      [registrationName(commands)]: {
        ...registration,
        required: registration.required.filter((field) => field !== 'type'),
      },
    }),
  };
}

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
    const words = [descriptionOf(field, schema, types[type]), leftOut(field, defaults, made)].filter(Boolean).join(' ');
    return [field, { ...schema, ...(words !== '' && { description: words }) }] as const;
  });
  return {
    ...rest,
    ...(typeof types[type]?.description === 'string' && { description: types[type].description }),
    properties: { type: { type: 'string', const: type }, ...Object.fromEntries(fields) },
    required: ['type', ...required.filter((field) => !(field in defaults) && !made.includes(field))],
  };
}

/** What the event's type says of the field, or else its checks. */
function descriptionOf(field: string, { description }: Schema, event: Schema | undefined): unknown {
  const properties = (event?.properties ?? {}) as Readonly<Record<string, Schema>>;
  return properties[field]?.description ?? description;
}

/** In words, since generators of clients take a field with a `default` for one that must be given. */
function leftOut(field: string, defaults: Schema, made: readonly string[]): string | undefined {
  if (made.includes(field)) return 'Made by the ledger if left out.';
  return field in defaults ? `\`${JSON.stringify(defaults[field])}\` if left out.` : undefined;
}
