import type { FastifyReply } from 'fastify';

/** Adds a link to the header `Link` (RFC 8288). */
export function addLink(reply: FastifyReply, link: string): void {
  const before = reply.getHeader('Link');
  void reply.header('Link', typeof before === 'string' ? `${before}, ${link}` : link);
}
