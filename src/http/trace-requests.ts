import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Span, within } from '../tracing/span.js';
import type { Tracer } from '../tracing/tracer.js';
import { onClose } from './response-close.js';

/** Methods that are named as they are; others could be any text. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'QUERY']);
/** Probes and scrapes come every few seconds, and say nothing that metrics don't. */
const NOT_TRACED = new Set<string | undefined>(['/livez', '/readyz', '/metrics']);

/**
 * Traces every request by the conventions of OpenTelemetry for HTTP servers, without its address and its client: see
 * docs/privacy.md. Lines of its log name the trace.
 */
export function traceRequests(fastify: FastifyInstance, tracer: Tracer): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (NOT_TRACED.has(request.routeOptions.url)) {
      done();
      return;
    }
    const span = begin(tracer, request);
    request.span = span;
    request.log = reply.log = request.log.child({ trace_id: span.traceId, span_id: span.spanId });
    onClose(reply, () => {
      end(request, reply);
    });
    within(span, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply);
    done();
  });
}

function begin(tracer: Tracer, { method, routeOptions, protocol, raw, headers }: FastifyRequest): Span {
  const named = METHODS.has(method) ? method : '_OTHER';
  const { url: route } = routeOptions;
  const name = `${named === '_OTHER' ? 'HTTP' : named}${route === undefined ? '' : ` ${route}`}`;
  const attributes = {
    'http.request.method': named,
    ...(route !== undefined && { 'http.route': route }),
    'url.scheme': protocol,
    'network.protocol.version': raw.httpVersion,
  };
  return tracer.begin(name, { kind: 'server', attributes }, headers);
}

/** Once: for a client that closes the connection before it has its response, only the connection says so. */
function end(request: FastifyRequest, { raw, statusCode }: FastifyReply): void {
  const { span } = request;
  delete request.span;
  if (raw.headersSent) span?.set({ 'http.response.status_code': statusCode });
  if (raw.headersSent && statusCode >= 500) span?.fail(String(statusCode));
  if (!raw.writableEnded) span?.set({ 'claim_ledger.closed_early': true });
  span?.end();
}
