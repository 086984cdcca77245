import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ROUTE, type RouteDescription } from './openapi.decorators.js';
import { BadRequestError } from './problem.js';

/** Rejects any parameter of a route that declares none: ignoring a parameter silently would give a wrong answer. */
export class StrictQueryGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const route = this.reflector.get<RouteDescription | undefined>(ROUTE, context.getHandler());
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (route && !route.query) refuseAny(Object.keys(query as object));
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
