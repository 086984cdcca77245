import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { span } from '../tracing/span.js';
import { callerOfRequest, RequestAbortedError } from './requester.js';
import type { Turns } from './turns.js';

/** Lets each request of the API begin when it is its caller's turn. */
export class TurnsGuard implements CanActivate {
  constructor(private readonly turns: Turns) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (request.routeOptions.url?.startsWith('/v1/')) {
      await span('wait for turn', () => this.turns.take(callerOfRequest(request)));
      if (http.getResponse<FastifyReply>().raw.destroyed) throw new RequestAbortedError();
    }
    return true;
  }
}
