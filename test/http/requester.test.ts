import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import fastify from 'fastify';
import { type Requester, requesterOf } from '../../src/http/requester.js';

it('aborts when the client closes the connection before there is a response', async () => {
  const server = fastify();
  const begun = new Promise<Requester>((resolve) => {
    server.get('/', (request, reply) => {
      const requester = requesterOf(request, reply);
      expect(requester.gone.aborted).toBe(false);
      resolve(requester);
    });
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const { caller, gone } = await begun;
  const aborted = once(gone, 'abort');
  socket.destroy();
  await aborted;
  expect([caller, gone.reason]).toEqual(['address 127.0.0.1', expect.objectContaining({ statusCode: 499 })]);
  await server.close();
});
