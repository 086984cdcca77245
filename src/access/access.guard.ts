import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Scope } from './access.events.js';
import { AccessService, type Principal } from './access.service.js';
import { ForbiddenError, UnauthenticatedError } from './errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes that need a scope. */
    principal?: Principal;
  }
}

const SCOPE = 'scope';
const ANY = 'any';

/** The route is for principals with this scope; without it a route is open to all. */
export const NeedsScope = (scope: Scope) => SetMetadata(SCOPE, scope);

/** The route is for principals; which scope it takes depends on the body. */
export const NeedsKey = () => SetMetadata(SCOPE, ANY);

/** Throws an `UnauthenticatedError` or a `ForbiddenError`, which are told apart as 401 and 403. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.get<Scope | typeof ANY | undefined>(SCOPE, context.getHandler());
    if (!scope) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.principal = await this.principalOf(request.headers.authorization);
    if (scope !== ANY) requireScope(request.principal, scope);
    return true;
  }

  private async principalOf(authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) throw new UnauthenticatedError('Say who you are: Authorization: Bearer clk_…');
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const principal = token === undefined ? undefined : await this.access.authenticate(token);
    if (!principal) throw new UnauthenticatedError('The key is unknown, wrong or expired.');
    return principal;
  }
}

export function requireScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.includes(scope)) throw new ForbiddenError(scope);
}

/** The scope that recording an event of this type takes. */
export const scopeFor = (type: unknown): Scope =>
  type === 'VerdictIssued' || type === 'VerdictWithdrawn' ? 'rate' : 'record';
