import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { recordingScope } from '../domain/recording-scope.js';
import type { Scope } from './access.events.js';
import type { Principal } from './access.service.js';
import { isRead, requirePrincipal } from './authentication.js';
import { ForbiddenError } from './errors.js';
import type { KeyUsageTracker } from './key-usage.js';

/** What a route requires: a scope, any key at all, a valid key or none, or nothing, whatever the settings are. */
export type AccessRequirement = Scope | 'any' | 'optional' | 'nothing';
export const NEED = 'need';

/** The route is for principals with this scope. */
export const RequiresScope = (scope: Scope) => SetMetadata(NEED, scope);

/** The route is for principals; the scope that it requires depends on the body. */
export const RequiresKey = () => SetMetadata(NEED, 'any');

/** The route is public, even if reading is closed: it reveals nothing of what the ledger holds. */
export const Public = () => SetMetadata(NEED, 'nothing');

/** The route is public, but a key that is sent must be valid. It reveals nothing of what the ledger holds. */
export const AcceptsKey = () => SetMetadata(NEED, 'optional');

/** Whether reading requires a key with the scope `read`. */
export type ReadAccess = 'open' | 'closed';

/**
 * Denies access by default. A route without a requirement needs the scope `read` if it only reads (unless reading is
 * open), and `admin` otherwise. Throws an `UnauthenticatedError` (401) or a `ForbiddenError` (403).
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
    // The use of a key by a write is noted before its body is read.
    if (isRead(request.method)) this.uses.note(principal);
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

/**
 * Throws a `ForbiddenError` if the principal may not record events of this type. A void requires the scope of what it
 * voids, which only the claim knows: here, it requires one of the two.
 */
export function requireScopeFor(principal: Principal, type: unknown): void {
  if (type === 'EntryVoided' && principal.scopes.includes('rate')) return;
  requireScope(principal, recordingScope(type));
}
