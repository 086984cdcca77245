import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { HttpStatus } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyStream } from './body-stream.js';
import { isConnection } from './connections.js';
import { UnreadableInputError } from './content-encoding.js';
import { MARKUP_ROUTE, MARKUP_TYPES } from './markup-types.js';

/** The least that a client of an import must send on average, after the time that every request has, in bytes a second. */
const IMPORT_RATE = 500;

/** How long the server waits for a body: `ms`, and as much longer as what has arrived takes at `rate` bytes a second. */
interface Patience {
  readonly ms: number;
  readonly rate?: number;
}

/**
 * Rejects bodies that arrive too slowly with 408: an import below its minimum rate, any other body that takes longer than
 * the timeout. Closes connections on which the rest of a rejected request takes as long. Register it before what
 * decompresses bodies.
 */
export function registerBodyTimeout(fastify: FastifyInstance, timeoutMs: number): void {
  const bodies = new WeakMap<IncomingMessage, AsyncIterator<Buffer>>();
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (!isArriving(request)) {
      done(null, payload);
      return;
    }
    const patience = { ms: timeoutMs, ...(isImport(request) && { rate: IMPORT_RATE }) };
    const onTimeout = () => void (reply.raw.headersSent || reply.header('Connection', 'close'));
    const chunks = (payload as Readable).iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
    bodies.set(request.raw, chunks);
    done(null, bodyStream(arriving(chunks, patience, onTimeout)));
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    done();
    const { raw } = request;
    if (!isArriving(request)) return;
    // Nobody reads the rest any more; while it is unread, the connection serves no other request.
    const skip = (): void => void setImmediate(() => raw.resume());
    bodies.get(raw)?.return?.().then(skip, skip);
    const rest = setTimeout(() => {
      // A body that nobody reads never ends; but it may have arrived, and the connection may be in use again.
      if (!raw.complete) raw.destroy();
    }, timeoutMs).unref();
    for (const event of ['end', 'close']) {
      raw.once(event, () => {
        clearTimeout(rest);
      });
    }
  });
}

/** Whether more is to come. What the server requests of itself has no connection, and is there already. */
const isArriving = ({ raw: { complete, socket } }: FastifyRequest): boolean =>
  !complete && isConnection(socket) && !socket.destroyed;

/** Whether the body is a stream of lines: markup is read as a whole. */
const isImport = ({ routeOptions, headers: { 'content-type': type = '' } }: FastifyRequest): boolean =>
  routeOptions.url === MARKUP_ROUTE && !MARKUP_TYPES.some((each) => type.startsWith(each));

/**
 * The same bytes. Only the time counts during which this waits for them: a reader may take as long as it likes. Throws an
 * `UnreadableInputError` with status 408 when they take too long.
 */
async function* arriving(
  chunks: AsyncIterator<Buffer>,
  { ms, rate = Infinity }: Patience,
  onTimeout: () => void = () => undefined,
): AsyncGenerator<Buffer> {
  let waited = 0;
  let bytes = 0;
  for (;;) {
    const began = performance.now();
    const next = await within(chunks.next(), ms + (bytes / rate) * 1_000 - waited);
    if (!next) {
      onTimeout();
      throw new UnreadableInputError(tooSlow(ms, rate), HttpStatus.REQUEST_TIMEOUT);
    }
    if (next.done === true) return;
    waited += performance.now() - began;
    bytes += next.value.length;
    yield next.value;
  }
}

const tooSlow = (ms: number, rate: number): string =>
  rate === Infinity
    ? `The body didn't arrive within ${ms / 1_000} seconds. Send it again.`
    : `The file arrives too slowly: after ${ms / 1_000} seconds, at least ${rate} bytes a second are required. Send it again.`;

/**
 * Undefined if the promise takes longer. Only its connection keeps the process running: when a client leaves after the
 * response, Node.js neither ends what is left of its request nor reports it.
 */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), undefined).unref();
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
    // After a timeout, nobody else learns that the connection broke.
    promise.catch(() => undefined);
  }
}
