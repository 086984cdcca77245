import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Scope } from './access.events.js';
import type { Principal } from './access.service.js';
import { isRead, requirePrincipal } from './authentication.js';
import { ForbiddenError } from './errors.js';
import type { KeyUsageTracker } from './key-usage.js';

/** What a route takes: a scope, any key at all, a valid key or none, or nothing, whatever the settings are. */
export type AccessRequirement = Scope | 'any' | 'optional' | 'nothing';
export const NEED = 'need';

/** The route is for principals with this scope. */
export const RequiresScope = (scope: Scope) => SetMetadata(NEED, scope);

/** The route is for principals; which scope it takes depends on the body. */
export const RequiresKey = () => SetMetadata(NEED, 'any');

/** The route is for everybody, also where reading is closed: it tells nothing of what the ledger holds. */
export const Public = () => SetMetadata(NEED, 'nothing');

/** The route is for everybody, but a key that is sent must be valid. It tells nothing of what the ledger holds. */
export const AcceptsKey = () => SetMetadata(NEED, 'optional');

/** Whether who reads needs a key with the scope `read`. */
export type ReadAccess = 'open' | 'closed';

/**
 * A route that doesn't say what it needs is shut: it takes the scope `read` for what only reads, unless reading is open
 * to all, and `admin` for everything else.
 * Throws an `UnauthenticatedError` or a `ForbiddenError`, which are told apart as 401 and 403.
 */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly uses: KeyUsageTracker,
    private readonly reflector: Reflector,
    private readonly reading: ReadAccess,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const said = this.reflector.getAllAndOverride<AccessRequirement | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    const need = said ?? this.unsaid(request.method);
    if (need === 'nothing') return true;
    if (need === 'optional') {
      if (request.authenticationError) throw request.authenticationError;
      return true;
    }
    const principal = requirePrincipal(request);
    this.uses.note(principal);
    if (need !== 'any') requireScope(principal, need);
    return true;
  }

  private unsaid(method: string): AccessRequirement {
    if (!isRead(method)) return 'admin';
    return this.reading === 'closed' ? 'read' : 'nothing';
  }
}

export function requireScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.includes(scope)) throw new ForbiddenError(scope);
}

/** The scope that recording an event of this type takes. */
export const scopeFor = (type: unknown): Scope =>
  type === 'VerdictIssued' || type === 'VerdictWithdrawn' ? 'rate' : 'record';
