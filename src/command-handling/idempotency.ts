import type { Json } from '../event-log/event-log.js';
import { digestOf } from '../lib/digest.js';

/**
 * How a repeated request is recognized, at every instance and without expiry: digests of its origin and of its content.
 */
export interface Idempotency {
  readonly key: string;
  readonly body: string;
}

/** For a key chosen by the client: it is valid for its principal and one route. */
export const requestIdempotency = (principal: string, route: string, key: string, body: Json): Idempotency => ({
  key: digestOf(['request', principal, route, key]),
  body: digestOf(body),
});

/**
 * For a line of an import, whichever principal imports it.
 *
 * @param key the line's own, or derived from its command and ordinal
 * @param body the digest of its command
 */
export const lineIdempotency = (stream: string, key: string, body: string): Idempotency => ({
  key: digestOf(['line', stream, key]),
  body,
});
