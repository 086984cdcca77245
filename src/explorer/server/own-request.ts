import { once } from 'node:events';
import {
  type IncomingHttpHeaders,
  IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A request of the server to itself. */
export interface OwnRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The address of the client on whose behalf it is sent. */
  readonly remoteAddress: string;
}

export interface OwnResponse {
  readonly status: number;
  /** A header of the response by its name in lower case; undefined if there is none. */
  header(name: string): string | undefined;
  readonly body: string;
}

/**
 * Sends a GET to the server itself: without a connection, but through all that every request passes.
 *
 * Not by `inject`, which is made for tests: it defines accessors on each of its requests and responses. V8 puts functions
 * that are assigned to a property, and those of accessors, into its old heap, where all that they can reach, here a page's
 * data, lives until that is collected.
 *
 * @throws Error if the server ended the request without a response
 */
export async function requestOwn(
  fastify: FastifyInstance,
  { url, headers, remoteAddress }: OwnRequest,
): Promise<OwnResponse> {
  const connection = new NoConnection(remoteAddress);
  const request = new IncomingMessage(connection as unknown as Socket);
  Object.assign(request, { method: 'GET', url, headers, httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1 });
  request.complete = true;
  request.push(null);
  const response = new KeptResponse(request);
  response.assignSocket(connection as unknown as Socket);
  // What Node.js does with the connection of a client. Destroyed before its last write is over, it would make errors.
  response.once('finish', () => connection.end());
  fastify.routing(request, response);
  await once(connection, 'close');
  if (!response.writableFinished) throw new Error(`The server ended its own request for ${url} without a response.`);
  return { status: response.statusCode, header: (name) => response.sent[name]?.toString(), body: response.body };
}

/** In place of a client's socket. */
class NoConnection extends Writable {
  constructor(readonly remoteAddress: string) {
    super();
  }

  override _write(_chunk: unknown, _encoding: BufferEncoding, written: () => void): void {
    written();
  }
}

/** Its body isn't sent anywhere. */
class KeptResponse extends ServerResponse {
  sent: OutgoingHttpHeaders = {};
  body = '';

  override writeHead(
    status: number,
    ...rest: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]
  ): this {
    const given = rest.at(-1);
    this.sent = { ...this.getHeaders(), ...(typeof given === 'object' && !Array.isArray(given) && given) };
    this.statusCode = status;
    return super.writeHead(status);
  }

  override write(chunk: string | Uint8Array): boolean {
    this.body += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk);
    return super.end();
  }
}
