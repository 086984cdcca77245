import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the caller calls this request, if it can stand in a log and a header: else a name of ours. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : randomUUID();
}
