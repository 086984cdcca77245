import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessService, Principal } from './access.service.js';
import { bearerToken } from './api-key.js';
import { UnauthenticatedError } from './errors.js';
import type { KeyUsageTracker } from './key-usage.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The principal of the request's key; undefined without a valid key. */
    principal?: Principal;
    /** Why the request has a key but no principal. */
    authenticationError?: Error;
  }
}

/** Probes must answer quickly whatever the state of the log, so their keys aren't looked up. */
const PROBES = new Set<string | undefined>(['/livez', '/readyz']);

/**
 * Verifies the key of each request once, before any other hook: `request.principal` is what the rate limit, the guard
 * and the handlers read. An invalid key is an error only where a principal is required: see `requirePrincipal`.
 *
 * Writes without a valid key are rejected before their body is read, but after the rate limit has counted them.
 */
export function registerAuthentication(fastify: FastifyInstance, access: AccessService, uses: KeyUsageTracker): void {
  fastify.addHook('onRequest', async (request) => {
    if (!PROBES.has(request.routeOptions.url)) await authenticate(request, access);
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const { method, is404 } = request;
    try {
      if ((method === 'POST' || method === 'PUT') && !is404) uses.note(requirePrincipal(request));
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Sets `principal` or, if the request has a key that can't be accepted, `authenticationError`. Never rejects. */
export async function authenticate(request: FastifyRequest, access: AccessService): Promise<void> {
  const { authorization } = request.headers;
  if (authorization === undefined) return;
  try {
    const principal = await principalOf(authorization, isRead(request.method), access);
    if (principal) request.principal = principal;
    else request.authenticationError = invalidKey(authorization);
  } catch (error) {
    request.authenticationError = error instanceof Error ? error : new Error(String(error));
  }
}

/** Throws an `UnauthenticatedError`, or the log's error if the key couldn't be looked up. */
export function requirePrincipal({ principal, authenticationError }: FastifyRequest): Principal {
  if (principal) return principal;
  throw (
    authenticationError ??
    new UnauthenticatedError('This request needs a key. Send it in the header "Authorization: Bearer clk_…".')
  );
}

export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

async function principalOf(
  authorization: string,
  reads: boolean,
  access: AccessService,
): Promise<Principal | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  return reads ? access.authenticateReader(token) : access.authenticate(token);
}

const invalidKey = (authorization: string): Error =>
  new UnauthenticatedError('The key is unknown, wrong, expired or revoked.', /^Bearer\b/i.test(authorization));
