import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { fastify, type FastifyInstance } from 'fastify';
import { registerBodyTimeout } from '../../src/http/arrival.js';

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Sends a part of a body, and leaves when the response to it has begun. */
async function leaveEarly(app: FastifyInstance, path: string): Promise<void> {
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const closed = new Promise<void>((resolve) => {
    app.server.once('connection', (socket) =>
      socket.once('close', () => {
        resolve();
      }),
    );
  });
  const client = connect(Number(address.port), address.hostname);
  client.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\npart`,
  );
  await once(client, 'data');
  client.destroy();
  await closed;
  // The last listeners of the connection have been called then.
  await new Promise(setImmediate);
}

describe('a client that leaves after the response, before the rest of its body', () => {
  it.each([
    ['is rejected before its body is read', '/rejected'],
    ['is answered while its body is read', '/read'],
  ])('leaves no timer behind that would hold up the end of the server if it %s', async (_what, path) => {
    const app = fastify();
    registerBodyTimeout(app, 600_000);
    app.addContentTypeParser('text/plain', (_request, payload, done) => {
      done(null, payload);
    });
    app.addHook('onRequest', async ({ url }, reply) => {
      if (url === '/rejected') await reply.status(401).send('no');
    });
    app.post('/read', async ({ body }) => {
      const stream = body as Readable;
      await once(stream, 'readable');
      stream.read();
      return 'read';
    });
    app.post('/rejected', () => 'never');
    const before = timers();
    await leaveEarly(app, path);
    expect(timers()).toBeLessThanOrEqual(before);
    await app.close();
  });
});
