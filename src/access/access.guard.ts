import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Scope } from './access.events.js';
import { AccessService, type Principal } from './access.service.js';
import { bearerToken } from './api-key.js';
import { ForbiddenError, UnauthenticatedError } from './errors.js';
import { KeyUsageTracker } from './key-usage.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where a key was needed. */
    principal?: Principal;
  }
}

/** What a route takes: a scope, any key at all, or nothing, whatever the settings are. */
export type AccessRequirement = Scope | 'any' | 'nothing';
export const NEED = 'need';

/** The route is for principals with this scope. */
export const RequiresScope = (scope: Scope) => SetMetadata(NEED, scope);

/** The route is for principals; which scope it takes depends on the body. */
export const RequiresKey = () => SetMetadata(NEED, 'any');

/** The route is for everybody, also where reading is closed: it tells nothing of what the ledger holds. */
export const Public = () => SetMetadata(NEED, 'nothing');

/** Whether who reads needs a key with the scope `read`. */
export type ReadAccess = 'open' | 'closed';

/**
 * A route that doesn't say what it needs is shut: it takes the scope `read` for what only reads, unless reading is open
 * to all, and `admin` for everything else.
 * Throws an `UnauthenticatedError` or a `ForbiddenError`, which are told apart as 401 and 403.
 */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly uses: KeyUsageTracker,
    private readonly reflector: Reflector,
    private readonly reading: ReadAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const said = this.reflector.getAllAndOverride<AccessRequirement | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    const need = said ?? this.unsaid(request.method);
    if (need === 'nothing') return true;
    const principal = await authenticateRequest(request, this.access, this.uses);
    if (need !== 'any') requireScope(principal, need);
    return true;
  }

  private unsaid(method: string): AccessRequirement {
    if (!reads(method)) return 'admin';
    return this.reading === 'closed' ? 'read' : 'nothing';
  }
}

/**
 * Sets the principal of a request, once: before its body is read, where it would write, so that nobody without a key
 * has bodies read here. Throws an `UnauthenticatedError`.
 */
export async function authenticateRequest(
  request: FastifyRequest,
  access: AccessService,
  uses: KeyUsageTracker,
): Promise<Principal> {
  return (request.principal ??= await principalOf(request, access, uses));
}

async function principalOf(
  { method, headers: { authorization } }: FastifyRequest,
  access: AccessService,
  uses: KeyUsageTracker,
): Promise<Principal> {
  if (authorization === undefined) throw new UnauthenticatedError('Say who you are: Authorization: Bearer clk_…');
  const token = bearerToken(authorization);
  const principal =
    token === undefined
      ? undefined
      : await (reads(method) ? access.authenticateReader(token) : access.authenticate(token));
  if (!principal) {
    const isBearer = /^Bearer\b/i.test(authorization);
    throw new UnauthenticatedError('The key is unknown, wrong, expired or revoked.', isBearer);
  }
  uses.note(principal);
  return principal;
}

const reads = (method: string): boolean => method === 'GET' || method === 'HEAD';

export function requireScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.includes(scope)) throw new ForbiddenError(scope);
}

/** The scope that recording an event of this type takes. */
export const scopeFor = (type: unknown): Scope =>
  type === 'VerdictIssued' || type === 'VerdictWithdrawn' ? 'rate' : 'record';
