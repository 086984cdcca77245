import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDelivery } from '../access/door-route.js';
import { parseJson } from './json-body.js';
import type { LogLevel } from './log-levels.js';
import { logEarlyCloses, loggerOptions, RequestLog } from './logging.js';
import { registerMethodNotAllowed } from './method-not-allowed.js';
import { MARKUP_ROUTE, MARKUP_TYPES } from './markup-types.js';
import { problem, problemOf } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { refuseWhileStopping } from './refuse-while-stopping.js';
import { requestIdOf } from './request-id.js';
import { registerSecurityHeaders, SECURITY_HEADERS } from './security-headers.js';

/** The limit of one JSON body; imports are streamed, and have no total limit. */
export const MAX_BODY_BYTES = 1024 * 1024;

const READS =
  'This server reads JSON, with Content-Type: application/json; at /v1/import it reads NDJSON, with Content-Type: application/x-ndjson, and ClaimReview markup, with application/ld+json or text/html.';

export interface AdapterSettings {
  /** Whose `X-Forwarded-For` names the client. */
  readonly trustedProxies: readonly string[];
  /** How long the headers of a request may take to arrive. */
  readonly requestTimeoutMs: number;
}

/** How often Node.js looks for requests whose headers take too long. */
const CHECKING_MS = 5_000;

/** Requests that never reach a controller get problem documents too. */
export function createFastifyAdapter(
  logLevel: LogLevel,
  { trustedProxies, requestTimeoutMs }: AdapterSettings,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    logger: loggerOptions(logLevel),
    logController: new RequestLog(),
    genReqId: requestIdOf,
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    forceCloseConnections: true,
    // See `refuseWhileStopping`.
    return503OnClosing: false,
    http: {
      headersTimeout: requestTimeoutMs,
      // Bodies have a timeout of their own, since an import may take any time: see `registerBodyTimeout`.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(requestTimeoutMs, CHECKING_MS),
    },
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...SECURITY_HEADERS, 'X-Request-Id': request.id });
      sendProblem(reply, request, problemOf(error, request.id));
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      if (isAnswering(socket)) {
        socket.destroy();
        return;
      }
      const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
      const body = JSON.stringify(problem(status, `The request could not be read (${error.code}).`));
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/problem+json\r\n` +
          `${SECURITY_LINES}X-Request-Id: ${randomUUID()}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });
  const fastify = adapter.getInstance();
  registerSecurityHeaders(fastify);
  logEarlyCloses(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    done();
  });
  refuseWhileStopping(fastify);
  registerMethodNotAllowed(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, isDelivery(request) ? body : parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('application/x-ndjson', (request, payload, done) => {
    if (request.routeOptions.url === MARKUP_ROUTE || isDelivery(request)) done(null, payload);
    else done(unsupported(request.headers['content-type']));
  });
  // Markup is JSON that follows no rule of the API's own, so only the import reads it.
  fastify.addContentTypeParser(MARKUP_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url === MARKUP_ROUTE || isDelivery(request)) done(null, body);
    else done(unsupported(request.headers['content-type']));
  });
  fastify.addContentTypeParser('*', (request, payload, done) => {
    if (isDelivery(request)) done(null, payload);
    else done(unsupported(request.headers['content-type']));
  });
  return adapter;
}

/** Whether a response on this connection has begun, by the property that Node.js itself looks at. */
const isAnswering = (socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean =>
  socket._httpMessage?.headersSent === true;

/** For responses that are written to the socket itself. */
const SECURITY_LINES = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

function unsupported(type: string | undefined): UnsupportedMediaTypeException {
  const given = type === undefined ? 'The body has no Content-Type.' : `The body has the Content-Type "${type}".`;
  return new UnsupportedMediaTypeException(`${given} ${READS}`);
}
