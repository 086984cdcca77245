import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemOf } from './problem.js';

/** Every error that reaches a caller leaves as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const sent = problemOf(error);
    const request = http.getRequest<FastifyRequest>();
    if (sent.status >= 500)
      this.logger.error(`${request.method} ${pathOf(request)}`, error instanceof Error ? error.stack : error);
    sendProblem(http.getResponse<FastifyReply>(), request, sent);
  }
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, problem: Problem): void {
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="claim-ledger"');
  if (problem.status === 503) void reply.header('Retry-After', '1');
  void reply
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, instance: pathOf(request) }));
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '/';
