import type { FastifyInstance } from 'fastify';
import { configFrom } from '../../src/config.js';
import { requestOwn } from '../../src/explorer/server/own-request.js';
import { createFastifyAdapter } from '../../src/http/fastify-adapter.js';

it('answers what arrives while the server closes with a problem document', async () => {
  const server: FastifyInstance = createFastifyAdapter('silent', configFrom({})).getInstance();
  const ask = () => requestOwn(server, { url: '/v1/claims', headers: {}, remoteAddress: '192.0.2.7' });
  server.get('/v1/claims', (_request, reply) => reply.send({ items: [] }));
  await server.listen({ port: 0, host: '127.0.0.1' });
  expect((await ask()).status).toBe(200);
  const closed = server.close();
  let answer = await ask();
  while (answer.status === 200) answer = await ask();
  await closed;
  expect([answer.status, answer.header('retry-after')]).toEqual([503, '1']);
  expect(answer.header('content-type')).toMatch(/^application\/problem\+json;/);
  expect(JSON.parse(answer.body)).toMatchObject({
    type: 'urn:claim-ledger:problem:not-ready',
    status: 503,
    detail: 'This instance is not ready to serve requests.',
  });
});
