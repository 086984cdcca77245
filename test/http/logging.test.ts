import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { fastify, type FastifyInstance } from 'fastify';
import { FrameworkLogger, logEarlyCloses, RequestLog } from '../../src/http/logging.js';

let server: FastifyInstance;
let log: PassThrough;
/** Lets the request that waits be answered. */
let answer: () => void;
let waits: Promise<void>;

beforeEach(async () => {
  log = new PassThrough();
  server = fastify({ logger: { stream: log }, logController: new RequestLog() });
  logEarlyCloses(server);
  let begins: () => void = () => undefined;
  waits = new Promise((resolve) => {
    begins = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.post('/slow', async (request, reply) => {
    request.principal = { id: 'editor' } as typeof request.principal & object;
    const closed = once(reply.raw, 'close');
    begins();
    await answered;
    await closed;
    return reply.status(201).send({ recorded: true });
  });
  server.get('/own-stream', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200).write('first');
    begins();
  });
  server.get('/quick', () => 'done');
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

async function send(start: string): Promise<Socket> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`${start} HTTP/1.1\r\nHost: ledger\r\nContent-Length: 0\r\n\r\n`);
  await once(socket, 'connect');
  return socket;
}

/** The next line about a request. */
async function line(): Promise<Record<string, unknown>> {
  for (;;) {
    const [chunk] = (await once(log, 'data')) as [Buffer];
    for (const each of chunk.toString().trim().split('\n')) {
      const entry = JSON.parse(each) as Record<string, unknown>;
      if (entry['msg'] === 'request') return entry;
    }
  }
}

it.each(['destroy', 'end'] as const)(
  'logs a request whose client closes the connection before it is answered: %s',
  async (leave) => {
    const socket = await send('POST /slow');
    await waits;
    const logged = line();
    socket[leave]();
    answer();
    expect(await logged).toMatchObject({ path: '/slow', status: 201, principal: 'editor', closedEarly: true });
    socket.destroy();
  },
);

it('logs a stream that its client ends', async () => {
  const logged = line();
  const socket = await send('GET /own-stream');
  await waits;
  socket.destroy();
  expect(await logged).toMatchObject({ path: '/own-stream', status: 200, closedEarly: true });
});

it('logs a request once, and marks none that is answered', async () => {
  const lines: string[] = [];
  log.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const socket = await send('GET /quick');
  await once(socket, 'data');
  socket.destroy();
  await once(socket, 'close');
  await server.close();
  const requests = lines.filter((each) => each.includes('"msg":"request"'));
  expect(requests).toHaveLength(1);
  expect(requests[0]).not.toContain('closedEarly');
});

it('logs what the server reports of itself at level info, and what the framework sets up only to debug', () => {
  log.read();
  const logger = new FrameworkLogger(server.log);
  logger.log('Mapped {/v1/status, GET} route', 'RouterExplorer');
  logger.log('Appends to the log work again.', 'append-health');
  const lines = String(log.read()).trim().split('\n');
  expect(lines.map((each) => JSON.parse(each) as unknown)).toEqual([
    expect.objectContaining({ level: 30, msg: 'Appends to the log work again.', context: 'append-health' }),
  ]);
});
