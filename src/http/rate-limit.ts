import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { isDelivery } from '../access/door-route.js';
import { problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { callerOf } from './requester.js';

const WINDOW_MS = 60_000;
/** Monitoring is never limited. */
const UNLIMITED = new Set<string | undefined>(['/livez', '/readyz', '/metrics']);

/**
 * Limits the requests of each caller per minute, and reports in every response how many are left (`RateLimit` and
 * `RateLimit-Policy`, draft-ietf-httpapi-ratelimit-headers-10). Further requests get 429. A caller is a principal;
 * without a valid key, or while the log can't be reached to check it, an address.
 */
export async function registerRateLimit(fastify: FastifyInstance, perMinute: number): Promise<void> {
  await fastify.register(rateLimit, { global: false });
  const count = fastify.createRateLimit({
    max: perMinute,
    timeWindow: WINDOW_MS,
    // What a sender sends takes nothing from what else is called from its address.
    keyGenerator: (request) => `${isDelivery(request) ? 'deliveries, ' : ''}${callerOf(request)}`,
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (UNLIMITED.has(request.routeOptions.url)) return;
    const counted = await count(request);
    if (counted.isAllowed) return;
    void reply
      .header('RateLimit-Policy', `"requests";q=${perMinute};w=${WINDOW_MS / 1000}`)
      .header('RateLimit', `"requests";r=${counted.remaining};t=${counted.ttlInSeconds}`);
    if (!counted.isExceeded) return;
    void reply.header('Retry-After', counted.ttlInSeconds);
    sendProblem(
      reply,
      request,
      problem(429, `The limit is ${perMinute} requests per minute. Retry in ${counted.ttlInSeconds} seconds.`),
    );
    return reply;
  });
}
