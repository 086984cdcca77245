import { fastify, type FastifyInstance } from 'fastify';
import { requestOwn } from '../../../src/explorer/server/own-request.js';

let server: FastifyInstance;
beforeEach(() => {
  server = fastify();
});
afterEach(() => server.close());

const send = (url: string) => requestOwn(server, { url, headers: { 'x-name': 'Jenssen' }, remoteAddress: '192.0.2.7' });

it('passes through the hooks and the route as the request of the client that it is for', async () => {
  const hooks: string[] = [];
  for (const name of ['onRequest', 'preHandler', 'onSend', 'onResponse'] as const) {
    server.addHook(name, async () => {
      hooks.push(name);
      return Promise.resolve(undefined);
    });
  }
  server.get('/names', ({ ip, query, headers }) => ({ ip, query, name: headers['x-name'] }));
  await server.ready();
  const response = await send('/names?after=a%20b');
  expect(response.status).toBe(200);
  expect(JSON.parse(response.body)).toEqual({ ip: '192.0.2.7', query: { after: 'a b' }, name: 'Jenssen' });
  expect(response.header('content-type')).toBe('application/json; charset=utf-8');
  expect(response.header('www-authenticate')).toBeUndefined();
  expect(hooks).toEqual(['onRequest', 'preHandler', 'onSend', 'onResponse']);
});

it('returns the status, the headers and the body of a rejection', async () => {
  server.get('/names', (_request, reply) =>
    reply.status(401).header('WWW-Authenticate', 'Bearer').send({ detail: 'є' }),
  );
  await server.ready();
  const response = await send('/names');
  expect(response.status).toBe(401);
  expect(response.header('www-authenticate')).toBe('Bearer');
  expect(JSON.parse(response.body)).toEqual({ detail: 'є' });
});

it('returns a body of bytes, and of several parts', async () => {
  server.get('/bytes', (_request, reply) => reply.send(Buffer.from('Київ')));
  server.get('/parts', (_request, reply) => {
    reply.hijack();
    reply.raw.write('Ki');
    reply.raw.end('ev');
  });
  await server.ready();
  expect((await send('/bytes')).body).toBe('Київ');
  expect((await send('/parts')).body).toBe('Kiev');
});

it('rejects if the server ends the request without a response', async () => {
  server.get('/names', (request, reply) => {
    reply.hijack();
    request.raw.socket.destroy();
  });
  await server.ready();
  await expect(send('/names')).rejects.toThrow('The server ended its own request for /names without a response.');
});
