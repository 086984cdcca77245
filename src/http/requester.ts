import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressOf } from '../access/address.js';

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
export const requesterOf = (request: FastifyRequest, { raw }: FastifyReply): Requester =>
  new LazyRequester(request, raw);

/**
 * A class, as V8 keeps the accessors of an object literal in a hidden class of that object: requests would then be freed
 * only by full collections.
 */
class LazyRequester implements Requester {
  private closed: AbortSignal | undefined;

  constructor(
    private readonly request: FastifyRequest,
    private readonly response: FastifyReply['raw'],
  ) {}

  get caller(): string {
    return callerOfRequest(this.request);
  }

  get gone(): AbortSignal {
    this.closed ??= closeOf(this.response);
    return this.closed;
  }
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

/** The same for all requests of a caller: see `Requester`. */
export const callerOfRequest = (request: FastifyRequest): string =>
  request.principal ? callerOf(request.principal.id) : `address ${addressOf(request)}`;

/** The caller that a principal is. */
export const callerOf = (principal: string): string => `principal ${principal}`;
