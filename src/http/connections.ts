import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The least that a client must read of a response on average, after the time that every request has, in bytes a second. */
const READ_RATE = 10_000;
/** Requests that a client may send on one connection before it has read the responses. */
const MAX_PIPELINED = 32;

/** What a client may do with connections. */
export interface ConnectionLimits {
  /** The maximum number of connections. */
  readonly max: number;
  /** How long a client may read nothing of a response, and how much longer than its size takes at a minimum rate. */
  readonly timeoutMs: number;
}

/** What the server requests of itself, as pages do, has no connection. */
export const isConnection = (socket: object): socket is Socket => socket instanceof Socket;

/** What a connection holds. */
class OpenConnection {
  requests = 0;
  readonly timers = new Set<NodeJS.Timeout>();

  constructor(readonly socket: Socket) {
    socket.once('close', () => {
      for (const timer of this.timers) clearTimeout(timer);
    });
  }
}

/**
 * Bounds what clients can hold that connect, and then send or read slowly or not at all: connections, and responses in
 * memory. Streams have a bound of their own: see `dropSlowConsumer`.
 */
export function limitConnections(fastify: FastifyInstance, { max, timeoutMs }: ConnectionLimits): void {
  fastify.server.maxConnections = max;
  // By default, Node.js answers this with an empty 417. RFC 9110, 10.1.1 allows to ignore it.
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
  const connections = new WeakMap<Socket, OpenConnection>();
  const connectionOf = (socket: Socket): OpenConnection => {
    const connection = connections.get(socket) ?? new OpenConnection(socket);
    connections.set(socket, connection);
    return connection;
  };
  fastify.addHook('onRequest', ({ raw: { socket } }, { raw: response }, done) => {
    if (!isConnection(socket)) {
      done();
      return;
    }
    const connection = connectionOf(socket);
    if (connection.requests >= MAX_PIPELINED) {
      socket.destroy();
      return;
    }
    connection.requests += 1;
    response.once('close', () => (connection.requests -= 1));
    done();
  });
  fastify.addHook('onSend', ({ raw: { socket } }, { raw: response }, payload, done) => {
    // A client that has left in the meantime needs no timer: nothing would clear it.
    if (isConnection(socket) && !socket.destroyed && (typeof payload === 'string' || Buffer.isBuffer(payload))) {
      // If the client reads nothing for so long, Node.js destroys the connection.
      response.setTimeout(timeoutMs);
      const { timers } = connectionOf(socket);
      const timer = setTimeout(() => socket.destroy(), timeoutMs + (payload.length / READ_RATE) * 1_000);
      timers.add(timer);
      response.once('finish', () => {
        clearTimeout(timer);
        timers.delete(timer);
      });
    }
    done(null, payload);
  });
}
