import { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentEncoding, inflate } from '../http/content-encoding.js';
import { BadRequestError } from '../http/problem.js';
import { detectInput, FORMATS } from './input-format.js';

/** Bytes of an import after decompression: 2 GiB. A file of any size can be sent uncompressed. */
const MAX_INFLATED_BYTES = 2 * 1024 ** 3;

const TOO_LARGE = 'Split the file, or send it uncompressed.';

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
  // Left open when the reader stops early: the response is still to be sent.
  return contentEncoding(request, reply) === 'identity'
    ? body.iterator({ destroyOnReturn: false })
    : inflate(body, maxBytes, TOO_LARGE);
}
