import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Request headers that a script may send; the simple ones need no permission. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Content-Encoding',
  'Idempotency-Key',
  'Accept-Datetime',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'traceparent',
  'X-Request-Id',
];

/** Response headers that a script may read. */
const RESPONSE_HEADERS = [
  'Content-Location',
  'ETag',
  'Feed-Cursor',
  'Ledger-Position',
  'Ledger-Recorded-Until',
  'Link',
  'Location',
  'Memento-Datetime',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];

const PREFLIGHT_CACHE_SECONDS = 600;

/** Lets scripts on pages of these origins call the API; keys are sent in a header: the cookie of a session counts only in requests of the ledger's own pages. */
export async function registerCors(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await fastify.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: REQUEST_HEADERS,
    exposedHeaders: RESPONSE_HEADERS,
    maxAge: PREFLIGHT_CACHE_SECONDS,
    strictPreflight: false,
  });
}
