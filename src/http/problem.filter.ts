import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { challengeOf, TooManyKeyAttemptsError } from '../access/errors.js';
import { LogClosedError } from '../event-log/event-log.js';
import { isDamage } from '../event-log/sqlite/errors.js';
import { DamagedReadModelError, NoReadModelError } from '../read-model/current-read-model.js';
import { TemporarilyUnavailableError } from './errors.js';
import { pathOf } from './logging.js';
import { type Problem, problemOf } from './problem.js';
import type { Span } from '../tracing/span.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request is in its trace; undefined if no traces are sent. */
    span?: Span;
  }
}

/** Errors that disappear by themselves: nothing is broken. The log is closed by a server that ends. */
const PASSING = [TemporarilyUnavailableError, NoReadModelError, LogClosedError] as const;

/** Turns every error that reaches a client into a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param onDamagedReadModel called when a request finds the read model damaged */
  constructor(private readonly onDamagedReadModel: () => void) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const isDamaged = isDamage(thrown);
    const error = isDamaged ? new DamagedReadModelError({ cause: thrown }) : thrown;
    if (isDamaged) this.onDamagedReadModel();
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const sent = problemOf(error, request.id);
    const passes = PASSING.some((type) => error instanceof type);
    if (sent.status >= 500 && !passes) {
      request.log.error({ err: error }, `${request.method} ${pathOf(request)} failed`);
    }
    const reply = http.getResponse<FastifyReply>();
    const challenge = challengeOf(error);
    if (challenge !== undefined) void reply.header('WWW-Authenticate', challenge);
    sendProblem(reply, request, sent, retryAfterOf(error));
  }
}

/** What a route may have said of its answer before it failed. */
const OF_ANSWERS = [
  'Cache-Control',
  'ETag',
  'Link',
  'Memento-Datetime',
  'Content-Location',
  'Content-Disposition',
  'Feed-Cursor',
];

function retryAfterOf(error: unknown): number | undefined {
  const isLater = error instanceof NoReadModelError || error instanceof TooManyKeyAttemptsError;
  return isLater ? error.retryAfterSeconds : undefined;
}

/** @param retryAfter in seconds; default: 1 for a 503 */
export function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: Problem,
  retryAfter = problem.status === 503 ? 1 : undefined,
): void {
  const { span } = request;
  span?.set({ 'claim_ledger.problem': problem.type });
  const trace = span && problem.status >= 500 ? { traceId: span.traceId } : {};
  for (const name of OF_ANSWERS) void reply.removeHeader(name);
  if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
  void reply
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, instance: pathOf(request), ...trace }));
}
