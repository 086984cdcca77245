import type { FastifyInstance } from 'fastify';

/**
 * What every response says to browsers: no page may show it in a frame, load it from another site or guess another type
 * than it says, and nothing in it runs or loads anything. Pages replace the policy by their own. The names of the server
 * and of its version are in no header. HSTS belongs to the proxy that has the certificate.
 */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Call it before other hooks are registered: they may answer. */
export function registerSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done();
  });
}
