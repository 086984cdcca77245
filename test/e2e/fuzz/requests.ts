import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../src/openapi/schema.js';
import { seedLines, type Operation, type ServedDocument } from '../../support/openapi-document.js';
import { BROKEN_BODIES } from './hostile-values.js';
import { NAMED, pathParameters } from './named-values.js';
import { nearly } from './nearly-valid.js';
import { hostileText, SchemaValues, sparseRecord } from './schema-values.js';

/** Who sends a request: the admin, somebody with a key of few scopes, nobody, or somebody with a key that isn't one. */
export const CALLERS = ['admin', 'recorder', 'reader', 'nobody', 'stranger'] as const;
export type Caller = (typeof CALLERS)[number];

/** A request as it was generated: texts may stand for what the running ledger has. */
export interface FuzzedRequest {
  readonly operation: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly body?: Omit<Body, 'type'>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

/** Operations that take long are generated less often than others: a tenth as often, or a fiftieth. */
const SELDOM: Readonly<Record<string, number>> = {
  operationsRebuild: 1,
  exportLog: 10,
  importImport: 20,
  inboundDeliveriesTry: 20,
  docsFile: 5,
  openApiGet: 5,
  operationsMeasured: 10,
  relianceReliances: 20,
  relianceEntries: 20,
  relianceRings: 20,
  relianceReaches: 20,
  relianceReach: 20,
  relianceClaims: 20,
};
const OFTEN = 50;
/** What is sent most: it changes a ledger in the most ways. */
const MOST: Readonly<Record<string, number>> = {
  claimsRecord: 400,
  claimsPut: 100,
  actorsChange: 100,
  claimsList: 100,
};

/** Requests to every operation of the document: valid, nearly valid and broken ones. */
export function fuzzedRequests({ document, operations }: ServedDocument): Arbitrary<FuzzedRequest> {
  const values = new SchemaValues(document.components['schemas'] ?? {});
  return fc.oneof(
    ...operations.map(({ path, method, operation }) => ({
      weight: MOST[operation.operationId] ?? SELDOM[operation.operationId] ?? OFTEN,
      arbitrary: requestTo(path, method, operation, values, (parameter) =>
        'ref' in parameter || '$ref' in parameter
          ? (document.components['parameters']?.[
              String(parameter['$ref']).replace(/^.*\//, '')
            ] as unknown as Parameter)
          : (parameter as unknown as Parameter),
      ),
    })),
  );
}

function requestTo(
  path: string,
  method: string,
  operation: Operation,
  values: SchemaValues,
  resolve: (parameter: Schema) => Parameter,
): Arbitrary<FuzzedRequest> {
  const parameters = operation.parameters.map(resolve);
  const content = operation.requestBody?.content as Readonly<Record<string, { readonly schema?: Schema }>> | undefined;
  return fc
    .record({
      parameters: fc.oneof(
        { weight: 12, arbitrary: pathParameters(path) },
        { weight: 1, arbitrary: hostileParameters(path) },
      ),
      query: queryOf(parameters, values),
      headers: headersOf(parameters, values),
      caller: fc.oneof(
        { weight: 20, arbitrary: fc.constant<Caller>('admin') },
        { weight: 4, arbitrary: fc.constantFrom<Caller>('recorder', 'reader', 'nobody') },
        { weight: 1, arbitrary: fc.constant<Caller>('stranger') },
      ),
      body: content ? bodyOf(content, values) : fc.constant<Body>({}),
    })
    .map(({ body: { type, ...body }, headers, ...request }) => ({
      operation: operation.operationId,
      method,
      path,
      ...request,
      headers: { ...(type !== undefined && { 'Content-Type': type }), ...headers },
      ...(('json' in body || 'bytes' in body) && { body }),
    }));
}

const hostileParameters = (path: string): Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
        name,
        // An empty one, or one of dots, is another address.
        hostileText.filter((text) => !/^\.{0,2}$/.test(text)),
      ]),
    ),
  );

function queryOf(parameters: readonly Parameter[], values: SchemaValues): Arbitrary<FuzzedRequest['query']> {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  const required = new Set(own.filter((each) => 'required' in each).map(({ name }) => name));
  const valid = sparseRecord(
    Object.fromEntries(own.map(({ name, schema }) => [name, values.of(schema, name)])),
    required,
  ).map((record) =>
    Object.entries(record).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)] as const)),
  );
  const names = own.length > 0 ? fc.constantFrom(...own.map(({ name }) => name)) : fc.constant('limit');
  const wrong = fc.tuple(fc.oneof({ weight: 8, arbitrary: names }, { weight: 1, arbitrary: hostileText }), hostileText);
  return fc.oneof(
    { weight: 6, arbitrary: valid },
    { weight: 2, arbitrary: fc.tuple(valid, wrong).map(([query, one]) => [...query, one]) },
    { weight: 1, arbitrary: valid.map((query) => [...query, ...query]) },
  );
}

/** Headers that many libraries read, and attackers write. */
const COMMON: Readonly<Record<string, Arbitrary<string>>> = {
  Accept: fc.constantFrom(
    '*/*',
    'text/event-stream',
    'text/csv',
    'application/x-ndjson',
    'text/markdown',
    'text/html',
    'application/json;q=0.1, text/csv;q=0.9',
    'a/b;q=nonsense, ,;;',
  ),
  'X-Request-Id': fc.constantFrom('a', 'a b', '<x>', 'a'.repeat(300)),
  'X-Forwarded-For': fc.constantFrom('1.2.3.4', 'nonsense', '::1, 1.2.3.4'),
  'X-HTTP-Method-Override': fc.constant('DELETE'),
  Origin: fc.constantFrom('https://evil.example', 'null'),
  'Sec-Fetch-Site': fc.constantFrom('same-origin', 'cross-site', 'none'),
  Cookie: fc.constantFrom('claim-ledger-session=x', '__Host-claim-ledger-session=clk_x; a', ';;;=', 'a=b'),
  Range: fc.constant('bytes=0-1'),
  'If-Modified-Since': fc.constant('Thu, 20 Apr 2023 10:30:00 GMT'),
};

/** What a header may have on the wire. */
const headerText = hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim());

function headersOf(parameters: readonly Parameter[], values: SchemaValues): Arbitrary<Record<string, string>> {
  const own = parameters
    .filter((parameter) => parameter.in === 'header' && parameter.name !== 'Content-Encoding')
    .map(({ name, schema }): [string, Arbitrary<unknown>] => [
      name,
      fc.oneof({ weight: 5, arbitrary: NAMED[name] ?? values.of(schema, name) }, { weight: 1, arbitrary: headerText }),
    ]);
  const common = Object.entries(COMMON).map(([name, value]): [string, Arbitrary<unknown>] => [
    name,
    fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: headerText }),
  ]);
  const none = fc.constant<Record<string, string>>({});
  const textOnly = (record: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
  return fc
    .tuple(
      sparseRecord(Object.fromEntries(own)).map(textOnly),
      fc.oneof(
        { weight: 3, arbitrary: none },
        { weight: 1, arbitrary: sparseRecord(Object.fromEntries(common)).map(textOnly) },
      ),
    )
    .map(([documented, others]) => ({ ...others, ...documented }));
}

interface Body {
  readonly type?: string;
  readonly json?: unknown;
  /** In base64. */
  readonly bytes?: string;
}

const base64 = (bytes: Buffer): { readonly bytes: string } => ({ bytes: bytes.toString('base64') });

function bodyOf(
  content: Readonly<Record<string, { readonly schema?: Schema }>>,
  values: SchemaValues,
): Arbitrary<Body> {
  const valid = fc.oneof(
    ...Object.entries(content).map(([type, { schema = {} }]): { weight: number; arbitrary: Arbitrary<Body> } => {
      if (type === 'application/json')
        return { weight: 4, arbitrary: values.of(schema).map((json) => ({ type, json })) };
      if (type === 'application/x-ndjson')
        return { weight: 6, arbitrary: linesOf(values).map((body) => ({ type, ...body })) };
      const sent = type === '*/*' ? 'application/octet-stream' : type;
      return {
        weight: 1,
        arbitrary: fc.constantFrom(...BROKEN_BODIES).map((bytes) => ({ type: sent, ...base64(bytes) })),
      };
    }),
  );
  const near = valid.chain((body) =>
    'json' in body ? nearly(body.json).map((json): Body => ({ ...body, json })) : fc.constant(body),
  );
  const broken = fc
    .tuple(fc.constantFrom(...Object.keys(content)), fc.constantFrom(...BROKEN_BODIES))
    .map(([type, bytes]): Body => ({ type: type === '*/*' ? 'application/octet-stream' : type, ...base64(bytes) }));
  const mistyped = fc
    .tuple(
      valid,
      fc.constantFrom(
        'application/x-ndjson',
        'application/ld+json',
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'nonsense',
        '',
      ),
    )
    .map(([body, type]): Body => ({ ...body, type }));
  return fc.oneof(
    { weight: 8, arbitrary: valid },
    { weight: 8, arbitrary: near },
    { weight: 2, arbitrary: broken },
    { weight: 1, arbitrary: mistyped },
    { weight: 1, arbitrary: fc.constant<Body>({}) },
  );
}

/** Lines of an import: commands of the seeds, whole, changed or cut, with others between them. */
function linesOf(values: SchemaValues): Arbitrary<{ readonly bytes: string }> {
  const known = fc.constantFrom(...seedLines);
  const command = values.of({ $ref: '#/components/schemas/ClaimCommand' });
  const changed = known.chain((line) => nearly(JSON.parse(line)).map((value) => JSON.stringify(value)));
  const line = fc.oneof(
    { weight: 3, arbitrary: known },
    { weight: 4, arbitrary: changed },
    {
      weight: 2,
      arbitrary: fc
        .tuple(command, NAMED['claim'] ?? fc.constant(''))
        .map(([value, claim]) => JSON.stringify({ ...(value as object), claim })),
    },
    { weight: 1, arbitrary: hostileText },
  );
  return fc.array(line, { maxLength: 6 }).map((lines) => base64(Buffer.from(lines.join('\n'))));
}
