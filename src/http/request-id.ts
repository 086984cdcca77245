import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The client's id of this request, if it is safe in a log and a header; otherwise a generated one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : randomUUID();
}
