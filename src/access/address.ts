import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** What counts as one client without a key: its address, or the network of a whole IPv6 site (/64). */
export const addressOf = ({ ip }: Pick<FastifyRequest, 'ip'>): string => rateLimit.normalizeIP(ip);
