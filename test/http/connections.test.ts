import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { fastify } from 'fastify';
import { limitConnections } from '../../src/http/connections.js';

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

it('leaves no timer behind for a client that left before the response, which would hold up the end of the server', async () => {
  const app = fastify();
  limitConnections(app, { max: 10, timeoutMs: 600_000 });
  const steps = new EventEmitter();
  const arrived = once(steps, 'arrived');
  const answered = once(steps, 'answered');
  app.addHook('onSend', (_request, _reply, payload, done) => {
    done(null, payload);
    setImmediate(() => steps.emit('answered'));
  });
  app.get('/', async ({ raw: { socket } }) => {
    steps.emit('arrived');
    await once(socket, 'close');
    return 'late';
  });
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const before = timers();
  const client = connect(Number(address.port), address.hostname);
  client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await arrived;
  client.destroy();
  await answered;
  expect(timers()).toBeLessThanOrEqual(before);
  await app.close();
});
