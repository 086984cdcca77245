import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who waits for a response. */
export interface Requester {
  /** The same for all requests of a caller: a principal, or without a valid key an address. */
  readonly caller: string;
  /** Is aborted when the connection ends, with a `RequestAbortedError`. */
  readonly gone: AbortSignal;
}

/** The client has left before there was a response. The status is only for the server's own log. */
export class RequestAbortedError extends Error {
  readonly statusCode = 499;

  constructor() {
    super('The client has closed the connection.');
    this.name = new.target.name;
  }
}

/** Costs nothing for a request that doesn't wait. */
export function requesterOf(request: FastifyRequest, { raw }: FastifyReply): Requester {
  let gone: AbortSignal | undefined;
  return {
    get caller() {
      return callerOf(request);
    },
    get gone() {
      gone ??= closeOf(raw);
      return gone;
    },
  };
}

function closeOf(response: FastifyReply['raw']): AbortSignal {
  const closed = new AbortController();
  const close = (): void => {
    closed.abort(new RequestAbortedError());
  };
  if (response.destroyed) close();
  else response.once('close', close);
  return closed.signal;
}

export function callerOf({ principal, ip }: FastifyRequest): string {
  return principal ? `principal ${principal.id}` : `address ${rateLimit.normalizeIP(ip)}`;
}
