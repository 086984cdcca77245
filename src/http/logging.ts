import type { LoggerService } from '@nestjs/common';
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { LogLevel } from './log-levels.js';

/** One JSON object a line, to standard error: standard output is for what a program answers. */
export const loggerOptions = (level: LogLevel) => ({
  level,
  stream: process.stderr,
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
});

/** One line a request, when it is answered. Neither headers nor bodies nor parameters are ever logged. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {
    // The line about the answer says it all.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { method, principal, routeOptions } = request;
    request.log.info(
      {
        method,
        path: pathOf(request),
        route: routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        principal: principal?.id,
        ...(error && { err: error }),
      },
      'request',
    );
  }
}

/** Without the parameters. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '/';

/** What the framework, and the parts made with its `Logger`, say goes to the same log. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: FastifyBaseLogger) {}

  /** At start the framework names each route: that is for those who look for a fault in the wiring. */
  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextIn(rest), String(message));
  }

  /** @param rest the stack, or what was thrown, and at the end the context */
  error(message: unknown, ...rest: unknown[]): void {
    // What the application can't do it throws as well, and whoever started it says so, in words.
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
