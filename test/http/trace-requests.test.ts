import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type AddressInfo, connect } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { RequestLog } from '../../src/http/logging.js';
import { problem } from '../../src/http/problem.js';
import { sendProblem } from '../../src/http/problem.filter.js';
import { traceRequests } from '../../src/http/trace-requests.js';
import { span } from '../../src/tracing/span.js';
import { openTracer } from '../../src/tracing/open-tracer.js';
import type { Tracer } from '../../src/tracing/tracer.js';
import { type ReceivedSpan, TraceReceiver } from '../support/trace-receiver.js';

let receiver: TraceReceiver;
let tracer: Tracer;
let server: FastifyInstance;
let log: PassThrough;
let received: number;
beforeEach(async () => {
  receiver = await TraceReceiver.start();
  const url = `${receiver.url}/v1/traces`;
  tracer = await openTracer({ url, headers: {}, sampler: 'always_on', ratio: 1, resource: {} }, () => undefined);
  log = new PassThrough();
  server = fastify({ logger: { stream: log }, logController: new RequestLog() });
  traceRequests(server, tracer);
  received = 0;
  server.addHook('preParsing', async () => {
    received += 1;
    return Promise.resolve(undefined);
  });
  server.get('/livez', () => 'alive');
  server.get('/names/:name', (request, reply) => {
    sendProblem(reply, request, problem(500, 'It failed.'));
  });
  server.post('/names', async () => span('work', () => Promise.resolve('done')));
  server.get('/endless', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200).write('first');
  });
});
afterEach(async () => {
  await server.close();
  receiver.stop();
});

async function sent(): Promise<readonly ReceivedSpan[]> {
  await tracer.close();
  return receiver.spans;
}

it('names the route and not the address, the problem, and the trace of what failed', async () => {
  const response = await server.inject({ url: '/names/jane-doe?q=secret', headers: { authorization: 'Bearer key' } });
  const [request] = await sent();
  expect(request).toMatchObject({
    name: 'GET /names/:name',
    kind: 2,
    isError: true,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/names/:name',
      'http.response.status_code': 500,
      'url.scheme': 'http',
      'network.protocol.version': '1.1',
      'error.type': '500',
      'claim_ledger.problem': 'urn:claim-ledger:problem:internal-error',
    },
  });
  expect(JSON.stringify(request)).not.toMatch(/jane|secret|key/);
  expect(response.json()).toMatchObject({ status: 500, traceId: request?.traceId });
  log.end();
  expect(JSON.parse(await text(log))).toMatchObject({ trace_id: request?.traceId, span_id: request?.spanId });
});

it('traces what a request does after its body was read', async () => {
  await server.listen();
  const { port } = server.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  const head = 'POST /names HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n';
  client.write(`${head}Content-Length: 12\r\n\r\n"half of`);
  // The other half comes with another packet, after the headers were handled.
  while (received === 0) await new Promise((resolve) => setImmediate(resolve));
  client.end(' it"');
  await text(client);
  const [work, request] = await sent();
  expect(work).toMatchObject({ name: 'work', traceId: request?.traceId, parentSpanId: request?.spanId });
});

it('traces a request without a route by its method only, and a method that nobody knows by none', async () => {
  await server.inject({ url: '/jane-doe' });
  await server.inject({ url: '/jane-doe', method: 'PROPFIND' as 'GET' });
  const spans = await sent();
  expect(spans.map(({ name, isError }) => [name, isError])).toEqual([
    ['GET', false],
    ['HTTP', false],
  ]);
  expect(spans[1]?.attributes['http.request.method']).toBe('_OTHER');
});

it('ends when the client closes a response that has no end', async () => {
  await server.listen();
  const { port } = server.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1').end('GET /endless HTTP/1.1\r\nHost: x\r\n\r\n', 'latin1');
  await once(client, 'data');
  const closed = new Promise((resolve) => server.server.once('connection', resolve));
  client.destroy();
  await fetch(`http://127.0.0.1:${port}/livez`);
  await closed;
  const [request] = await sent();
  expect(request?.attributes).toMatchObject({ 'http.response.status_code': 200, 'claim_ledger.closed_early': true });
});

it('traces no probes', async () => {
  await server.inject({ url: '/livez' });
  expect(await sent()).toEqual([]);
});
