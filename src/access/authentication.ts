import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessService, Principal } from './access.service.js';
import { isDelivery } from './door-route.js';
import { bearerToken } from './api-key.js';
import { ForeignPageError, UnauthenticatedError } from './errors.js';
import type { KeyAttempts } from './key-attempts.js';
import type { KeyUsageTracker } from './key-usage.js';
import { keyInCookie, requireOwnPage } from './session-cookie.js';

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

/** Writes whose body has the key. */
const KEYLESS = new Set<string | undefined>(['/session']);

/**
 * Verifies the key of each request once, before any other hook: `request.principal` is what the rate limit, the guard
 * and the handlers read. An invalid key is an error only where a principal is required: see `requirePrincipal`.
 *
 * Writes without a valid key are rejected before their body is read, but after the rate limit has counted them.
 */
export function registerAuthentication(
  fastify: FastifyInstance,
  access: AccessService,
  attempts: KeyAttempts,
  uses: KeyUsageTracker,
): void {
  fastify.addHook('onRequest', async (request) => {
    if (!PROBES.has(request.routeOptions.url) && !isDelivery(request)) await authenticate(request, access, attempts);
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const { method, is404 } = request;
    try {
      const needsKey =
        (method === 'POST' || method === 'PUT') &&
        !is404 &&
        !KEYLESS.has(request.routeOptions.url) &&
        !isDelivery(request);
      if (needsKey) uses.note(requirePrincipal(request));
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Sets `principal` or, if the request has a key that can't be accepted, `authenticationError`. Never rejects. */
export async function authenticate(
  request: FastifyRequest,
  access: AccessService,
  attempts: KeyAttempts,
): Promise<void> {
  try {
    const sent = credentialsOf(request);
    if (sent === undefined) return;
    const verify = isRead(request.method) ? 'authenticateReader' : 'authenticate';
    const principal =
      sent.key === undefined ? undefined : await attempts.verify(sent.key, request, (key) => access[verify](key));
    if (principal) request.principal = principal;
    else request.authenticationError = new UnauthenticatedError(INVALID_KEY, sent.isKey);
  } catch (error) {
    request.authenticationError = error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * The key in the header or, without one, in the cookie of a session; undefined for a request without either. Throws an
 * `UnauthenticatedError` for a cookie that doesn't count.
 */
function credentialsOf(request: FastifyRequest): { key: string | undefined; isKey: boolean } | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return { key: bearerToken(authorization), isKey: /^Bearer\b/i.test(authorization) };
  const key = keyInCookie(request);
  if (key === undefined) return undefined;
  try {
    requireOwnPage(request);
  } catch (error) {
    throw error instanceof ForeignPageError
      ? new UnauthenticatedError(`The session's cookie doesn't count in this request. ${error.message}`)
      : error;
  }
  return { key, isKey: true };
}

const INVALID_KEY = 'The key is unknown, wrong, expired or revoked.';

/** Throws an `UnauthenticatedError`, or the log's error if the key couldn't be looked up. */
export function requirePrincipal({ principal, authenticationError }: FastifyRequest): Principal {
  if (principal) return principal;
  throw (
    authenticationError ??
    new UnauthenticatedError('This request needs a key. Send it in the header "Authorization: Bearer clk_…".')
  );
}

export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';
