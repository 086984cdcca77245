// The yardstick of writes over HTTP: a bare Fastify route that parses a JSON body and answers with it.
import fastify from 'fastify';

const server = fastify();
server.post('/echo', (request, reply) => {
  void reply.status(201).send(request.body);
});
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('SIGTERM', () => void server.close());
