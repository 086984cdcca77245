import type { LoggerService } from '@nestjs/common';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { LogLevel } from './log-levels.js';
import { onClose } from './response-close.js';

/** One JSON object per line, to standard error: standard output is for the results of a command. */
export const loggerOptions = (level: LogLevel) => ({
  level,
  stream: process.stderr,
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
});

/**
 * One line per request, when it is answered, or as it is answered if the client has closed the connection before. Headers,
 * bodies and query parameters are never logged. See `logEarlyCloses`.
 */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {
    // The line about the response has everything.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    logRequest(request, reply, error && { err: error });
  }
}

/**
 * Logs what the framework doesn't: requests whose response can't arrive, since the client has closed the connection. What
 * they record is recorded nevertheless.
 */
export function logEarlyCloses(fastify: FastifyInstance): void {
  const closed = (request: FastifyRequest, reply: FastifyReply): void => {
    logRequest(request, reply, { closedEarly: true });
  };
  const answered = new WeakSet<FastifyReply>();
  fastify.addHook('onRequest', (request, reply, done) => {
    onClose(reply, () => {
      // Before it is answered, who it is from and what becomes of it may not be known. A stream that the handler itself
      // writes is sent already.
      if (!reply.raw.writableFinished && (answered.has(reply) || reply.sent)) closed(request, reply);
    });
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.raw.closed) closed(request, reply);
    else answered.add(reply);
    done();
  });
}

function logRequest(request: FastifyRequest, reply: FastifyReply, more?: object | null): void {
  const { method, principal, routeOptions } = request;
  request.log.info(
    {
      method,
      path: pathOf(request),
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      principal: principal?.id,
      ...more,
    },
    'request',
  );
}

/** The path without query parameters. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '/';

/** At start the framework reports every part and every route; that helps only to debug the wiring. */
const FRAMEWORK: ReadonlySet<string> = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);

/** Sends the messages of the framework, and of parts that use its `Logger`, to the same log. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: FastifyBaseLogger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextIn(rest);
    if (FRAMEWORK.has(context.context ?? '')) this.logger.debug(context, String(message));
    else this.logger.info(context, String(message));
  }

  /** @param rest the stack, or the error itself, and the context at the end */
  error(message: unknown, ...rest: unknown[]): void {
    // The application also throws its errors, and its caller reports them in words.
    if (contextIn(rest).context === 'NestApplication') {
      this.debug(message, ...rest);
      return;
    }
    const [cause] = rest.slice(0, -1);
    const what = cause instanceof Error ? { err: cause } : typeof cause === 'string' ? { stack: cause } : {};
    this.logger.error({ ...contextIn(rest), ...what }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(contextIn(rest), String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextIn(rest), String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace(contextIn(rest), String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal(contextIn(rest), String(message));
  }
}

function contextIn(rest: readonly unknown[]): { readonly context?: string } {
  const context = rest.at(-1);
  return typeof context === 'string' ? { context } : {};
}
