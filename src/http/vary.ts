import type { FastifyReply } from 'fastify';

/** Adds a request header to those on which the response depends (RFC 9110, 12.5.5). */
export function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('Vary');
  void reply.header('Vary', before === undefined ? name : `${String(before)}, ${name}`);
}
