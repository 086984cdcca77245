import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { cleanUp, newFolder, type RunningServer, serveWith } from '../support/run-cli.js';
import { type ReceivedSpan, TraceReceiver } from '../support/trace-receiver.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(120_000);
afterAll(cleanUp);

const PARENT = 'b7ad6b7169203331';
const traceparent = (trace: string, flags: '00' | '01'): string => `00-${trace.padStart(32, '0')}-${PARENT}-${flags}`;
/** A chunk of the program: without an address to send traces to, it isn't loaded. */
const SDK = /program\/otlp-tracer-/;

interface Caller {
  readonly url: string;
  readonly key: string;
}
const callerOf = ({ url }: RunningServer, folder: string): Caller => ({
  url,
  key: readFileSync(join(folder, 'admin.key'), 'utf8').trim(),
});

/** The status, and the body as JSON. */
async function call(
  { url, key }: Caller,
  path: string,
  {
    body,
    trace,
    method = body === undefined ? 'GET' : 'POST',
  }: { body?: unknown; trace?: string; method?: string } = {},
) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(typeof body === 'string' ? { 'content-type': 'application/x-ndjson' } : {}),
      ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
      ...(trace !== undefined && { traceparent: trace }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text };
}

const linesOf = (server: RunningServer): Record<string, unknown>[] =>
  server
    .errors()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a server with an endpoint for traces', () => {
  let receiver: TraceReceiver;
  let hook: WebhookReceiver;
  let server: RunningServer;
  let key: string;
  let exitCode: number | null;
  let exported: string;

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    hook = await WebhookReceiver.start();
    const folder = await newFolder();
    server = await serveWith(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=news%20room',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other',
        OTEL_SERVICE_NAME: 'ledger-of-a-test',
        CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
        CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
        CLAIM_LEDGER_LOG_LEVEL: 'info',
        NODE_DEBUG: 'esm',
      },
      folder,
    );
    const caller = callerOf(server, folder);
    ({ key } = caller);
    expect((await call(caller, '/v1/webhooks', { body: { url: `${hook.url}/secret-path` } })).status).toBe(201);
    const put = { method: 'PUT', body: { name: 'Jane Doe', kind: 'person' } };
    expect((await call(caller, '/v1/actors/jane-doe', { ...put, trace: traceparent('a1', '01') })).status).toBe(201);
    await call(caller, '/v1/actors?q=doe&waitFor=', { trace: traceparent('a2', '01') });
    await call(caller, '/v1/actors/jane-doe', { trace: traceparent('a3', '01') });
    await call(caller, '/v1/actors/jane-doe', { trace: traceparent('a4', '00') });
    const untraced = { method: 'PUT', body: { name: 'NATO', kind: 'organization' } };
    expect((await call(caller, '/v1/actors/nato', untraced)).status).toBe(201);
    exported = (await call(caller, '/v1/export')).body;
    const lines = Array.from({ length: 150 }, (_line, index) =>
      JSON.stringify({ type: 'ActorRegistered', actor: `actor-${index}`, name: `Name ${index}`, kind: 'person' }),
    );
    await call(caller, '/v1/import', { body: lines.join('\n'), trace: traceparent('a5', '01') });
    await call(caller, '/actors/jane-doe', { trace: traceparent('a6', '01') });
    await hook.until(() => hook.deliveries.length > 0);
    const begun = await call(caller, '/v1/replays', { body: {}, trace: traceparent('a7', '01') });
    const { id } = JSON.parse(begun.body) as { readonly id: string };
    expect((await call(caller, `/v1/replays/${id}?wait=60`)).body).toContain('"finished"');
    const secret = 'a-secret-of-the-sender';
    const integration = { id: 'agency', verification: 'bearer', mapping: { kind: 'commands' }, secret };
    expect((await call(caller, '/v1/integrations', { body: integration })).status).toBe(201);
    const sender = { url: server.url, key: secret };
    const sent = { type: 'ActorRegistered', actor: 'agency-actor', name: 'Agency', kind: 'outlet' };
    await call(sender, '/v1/integrations/agency/deliveries', { body: sent, trace: traceparent('a8', '01') });
    while ((await call(caller, '/v1/actors/agency-actor')).status !== 200) await pause(20);
    exitCode = await server.stop('SIGTERM');
  });
  afterAll(async () => {
    receiver.stop();
    await hook.stop();
  });

  const trace = (id: string): readonly ReceivedSpan[] =>
    receiver.spans.filter(({ traceId }) => traceId === id.padStart(32, '0'));
  const serverSpan = (id: string): ReceivedSpan | undefined => trace(id).find(({ kind }) => kind === 2);
  const childrenOf = (parent: ReceivedSpan | undefined): readonly ReceivedSpan[] =>
    receiver.spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId);

  it('sends what is left when it is stopped, with what is known of the instance', () => {
    expect(exitCode).toBe(0);
    expect(receiver.headers).toMatchObject({ 'x-tenant': 'news room' });
    expect(serverSpan('a3')?.resource).toMatchObject({
      'service.name': 'ledger-of-a-test',
      'deployment.environment.name': 'test',
    });
    expect(linesOf(server).filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it("continues the caller's trace of a write, with the append and the wait for the read model", () => {
    const request = serverSpan('a1');
    expect(request).toMatchObject({
      name: 'PUT /v1/actors/:id',
      parentSpanId: PARENT,
      attributes: { 'http.request.method': 'PUT', 'http.route': '/v1/actors/:id', 'http.response.status_code': 201 },
    });
    const recorded = childrenOf(request).filter(({ name }) => name === 'record');
    const appends = recorded.flatMap(childrenOf).filter(({ name }) => name === 'log append');
    expect(appends[0]?.attributes).toMatchObject({ 'db.system.name': 'sqlite', 'claim_ledger.events': 1 });
    const wait = childrenOf(request).find(({ name }) => name === 'wait for read model');
    expect(wait?.attributes).toEqual({ 'claim_ledger.reached': true });
    // Spans begin at whole milliseconds, and end at fractions.
    const ms = (nanoseconds: string | undefined) => Math.floor(Number(nanoseconds ?? 0) / 1e6);
    expect(ms(wait?.startTimeUnixNano)).toBeGreaterThanOrEqual(ms(appends[0]?.endTimeUnixNano));
    for (const span of trace('a1')) {
      expect(ms(span.startTimeUnixNano)).toBeGreaterThanOrEqual(ms(request?.startTimeUnixNano));
    }
  });

  it('names the route of a read, and the problem of one that was rejected', () => {
    expect(serverSpan('a3')).toMatchObject({ name: 'GET /v1/actors/:id', isError: false });
    expect(serverSpan('a2')).toMatchObject({
      name: 'GET /v1/actors',
      isError: false,
      attributes: { 'http.response.status_code': 400, 'claim_ledger.problem': 'urn:claim-ledger:problem:bad-request' },
    });
  });

  it('sends nothing of a trace that the caller has not sampled, whose id is in the log nevertheless', () => {
    expect(trace('a4')).toEqual([]);
    const [line] = linesOf(server).filter(({ trace_id: id }) => id === 'a4'.padStart(32, '0'));
    expect(line).toMatchObject({ msg: 'request', status: 200, requestId: expect.any(String) });
  });

  it('records the trace of a request with its events, also without a trace of the caller', () => {
    const event = exported.split('\n').find((line) => line.includes('actor-nato'));
    const [, traced = ''] = /"correlationId\W+([0-9a-f]{32})\W/.exec(event ?? '') ?? [];
    const [request] = receiver.spans.filter(({ traceId, kind }) => traceId === traced && kind === 2);
    expect(request).toMatchObject({ name: 'PUT /v1/actors/:id' });
    expect(request).not.toHaveProperty('parentSpanId');
  });

  it('limits the parts of an import', () => {
    const request = serverSpan('a5');
    expect(request?.name).toBe('POST /v1/import');
    expect(trace('a5').length).toBe(101);
    expect(Number(request?.attributes['claim_ledger.spans_left_out'])).toBeGreaterThan(50);
  });

  it("makes the explorer's own requests part of the page", () => {
    const page = serverSpan('a6');
    expect(page).toMatchObject({ parentSpanId: PARENT, attributes: { 'http.response.status_code': 200 } });
    expect(childrenOf(page).map(({ name }) => name)).toContain('GET /v1/actors/:id');
  });

  it('traces each delivery of a webhook, and passes the trace on to the receiver', () => {
    const [delivery] = hook.deliveries;
    const sent = receiver.spans.find(({ spanId }) => delivery?.headers.traceparent?.includes(spanId));
    expect(sent).toMatchObject({
      name: 'POST',
      kind: 3,
      isError: false,
      attributes: {
        'server.address': '127.0.0.1',
        'http.response.status_code': 204,
        'claim_ledger.event': delivery?.headers['webhook-id'],
      },
    });
    expect(delivery?.headers.traceparent).toBe(`00-${sent?.traceId ?? ''}-${sent?.spanId ?? ''}-01`);
  });

  it('leads from an attempt to what was sent with it', () => {
    const batches = receiver.named('dispatch');
    const attempt = receiver.named('POST').find(({ attributes }) => attributes['claim_ledger.event'] !== undefined);
    const [link] = attempt?.links ?? [];
    const batch = batches.find(({ spanId, traceId }) => spanId === link?.spanId && traceId === link.traceId);
    expect(batch).toMatchObject({ isError: false });
    expect(Number(batch?.attributes['claim_ledger.deliveries'])).toBeGreaterThan(0);
    expect(Number(batch?.attributes['claim_ledger.age_seconds'])).toBeGreaterThanOrEqual(0);
  });

  it('leads from a wait for the read model to the transaction that ended it, and from there to appends', () => {
    const batches = receiver.named('project');
    const waited = receiver
      .named('wait for read model')
      .flatMap(({ links = [] }) => batches.filter(({ spanId }) => links.some((link) => link.spanId === spanId)));
    expect(waited.length).toBeGreaterThan(0);
    for (const batch of waited) expect(Number(batch.attributes['claim_ledger.events'])).toBeGreaterThan(0);
    const appends = new Set(receiver.named('log append').map(({ spanId }) => spanId));
    const linked = batches.flatMap(({ links = [] }) => links.filter(({ spanId }) => appends.has(spanId)));
    expect(linked.length).toBeGreaterThan(0);
  });

  it('leads from what was recorded of a delivery to the request that brought it', () => {
    const processed = receiver
      .named('process delivery')
      .find(({ links = [] }) => links.some(({ spanId }) => spanId === serverSpan('a8')?.spanId));
    expect(processed).toMatchObject({ isError: false });
    expect(processed).not.toHaveProperty('parentSpanId');
    expect(childrenOf(processed).map(({ name }) => name)).toContain('record');
  });

  it('leads from a replay to the request that started it', () => {
    const [replay] = receiver.named('replay');
    expect(replay).toMatchObject({ isError: false, attributes: { 'claim_ledger.claims': 0 } });
    expect(replay?.links).toMatchObject([{ traceId: 'a7'.padStart(32, '0'), spanId: serverSpan('a7')?.spanId }]);
  });

  it('says nothing of persons, keys, queries and secret addresses', () => {
    const text = JSON.stringify(receiver.spans);
    for (const word of ['Jane', 'jane', 'doe', 'secret', key]) expect(text).not.toContain(word);
  });

  it('sends no attribute and no span but those of the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/how-to/trace-requests.md'), 'utf8');
    const cells = [...page.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
    const documented = new Set(cells.flatMap((cell) => cell.split(', ').map((word) => word.trim().slice(1, -1))));
    const isRequest = (name: string) => /^(GET|POST|PUT) \//.test(name);
    const names = new Set(receiver.spans.map(({ name }) => name).filter((name) => !isRequest(name)));
    const attributes = new Set(receiver.spans.flatMap((span) => Object.keys(span.attributes)));
    expect([...names, ...attributes].filter((name) => !documented.has(name))).toEqual([]);
    expect(names.size + attributes.size).toBeGreaterThan(15);
  });

  it('has loaded what sends traces', () => {
    expect(server.errors()).toMatch(SDK);
  });
});

it('without an endpoint, loads nothing that sends traces, and names none', async () => {
  const folder = await newFolder();
  const off = { OTEL_TRACES_SAMPLER: 'of-another-program', OTEL_SERVICE_NAME: 'x' };
  const server = await serveWith({ ...off, CLAIM_LEDGER_LOG_LEVEL: 'info', NODE_DEBUG: 'esm' }, folder);
  const { status } = await call(callerOf(server, folder), '/v1/actors', {
    body: { name: 'NATO', kind: 'organization' },
    trace: traceparent('b1', '01'),
  });
  expect([status, await server.stop('SIGTERM')]).toEqual([201, 0]);
  expect(server.errors()).toMatch(/program\/start-local-ledger-/);
  expect(server.errors()).not.toMatch(SDK);
  expect(JSON.stringify(linesOf(server))).not.toContain('trace_id');
});

it('answers as usual if its traces reach nobody, and warns once', async () => {
  const folder = await newFolder();
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const endpoint = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/traces` };
  const server = await serveWith({ ...endpoint, CLAIM_LEDGER_LOG_LEVEL: 'info' }, folder);
  const caller = callerOf(server, folder);
  const statuses = new Set<number>();
  // More than one batch, so that one is on its way while others wait.
  for (let count = 0; count < 300; count += 1) statuses.add((await call(caller, '/v1/claims')).status);
  expect([...statuses]).toEqual([200]);
  expect(await server.stop('SIGTERM')).toBe(0);
  const warnings = linesOf(server).filter(({ level }) => level === 'warn');
  expect(warnings).toMatchObject([{ context: 'traces', msg: expect.stringContaining(`127.0.0.1:${port}`) }]);
  silent.close();
});
