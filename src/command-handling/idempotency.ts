import type { Json } from '../event-log/event-log.js';
import { digestOf } from '../lib/digest.js';

/** How a request is known again, for ever and at every instance: digests of where it came from and of what it said. */
export interface Idempotency {
  readonly key: string;
  readonly body: string;
}

/** For a key that a caller chose: it belongs to its principal and to one route. */
export const requestIdempotency = (principal: string, route: string, key: string, body: Json): Idempotency => ({
  key: digestOf(['request', principal, route, key]),
  body: digestOf(body),
});

/** For a line of an import: whoever imports it. `key` is the line's own, or made of its text and its ordinal. */
export const lineIdempotency = (stream: string, key: string, command: Json): Idempotency => ({
  key: digestOf(['line', stream, key]),
  body: digestOf(command),
});
