import type { Request } from 'autocannon';
import type { Bench, Row } from '../bench.js';
import { median, quantile } from '../figures.js';
import { steady } from '../load.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { Subscriber } from '../servers/subscriber.js';
import { claimsOf, reportOn } from './requests.js';

/** Requests a second: far less than it can take, so that what is seen is what one of them blocks. */
const RATE = 100;
/** `perf_hooks` tells the time between two ticks of a timer of so many milliseconds: what is beyond, the loop was blocked. */
const TICK_MS = 10;
const SUBSCRIBERS = 100;

/** Beside a bare server that gets the same requests: on a machine that is busy with other things, no loop is on time. */
export const eventLoop: Row = {
  name: 'event-loop',
  async *measure(bench: Bench) {
    const ledger = await LedgerServer.start((await bench.ledgerWithReadModel(bench.large)).folder);
    const bare = await Program.start(serverProgram('echo'), []);
    try {
      await ledger.ready();
      const requests = await mixed(ledger);
      const under = async (url: string) => {
        await steady(url, requests, RATE, 2);
        // Reading them begins a new measurement.
        await lagOf(url);
        await steady(url, requests, RATE, bench.scaled(20, 2));
        return lagOf(url);
      };
      const [yardstick, { p99, max }] = [await under(bare.firstLine), await under(ledger.url)];
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
    // The first may have had to take in what other rows left, and to make a key.
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
      const claims = await claimsOf(ledger, 200);
      const requests = claims.map((claim) => reportOn(claim, ledger.headers));
      await steady(ledger.url, requests, 20, bench.scaled(10, 2));
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

/** Six reads to one write. */
async function mixed(ledger: LedgerServer): Promise<Request[]> {
  const claims = await claimsOf(ledger, 200);
  return claims.flatMap((claim, index) => [
    { path: `/v1/claims/${claim.id}` },
    { path: `/v1/claims/${claim.id}/history` },
    {
      path: ['/v1/claims?status=disputed', '/v1/claims?topic=energy', '/v1/claims?actor=outlet-5'][index % 3],
    },
    { path: '/v1/entries?type=ClaimDenied' },
    { path: ['/v1/claims?q=summit', '/v1/claims?q=grain+corridor'][index % 2] },
    { path: `/v1/claims/${claim.id}/provenance` },
    reportOn(claim, ledger.headers),
  ]);
}

/** In milliseconds, since it was last asked. */
async function lagOf(url: string): Promise<{ readonly p99: number; readonly max: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const of = (name: string) => {
    const [, seconds] = new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text) ?? [];
    if (seconds === undefined) throw new Error(`/metrics has no nodejs_eventloop_lag_${name}_seconds.`);
    return Math.max(0, Number(seconds) * 1_000 - TICK_MS);
  };
  return { p99: of('p99'), max: of('max') };
}
