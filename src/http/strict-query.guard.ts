import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ROUTE, type RouteDescription } from './openapi.decorators.js';
import { answersAboutPast } from './as-of.js';
import { BadRequestError } from './problem.js';

/**
 * Rejects what a route would ignore, which would give a wrong answer: any parameter of a route that declares none, and
 * `Accept-Datetime` for a read that can't answer about the past (RFC 7089 has servers ignore it).
 */
export class StrictQueryGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const route = this.reflector.get<RouteDescription | undefined>(ROUTE, context.getHandler());
    const { query, headers, method } = context.switchToHttp().getRequest<FastifyRequest>();
    if (route && !route.query) refuseAny(Object.keys(query as object));
    if (method === 'GET' && headers['accept-datetime'] !== undefined && !(route && answersAboutPast(route))) {
      throw new BadRequestError('This route answers about the present only, so Accept-Datetime must not be sent.');
    }
    return true;
  }
}

function refuseAny(names: readonly string[]): void {
  if (names.length === 0) return;
  const violations = names.slice(0, 10).map((name) => {
    return { pointer: `/${name}`, code: 'unknown-field', message: `Unknown parameter "${name}".` };
  });
  throw new BadRequestError('The query parameters are invalid. This route has none.', violations);
}
