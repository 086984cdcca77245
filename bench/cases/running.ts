import type { Request } from 'autocannon';
import type { Bench, Row } from '../bench.js';
import { median, quantile } from '../figures.js';
import { sendAtRate } from '../load.js';
import { serverProgram } from '../paths.js';
import { eventLoopLagAt, LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { Subscriber } from '../servers/subscriber.js';
import { fetchClaims, reportRequest } from './requests.js';

/** Requests a second: far fewer than the server can take, so that the lag shows how long single requests block. */
const RATE = 100;
const SUBSCRIBERS = 100;

/** Compared with a bare server under the same requests, since any event loop lags on a busy machine. */
export const eventLoop: Row = {
  name: 'event-loop',
  async *measure(bench: Bench) {
    const ledger = await LedgerServer.start((await bench.ledgerWithReadModel(bench.large)).folder);
    const bare = await Program.start(serverProgram('echo'), []);
    try {
      await ledger.ready();
      const requests = await mixedRequests(ledger);
      const measureLag = async (url: string) => {
        await sendAtRate(url, requests, RATE, 2);
        // Reading the metrics begins a new measurement.
        await eventLoopLagAt(url);
        await sendAtRate(url, requests, RATE, bench.scaled(20, 2));
        return eventLoopLagAt(url);
      };
      const [yardstick, { p99, max }] = [await measureLag(bare.firstLine), await measureLag(ledger.url)];
      const name = `event loop blocked under ${RATE} mixed requests a second, ${bench.large} events`;
      const bareName = 'a bare Fastify route';
      yield {
        name: `${name}, p99`,
        unit: 'ms',
        value: p99,
        yardstick: { name: bareName, value: yardstick.p99 },
        bound: { most: 20 },
      };
      yield { name: `${name}, longest`, unit: 'ms', value: max, yardstick: { name: bareName, value: yardstick.max } };
    } finally {
      await Promise.all([ledger.stop(), bare.stop()]);
    }
  },
};

export const start: Row = {
  name: 'start',
  async *measure(bench: Bench) {
    const { folder } = await bench.ledgerWithReadModel(bench.large);
    const seconds: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const began = performance.now();
      const ledger = await LedgerServer.start(folder);
      await ledger.ready();
      seconds.push((performance.now() - began) / 1_000);
      await ledger.stop();
    }
    // The first start may have had to project what other rows recorded, and to create a key.
    const name = `start to readiness, ${bench.large} events and a current read model`;
    yield { name, unit: 's', value: median(seconds.slice(1)), bound: { most: 2 } };
  },
};

export const live: Row = {
  name: 'live',
  async *measure(bench: Bench) {
    const ledger = await LedgerServer.start((await bench.ledgerWithReadModel(bench.small)).folder);
    const subscribers: Subscriber[] = [];
    try {
      await ledger.ready();
      for (let each = 0; each < SUBSCRIBERS; each += 1)
        subscribers.push(await Subscriber.open(`${ledger.url}/v1/events`));
      const claims = await fetchClaims(ledger, 200);
      const requests = claims.map((claim) => reportRequest(claim, ledger.headers));
      await sendAtRate(ledger.url, requests, 20, bench.scaled(10, 2));
      const delays = subscribers.flatMap(({ delays }) => delays);
      const name = `append to delivery, ${SUBSCRIBERS} subscribers of server-sent events, 20 entries a second`;
      yield { name: `${name}, median`, unit: 'ms', value: median(delays) };
      yield { name: `${name}, p99`, unit: 'ms', value: quantile(delays, 0.99) };
    } finally {
      for (const subscriber of subscribers) subscriber.close();
      await ledger.stop();
    }
  },
};

/** Six reads for each write. */
async function mixedRequests(ledger: LedgerServer): Promise<Request[]> {
  const claims = await fetchClaims(ledger, 200);
  return claims.flatMap((claim, index) => [
    { path: `/v1/claims/${claim.id}` },
    { path: `/v1/claims/${claim.id}/history` },
    {
      path: ['/v1/claims?status=disputed', '/v1/claims?topic=energy', '/v1/claims?actor=outlet-5'][index % 3],
    },
    { path: '/v1/entries?type=ClaimDenied' },
    { path: ['/v1/claims?q=summit', '/v1/claims?q=grain+corridor'][index % 2] },
    { path: `/v1/claims/${claim.id}/provenance` },
    reportRequest(claim, ledger.headers),
  ]);
}
