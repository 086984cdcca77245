// Receives webhooks, and says what arrived when. It agrees to handshakes, answers 204, and at `/dead` never. Prints its
// address. `GET <path>?count=<n>` answers with `Arrivals` once so many have come there, `GET /bodies` with the bodies.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrivals } from './webhook-sink.js';

interface Arrived {
  /** Since the first one, in milliseconds. */
  readonly times: number[];
  readonly delays: number[];
  readonly bodies: string[];
  first: number;
  onNext: () => void;
}

const arrived = new Map<string, Arrived>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://receiver.example');
  if (request.method === 'OPTIONS') {
    response.setHeader('WebHook-Allowed-Origin', request.headers['webhook-request-origin'] ?? '*').end();
  } else if (request.method === 'GET') void report(pathname, Number(searchParams.get('count')), response);
  else if (pathname !== '/dead') void receive(at(pathname), request, response);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});

function at(path: string): Arrived {
  const known = arrived.get(path) ?? { times: [], delays: [], bodies: [], first: 0, onNext: () => undefined };
  arrived.set(path, known);
  return known;
}

async function receive(to: Arrived, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [now, time] = [Date.now(), performance.now()];
  if (to.times.length === 0) to.first = time;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  response.writeHead(204).end();
  const body = Buffer.concat(chunks).toString();
  to.bodies.push(body);
  to.times.push(time - to.first);
  to.delays.push(now - Date.parse((JSON.parse(body) as { recordedtime: string }).recordedtime));
  to.onNext();
}

async function report(path: string, count: number, response: ServerResponse): Promise<void> {
  const from = at(path);
  while (from.times.length < count) await new Promise<void>((resolve) => (from.onNext = resolve));
  const answer: Arrivals = {
    seconds: (from.times[count - 1] ?? 0) / 1_000,
    delays: from.delays.slice(0, count),
    bodies: from.bodies.slice(0, count),
  };
  response.end(JSON.stringify(answer));
}
