import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { DeliveryClient, type DeliverySettings } from '../../../src/webhooks/delivery/delivery-client.js';

const servers: Server[] = [];
const clients: DeliveryClient[] = [];

export interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

/** A receiver on loopback; it answers 204 unless `answer` does something else. */
export async function receiver(answer: RequestListener = (_request, response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ request, body });
      answer(request, response);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/hook`, received };
}

export function deliveryClient(settings: Partial<DeliverySettings> = {}): DeliveryClient {
  const client = new DeliveryClient({
    timeoutMs: 10_000,
    allowedHosts: ['127.0.0.1'],
    userAgent: 'claim-ledger/test',
    ...settings,
  });
  clients.push(client);
  return client;
}

/** Ends what a test started, also after it failed. */
export async function closeAll(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
