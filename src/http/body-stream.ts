import { Readable } from 'node:stream';
import type { RequestPayload } from 'fastify';

/**
 * A body that consists of these chunks. If it fails, only its reader learns that. A client that leaves, or falls silent,
 * after its request was rejected has no reader any more, and an error that nobody listens to would end the process.
 */
export const bodyStream = (chunks: AsyncIterable<Buffer>): RequestPayload =>
  Readable.from(chunks, { objectMode: false }).on('error', () => undefined);
