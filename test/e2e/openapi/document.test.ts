import { DiscoveryService } from '@nestjs/core';
import { routesOf } from '../../../src/openapi/routes.js';
import { ServedDocument } from '../../support/openapi-document.js';
import { PAGES } from '../../../src/explorer/pages.js';
import { TestLedger } from '../api/test-ledger.js';

/** What the explorer's pages load. */
const FILES = 'GET /assets/{file}';

describe('OpenAPI document', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    served = await ServedDocument.of(ledger);
  });
  afterAll(() => ledger.stop());

  it('describes exactly the routes of the server', () => {
    const { undescribed } = routesOf(ledger.app.get(DiscoveryService, { strict: false }));
    expect(undescribed).toEqual([]);
    const described = served.operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const pages = PAGES.map(({ pattern }) => `GET ${pattern.replace(/:(\w+)/g, '{$1}')}`);
    const ofTheApi = routesOfServer(ledger).filter((route) => route === 'GET /' || ![...pages, FILES].includes(route));
    expect(described.sort()).toEqual(ofTheApi.sort());
  });

  it('describes every parameter', () => {
    const mute = served.operations.flatMap(({ operation }) =>
      operation.parameters
        .filter((parameter) => !('$ref' in parameter) && !parameter['description'])
        .map(({ name }) => `${operation.operationId}: ${String(name)}`),
    );
    expect(mute).toEqual([]);
  });

  it('describes every schema and every field', () => {
    expect(undescribedIn(served.document.components['schemas'] as Record<string, DocumentedSchema>)).toEqual([]);
  });

  it('lists only parameters that the route accepts', async () => {
    for (const { path, method, operation } of served.operations.filter((each) => each.method === 'get')) {
      if (path.includes('{')) continue;
      const own = operation.parameters.filter((parameter) => parameter['in'] === 'query');
      for (const { name } of own) {
        const response = await ledger.write('get', `${path}?${String(name)}=%20`);
        expect([method, path, JSON.stringify(response.body)]).not.toEqual([
          method,
          path,
          expect.stringContaining('unknown-field'),
        ]);
      }
    }
  });
});

/** Parses the route tree that Fastify prints. HEAD is included in GET. */
function routesOfServer(ledger: TestLedger): string[] {
  const tree = ledger.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  return tree.split('\n').flatMap((line: string) => {
    const [, indent = '', part, methods] = /^([\s│]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (part === undefined || methods === undefined) return [];
    const depth = indent.length / 4;
    parents.splice(depth, Infinity, part);
    const path = parents.join('').replace(/:(\w+)/g, '{$1}');
    return methods.split(', ').flatMap((method) => (method === 'HEAD' ? [] : [`${method} ${path}`]));
  });
}

interface DocumentedSchema {
  readonly description?: string;
  readonly const?: unknown;
  readonly type?: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, DocumentedSchema>>;
  readonly items?: DocumentedSchema;
  readonly anyOf?: readonly DocumentedSchema[];
  readonly oneOf?: readonly DocumentedSchema[];
}

/** Counts by the words of a list need no words of their own, and neither has a field with one possible value. */
function undescribedIn(schemas: Readonly<Record<string, DocumentedSchema>>): string[] {
  const isDescribed = ({ description, const: only, $ref = '' }: DocumentedSchema) =>
    description !== undefined || only !== undefined || schemas[$ref.replace(/^.*\//, '')]?.description !== undefined;
  const fieldsOf = (name: string, { properties = {}, items, anyOf = [], oneOf = [] }: DocumentedSchema): string[] => {
    const members = Object.entries(properties);
    const isTally = members.every(([, { type }]) => type === 'integer') && name.includes('.');
    return [
      ...members.flatMap(([field, schema]) => [
        ...(isTally || isDescribed(schema) ? [] : [`${name}.${field}`]),
        ...fieldsOf(`${name}.${field}`, schema),
      ]),
      ...[...(items ? [items] : []), ...anyOf, ...oneOf].flatMap((schema) => fieldsOf(name, schema)),
    ];
  };
  return Object.entries(schemas).flatMap(([name, schema]) => [
    ...(isDescribed(schema) ? [] : [name]),
    ...fieldsOf(name, schema),
  ]);
}
