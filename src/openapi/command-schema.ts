import { commandSchemas, describeInputs, withEventNames } from './command-schemas.js';
import { DtoSchemas } from './dto-schemas.js';
import type { Route } from './routes.js';
import { refsIn, type Schema, type Schemas } from './schema.js';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const COMPONENTS = '#/components/schemas/';

/** The JSON Schema of each command that these routes take, by its type, complete in itself. */
export function commandSchemasByType(routes: readonly Route[], types: Schemas): Readonly<Record<string, Schema>> {
  const dtos = new DtoSchemas();
  const groups = new Map(routes.flatMap(({ group: { commands } }) => (commands ? [[commands.name, commands]] : [])));
  const commands = [...groups.values()].flatMap((each) => {
    const schemas = commandSchemas(each, dtos, withEventNames(types));
    return Object.keys(each.events.types).map((type) => [type, schemas[`${type}Command`] ?? {}] as const);
  });
  const inputs = describeInputs(dtos.components(), types);
  return Object.fromEntries(commands.map(([type, schema]) => [type, completed(schema, inputs)]));
}

/** With the schemas to which it refers among its own definitions. */
function completed(schema: Schema, inputs: Schemas): Schema {
  const names = new Set<string>();
  const collect = (from: Schema) => {
    for (const pointer of refsIn(from)) {
      const name = pointer.replace(COMPONENTS, '');
      if (names.has(name)) continue;
      names.add(name);
      collect(inputs[name] ?? {});
    }
  };
  collect(schema);
  const definitions = Object.fromEntries([...names].sort().map((name) => [name, inputs[name] ?? {}]));
  const whole = { $schema: DRAFT, ...schema, ...(names.size > 0 && { $defs: definitions }) };
  return JSON.parse(JSON.stringify(whole).replaceAll(COMPONENTS, '#/$defs/')) as Schema;
}
