import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HttpException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { isDelivery } from '../access/door-route.js';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { bodyStream } from './body-stream.js';

/** The rest of an input can't be read. What an import read before is imported. */
export class UnreadableInputError extends HttpException {}

/**
 * How the body is encoded.
 *
 * @throws HttpException with status 415 for an unsupported encoding; the response says which ones are supported
 */
export function contentEncoding(request: FastifyRequest, reply: FastifyReply): 'identity' | 'gzip' {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  void reply.header('Accept-Encoding', 'gzip, identity');
  throw new UnsupportedMediaTypeException(
    `Content-Encoding "${encoding}" is not supported. Send the body with Content-Encoding: gzip, or uncompressed.`,
  );
}

/** Decompresses JSON bodies. Register it after authentication. Imports decompress their own streams. */
export function registerContentDecoding(fastify: FastifyInstance, maxBytes: number): void {
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    try {
      done(null, hasJson(request) ? inflatedIfGzip(payload, request, reply, maxBytes) : payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

const hasJson = (request: FastifyRequest): boolean => {
  const { method, headers } = request;
  if ((method !== 'POST' && method !== 'PUT') || isDelivery(request)) return false;
  return !/^application\/x-ndjson\b/i.test(headers['content-type'] ?? '');
};

function inflatedIfGzip(
  payload: RequestPayload,
  request: FastifyRequest,
  reply: FastifyReply,
  maxBytes: number,
): RequestPayload {
  if (contentEncoding(request, reply) === 'identity') return payload;
  const { 'content-length': length } = request.headers;
  const inflated = bodyStream(inflate(payload, maxBytes));
  // Fastify compares this, instead of the bytes that are read, with Content-Length, which Node.js enforces.
  if (length !== undefined) inflated.receivedEncodedLength = Number(length);
  return inflated;
}

/**
 * Decompresses gzip. Throws an `UnreadableInputError` at the first damaged byte, or after too many bytes.
 *
 * @param advice what to do about a body that is too large
 */
export async function* inflate(body: Readable, maxBytes: number, advice = ''): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  body.once('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    let bytes = 0;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        const message = `A compressed body may have at most ${maxBytes} bytes after decompression. ${advice}`.trimEnd();
        throw new UnreadableInputError(message, new PayloadTooLargeException().getStatus());
      }
      yield chunk;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new UnreadableInputError('The gzip data is damaged or incomplete. Compress it again.', 400);
  } finally {
    // The rest is read and discarded: an unread body would break the connection before the response is complete.
    body.unpipe(gunzip).resume();
    gunzip.destroy();
  }
}
