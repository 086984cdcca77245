import { DiscoveryService } from '@nestjs/core';
import { routesOf } from '../../src/openapi/routes.js';
import { seedLines, ServedDocument } from './a-document.js';
import { TestLedger } from '../api/a-ledger.js';

describe('the OpenAPI document', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    served = await ServedDocument.of(ledger);
  }, 30_000);
  afterAll(() => ledger.stop());

  it('describes every route of the running app, and no other', () => {
    const { undescribed } = routesOf(ledger.app.get(DiscoveryService, { strict: false }));
    expect(undescribed).toEqual([]);
    const described = served.operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(described.sort()).toEqual(routesOfServer(ledger).sort());
  });

  it('says what every parameter is for', () => {
    const mute = served.operations.flatMap(({ operation }) =>
      operation.parameters
        .filter((parameter) => !('$ref' in parameter) && !parameter['description'])
        .map(({ name }) => `${operation.operationId}: ${String(name)}`),
    );
    expect(mute).toEqual([]);
  });

  it('names no parameter that the route does not know', async () => {
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

  it('takes every command of the seeds, and of each none without a field that it needs', () => {
    const schemas = served.document.components['schemas'] ?? {};
    for (const line of seedLines) {
      const { type, ...fields } = JSON.parse(line) as Record<string, unknown>;
      const { properties, required } = schemas[`${String(type)}Command`] as {
        readonly properties: object;
        readonly required: readonly string[];
      };
      // A line of an import names its target, which elsewhere is in the address.
      const target = NOUNS.find((noun) => String(type).startsWith(noun.prefix))?.name ?? 'claim';
      const { [target]: _target, ...own } = fields;
      const command = {
        type,
        ...own,
        ...(target === 'narrative' && 'claim' in properties && { claim: fields['claim'] }),
      };
      expect([line, served.wrongWith(`${String(type)}Command`, command)]).toEqual([line, []]);
      expect(served.wrongWith(`${String(type)}Command`, { ...command, mispelt: 1 })).not.toEqual([]);
      for (const field of required) {
        const { [field]: _left, ...rest } = command as Record<string, unknown>;
        expect([field, served.wrongWith(`${String(type)}Command`, rest)]).not.toEqual([field, []]);
      }
    }
  });
});

const NOUNS = [
  { prefix: 'Actor', name: 'actor' },
  { prefix: 'Mandate', name: 'actor' },
  { prefix: 'Document', name: 'document' },
  { prefix: 'Narrative', name: 'narrative' },
];

/** Fastify prints its routes as a tree; HEAD goes with every GET. */
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
