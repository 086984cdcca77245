import type { Request } from 'autocannon';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, quantile } from '../figures.js';
import { measureThroughput, sendAtRate } from '../load.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { WebhookSink } from '../servers/webhook-sink.js';
import { TOPICS } from '../workloads/claim-lines.js';
import { fetchClaims, reportRequest } from './requests.js';

const ROUNDS = 5;
const CONNECTIONS = 64;
/** Entries a second. */
const RATE = 20;
const SUBSCRIPTIONS = 10;
const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
};

/** What sending costs, and what it costs others. */
export const webhooks: Row = {
  name: 'webhooks',
  async *measure(bench: Bench) {
    const folder = await bench.ownLedgerWithReadModel(bench.small);
    const ledger = await LedgerServer.start(folder, undefined, SETTINGS);
    const sink = await WebhookSink.start();
    try {
      await ledger.ready();
      const claims = await fetchClaims(ledger, 600);
      const requests = claims.map((claim) => reportRequest(claim, ledger.headers));
      const sending = new Sending(ledger, sink);
      yield await rate(bench, sending);
      yield await besideDeadEndpoint(bench, sending);
      const id = await sending.create({ filter: { types: ['claim.reported'] } });
      yield* delay(bench, sending, id, requests);
      await sending.remove(id);
      const topics = TOPICS.slice(0, SUBSCRIPTIONS).map((topic) => ({ topics: [topic] }));
      yield await entriesMeanwhile(bench, sending, requests, { what: 'for a topic each', filters: topics });
      const everything = { what: 'for everything', filters: topics.map(() => ({})) };
      yield await entriesMeanwhile(bench, sending, requests, everything);
    } finally {
      await Promise.all([ledger.stop(), sink.stop()]);
    }
  },
};

/** Webhooks of one ledger that one receiver is sent. Each has an address of its own there. */
class Sending {
  private created = 0;

  constructor(
    readonly ledger: LedgerServer,
    readonly sink: WebhookSink,
  ) {}

  /** Returns the id of a new webhook, which is also its path at the receiver. */
  async create(settings: object, path?: string): Promise<string> {
    const id = `bench-${process.pid}-${(this.created += 1)}`;
    await this.ledger.post('/v1/webhooks', { id, url: this.sink.url(path ?? id), ...settings });
    return id;
  }

  async remove(id: string): Promise<void> {
    const response = await fetch(`${this.ledger.url}/v1/webhooks/${id}`, {
      method: 'DELETE',
      headers: { Authorization: this.ledger.headers['Authorization'] ?? '' },
    });
    if (!response.ok) throw new Error(`DELETE ${id}: ${await response.text()}`);
  }

  /** Sends the first so many events of the ledger to one webhook. Returns the deliveries per second, and their bodies. */
  async sendHistory(count: number): Promise<{ readonly rate: number; readonly bodies: readonly string[] }> {
    const response = await fetch(`${this.ledger.url}/v1/claims?limit=1`);
    await response.arrayBuffer();
    const [, log = ''] = (response.headers.get('Ledger-Position') ?? '').split('@');
    const id = await this.create({ from: `${'0'.repeat(20)}-00000000@${log}` });
    const { seconds, bodies } = await this.sink.arrivals(id, count);
    await this.remove(id);
    return { rate: (count - 1) / seconds, bodies };
  }
}

async function rate(bench: Bench, sending: Sending): Promise<Figure> {
  const count = bench.scaled(5_000, 200);
  const { bodies } = await sending.sendHistory(count);
  const bare = await Program.start(serverProgram('webhook-sender'), []);
  let rounds = 0;
  try {
    const compared = await alternate(
      ROUNDS,
      async () => (await sending.sendHistory(count)).rate,
      async () => {
        const path = `bare-${(rounds += 1)}`;
        const to = encodeURIComponent(sending.sink.url(path));
        await fetch(`${bare.firstLine}/?to=${to}`, { method: 'POST', body: JSON.stringify(bodies) });
        return (count - 1) / (await sending.sink.arrivals(path, count)).seconds;
      },
    );
    return {
      name: 'deliveries to one webhook',
      unit: '/s',
      value: compared.value,
      yardstick: { name: 'a loop of undici that sends the same bodies', value: compared.yardstick },
      ratio: compared.ratio,
      bound: { least: 0.5 },
    };
  } finally {
    await bare.stop();
  }
}

async function besideDeadEndpoint(bench: Bench, sending: Sending): Promise<Figure> {
  const count = bench.scaled(5_000, 200);
  const compared = await alternate(
    ROUNDS,
    async () => {
      const dead = await sending.create({ format: 'text' }, 'dead');
      const { rate } = await sending.sendHistory(count);
      await sending.remove(dead);
      return rate;
    },
    async () => (await sending.sendHistory(count)).rate,
  );
  return {
    name: 'deliveries to one webhook, next to one that never answers',
    unit: '/s',
    value: compared.value,
    yardstick: { name: 'alone', value: compared.yardstick },
    ratio: compared.ratio,
    bound: { least: 0.95 },
  };
}

async function* delay(
  bench: Bench,
  { ledger, sink }: Sending,
  id: string,
  requests: readonly Request[],
): AsyncGenerator<Figure> {
  const seconds = bench.scaled(20, 2);
  await sendAtRate(ledger.url, requests, RATE, seconds);
  const { delays } = await sink.arrivals(id, RATE * seconds);
  const name = `from recorded to the first byte at the receiver, ${RATE} entries a second`;
  yield { name: `${name}, p50`, unit: 'ms', value: quantile(delays, 0.5) };
  yield { name: `${name}, p99`, unit: 'ms', value: quantile(delays, 0.99) };
}

async function entriesMeanwhile(
  bench: Bench,
  sending: Sending,
  requests: readonly Request[],
  { what, filters }: { readonly what: string; readonly filters: readonly object[] },
): Promise<Figure> {
  const { ledger } = sending;
  const seconds = bench.scaled(3, 1);
  const measure = () => measureThroughput({ url: ledger.url, connections: CONNECTIONS, seconds, requests });
  const compared = await alternate(
    ROUNDS,
    async () => {
      const ids = await Promise.all(filters.map((filter) => sending.create({ filter })));
      const rate = await measure();
      await Promise.all(ids.map((id) => sending.remove(id)));
      return rate;
    },
    measure,
  );
  return {
    name: `durable entries over HTTP, ${CONNECTIONS} connections, with ${filters.length} webhooks ${what}`,
    unit: '/s',
    value: compared.value,
    yardstick: { name: 'with none', value: compared.yardstick },
    ratio: compared.ratio,
    bound: { least: 0.9 },
  };
}
