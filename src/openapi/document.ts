import { commandSchemas, describeInputs, withEventNames } from './command-schemas.js';
import { DtoSchemas } from './dto-schemas.js';
import { HEADERS, parameterComponents } from './headers.js';
import { operationOf } from './operation.js';
import type { Parts } from './build-artifacts.js';
import { problemResponses } from './problems.js';
import type { Route } from './routes.js';
import { webhookOperations } from './webhooks.js';
import { reachable, type Schema, type Schemas } from './schema.js';

const ABOUT = `Records claims in the news and every change in their status as immutable events, and reports at any time what is known of each claim, and why.

Writing requires a key. Reading is open by default. Every error response is a problem document (RFC 9457), whose \`errors\` point at the invalid fields.`;

/** The OpenAPI 3.1 document of these routes. */
export function openApiDocument(routes: readonly Route[], { schemas: types, examples, version }: Parts): Schema {
  const dtos = new DtoSchemas();
  const commands = new Map(
    routes.flatMap(({ group }) => (group.commands ? [[group.commands.name, group.commands]] : [])),
  );
  const ofCommands = Object.assign(
    {},
    ...[...commands.values()].map((each) => commandSchemas(each, dtos, withEventNames(types))),
  ) as Schema;
  const paths = pathsOf(routes, (route) =>
    operationOf(
      route,
      dtos,
      examples.filter(({ operation }) => operation === route.operation),
    ),
  );
  const webhooks = webhookOperations();
  const components = {
    parameters: parameterComponents(),
    headers: HEADERS,
    responses: problemResponses(),
    schemas: { ...types, ...ofCommands, ...describeInputs(dtos.components(), types) } as Schemas,
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Claim Ledger',
      version,
      summary: 'A ledger of claims in the news and of every change in their status.',
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This ledger.' }],
    tags: [...new Map(routes.map(({ group: { tag, about } }) => [tag, { name: tag, description: about }])).values()],
    paths,
    webhooks,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'clk_…',
          description: 'A key of a principal. Its scopes say what it allows.',
        },
      },
      ...reachable({ ...paths, ...webhooks }, components),
    },
  };
}

function pathsOf(routes: readonly Route[], describe: (route: Route) => Schema): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = describe(route);
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}
