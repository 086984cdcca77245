// The yardstick of writes over HTTP: a bare Fastify route that parses a JSON body and responds with it. Its metrics
// include the lag of its event loop, which is the machine's part in the ledger's lag.
import fastify from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';

collectDefaultMetrics();

const server = fastify();
server.post('/*', (request, reply) => {
  void reply.status(201).send(request.body);
});
// Receives traces, too.
server.post('/v1/traces', (_request, reply) => {
  void reply.send({});
});
server.get('/*', (_request, reply) => {
  void reply.send({});
});
server.get('/metrics', async () => register.metrics());
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('SIGTERM', () => void server.close());
