// The yardstick of deliveries: `POST /?to=<address>` with a JSON array of bodies sends these there with undici, so many at
// a time as the ledger does, and nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Agent, request as send } from 'undici';
import { LANE_LIMITS } from '../../src/webhooks/outbound/dispatch/lane.js';

/** As many bytes as those of the ledger. */
const HEADERS = {
  'content-type': 'application/cloudevents+json',
  'user-agent': 'claim-ledger/0.0.0',
  'webhook-id': '00000000-0000-0000-0000-000000000000',
  'webhook-timestamp': '1234567890',
  'webhook-signature': 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};

const dispatcher = new Agent();
const server = createServer((request, response) => {
  void json(request).then(async (bodies) => {
    await sendAll(
      new URL(request.url ?? '/', 'http://sender.example').searchParams.get('to') ?? '',
      bodies as string[],
    );
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => {
  server.close();
});

async function sendAll(url: string, bodies: readonly string[]): Promise<void> {
  const left = bodies.values();
  await Promise.all(
    Array.from({ length: LANE_LIMITS.inFlight }, async () => {
      for (const body of left) {
        const answer = await send(url, { method: 'POST', headers: HEADERS, body, dispatcher });
        await answer.body.dump();
      }
    }),
  );
}
