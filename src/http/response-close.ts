import type { FastifyReply } from 'fastify';

/** Calls the listener once, when a response is over: sent, or left by its client. */
export function onClose({ raw }: FastifyReply, listener: () => void): void {
  // Streams of lists add nearly as many listeners as Node.js allows without a warning.
  raw.setMaxListeners(raw.getMaxListeners() + 1);
  raw.once('close', listener);
}
