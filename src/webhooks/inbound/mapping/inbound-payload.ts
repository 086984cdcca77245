import { parseJson } from '../../../http/json-body.js';
import { BadRequestError } from '../../../http/problem.js';
import { MappingError } from './mapped.js';

/** A delivery as it was accepted. */
export interface InboundPayload {
  /** Identifies the delivery within its integration. */
  readonly id: string;
  /** When it was accepted: an ISO instant in UTC. */
  readonly receivedAt: string;
  readonly contentType: string;
  /** By name in lower case, without those that hold a secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came. */
  readonly body: Uint8Array;
}

/** The media type without parameters, in lower case. */
export const mediaType = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

/**
 * Parses JSON as strictly as the API does: without repeated names, `__proto__`, or more nesting than an event may have.
 *
 * @throws MappingError
 */
export function parsePayload(body: Uint8Array, what = 'The payload'): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    const [first] = error.errors ?? [];
    const where = first === undefined || first.pointer === '' ? '' : ` At ${first.pointer}:`;
    throw new MappingError(`${what} can't be read.${where} ${error.message}`, error.errors);
  }
}
