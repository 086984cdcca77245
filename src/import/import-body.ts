import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HttpException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequestError } from '../http/problem.js';
import { detectInput, FORMATS } from './input-format.js';

/** Bytes of an import after decompression: 2 GiB. A file of any size can be sent uncompressed. */
const MAX_INFLATED_BYTES = 2 * 1024 ** 3;

/** The rest of an input can't be read. What was read before is imported. */
export class UnreadableInputError extends HttpException {}

/**
 * The body of an import as NDJSON.
 *
 * @throws HttpException with status 415 for another encoding, or if the body is recognised as something else
 */
export async function readImportBody(
  request: FastifyRequest,
  reply: FastifyReply,
  maxInflatedBytes = MAX_INFLATED_BYTES,
): Promise<AsyncIterable<Uint8Array>> {
  const { body } = request;
  if (!(body instanceof Readable)) throw new BadRequestError('Send NDJSON with Content-Type: application/x-ndjson.');
  const decoded = decode(body, request, reply, maxInflatedBytes);
  const { format, chunks } = await detectInput(decoded);
  if (format === 'ndjson') return chunks;
  await decoded.return?.();
  const { name, fix } = FORMATS[format];
  const how = format === 'gzip' ? 'Send it with Content-Encoding: gzip.' : fix;
  throw new UnsupportedMediaTypeException(`The body is not NDJSON: it is ${name}. ${how}`);
}

function decode(
  body: Readable,
  request: FastifyRequest,
  reply: FastifyReply,
  maxBytes: number,
): AsyncIterableIterator<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  // Left open when the reader stops early: the response is still to be sent.
  if (encoding === 'identity') return body.iterator({ destroyOnReturn: false });
  if (encoding === 'gzip' || encoding === 'x-gzip') return inflate(body, maxBytes);
  void reply.header('Accept-Encoding', 'gzip, identity');
  throw new UnsupportedMediaTypeException(
    `Content-Encoding "${encoding}" is not supported. Send the body with Content-Encoding: gzip, or uncompressed.`,
  );
}

/** Throws an `UnreadableInputError` at the first damaged byte, or after too many bytes. */
export async function* inflate(body: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  body.once('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    let bytes = 0;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        const message = `A compressed import may have at most ${maxBytes} bytes after decompression. Split the file, or send it uncompressed.`;
        throw new UnreadableInputError(message, new PayloadTooLargeException().getStatus());
      }
      yield chunk;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new UnreadableInputError('The gzip data is damaged or incomplete. Compress the file again.', 400);
  } finally {
    // The rest is read and discarded: an unread body would break the connection before the response is complete.
    body.unpipe(gunzip).resume();
    gunzip.destroy();
  }
}
