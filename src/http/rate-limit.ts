import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDelivery } from '../access/door-route.js';
import { problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { addressOf } from '../access/address.js';

const WINDOW_MS = 60_000;
/** Monitoring is never limited. */
const UNLIMITED = new Set<string | undefined>(['/livez', '/readyz', '/metrics']);

/**
 * Limits the requests per minute of each key, and without a valid key, or while the log can't be reached to check it, of
 * each address. Reports in every response how many are left (`RateLimit` and `RateLimit-Policy`,
 * draft-ietf-httpapi-ratelimit-headers-10). Further requests get 429.
 *
 * @param perMinute of a key without a rate of its own, and of an address; 0 for no limit
 */
export async function registerRateLimit(fastify: FastifyInstance, perMinute: number): Promise<void> {
  await fastify.register(rateLimit, { global: false });
  const limitOf = ({ principal }: FastifyRequest): number => principal?.ratePerMinute ?? perMinute;
  const count = fastify.createRateLimit({ max: limitOf, timeWindow: WINDOW_MS, keyGenerator: counterOf });
  fastify.addHook('onRequest', async (request, reply) => {
    const limit = limitOf(request);
    if (limit === 0 || UNLIMITED.has(request.routeOptions.url)) return;
    const counted = await count(request);
    if (counted.isAllowed) return;
    void reply
      .header('RateLimit-Policy', `"requests";q=${limit};w=${WINDOW_MS / 1000}`)
      .header('RateLimit', `"requests";r=${counted.remaining};t=${counted.ttlInSeconds}`);
    if (!counted.isExceeded) return;
    void reply.header('Retry-After', counted.ttlInSeconds);
    sendProblem(
      reply,
      request,
      problem(429, `The limit is ${limit} requests per minute. Retry in ${counted.ttlInSeconds} seconds.`),
    );
    return reply;
  });
}

/** What a sender delivers takes nothing from what else is called from its address. */
function counterOf(request: FastifyRequest): string {
  if (request.principal) return `key ${request.principal.key}`;
  return `${isDelivery(request) ? 'deliveries, ' : ''}address ${addressOf(request)}`;
}
