import type { Request } from 'autocannon';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, median, quantile } from '../figures.js';
import { sendSequentially } from '../load.js';
import { mainThreadMs } from '../servers/browser.js';
import { eventLoopLagAt, LedgerServer } from '../servers/ledger-server.js';
import { claimsWithEntries } from './past.js';
import { fetchClaims, type KnownClaim, reportRequest } from './requests.js';

const ROUNDS = 7;
const LISTS = ['/claims', '/claims?status=denied', '/claims?q=summit', '/claims?actor=outlet-3'];
const NARRATIVES = ['/narratives/narrative-1', '/narratives/narrative-2'];
const BROWSER = { accept: 'text/html' };

/** Pages of the explorer, as the server renders them and as a browser takes them over. */
export const pages: Row = {
  name: 'pages',
  async *measure(bench: Bench) {
    const { folder } = await bench.ledgerWithReadModel(bench.large);
    const most = bench.scaled(10_000, 200);
    const [largest = ''] = claimsWithEntries(folder, most);
    const large = await LedgerServer.start(folder);
    const small = await LedgerServer.start((await bench.ledgerWithReadModel(bench.small)).folder);
    try {
      await Promise.all([large.ready(), small.ready()]);
      yield* eachPage(bench, small);
      yield* afterChanges(bench, small);
      yield* lists(bench, large);
      yield* largestClaim(large, largest, most);
    } finally {
      await Promise.all([large.stop(), small.stop()]);
    }
  },
};

const request = (path: string): Request => ({ path, headers: BROWSER });

/** Pages that differ in what they show, of claims of ordinary size. */
async function* eachPage(bench: Bench, ledger: LedgerServer): AsyncGenerator<Figure> {
  const claims = (await fetchClaims(ledger, 20)).map(({ id }) => `/claims/${id}`);
  const kinds: readonly (readonly [name: string, paths: readonly string[]])[] = [
    ['/', ['/']],
    ['/claims', LISTS],
    ['/claims/:id', claims],
    ['/claims/:id/origins', claims.map((claim) => `${claim}/origins`)],
    ['/claims/:id/wordings', claims.map((claim) => `${claim}/wordings`)],
    ['/claims/:id/entries/:entry', claims.map((claim) => `${claim}/entries/registered`)],
    ['/actors/:id', ['/actors/outlet-3', '/actors/outlet-7', '/actors/organization-3']],
    ['/documents/:id', ['/documents/document-3', '/documents/document-7']],
    ['/narratives/:id', NARRATIVES],
  ];
  const count = bench.scaled(400, 60);
  for (const [name, paths] of kinds) {
    const requests = Array.from({ length: count }, (_, index) => request(paths[index % paths.length] ?? ''));
    // The first ones load the page, and V8 compiles what runs often.
    await sendSequentially(ledger.url, requests.slice(0, count / 2));
    const times = await sendSequentially(ledger.url, requests);
    yield { name: `page ${name}, p99`, unit: 'ms', value: quantile(times, 0.99), bound: { most: 20 } };
  }
}

/** The same pages when nothing that was read before can be used again, since each request follows a write. */
async function* afterChanges(bench: Bench, ledger: LedgerServer): AsyncGenerator<Figure> {
  const claims = await fetchClaims(ledger, 20);
  const kinds: readonly (readonly [name: string, paths: readonly string[]])[] = [
    ['/claims', LISTS],
    ['/claims/:id', claims.map(({ id }) => `/claims/${id}`)],
    ['/narratives/:id', NARRATIVES],
  ];
  const count = bench.scaled(100, 20);
  for (const [name, paths] of kinds) {
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const write = reportRequest(claims[index % claims.length] as KnownClaim, ledger.headers);
      await sendSequentially(ledger.url, [write]);
      times.push(...(await sendSequentially(ledger.url, [request(paths[index % paths.length] ?? '')])));
    }
    yield { name: `page ${name} after a write, median`, unit: 'ms', value: median(times) };
  }
}

/** Lists of a large ledger, compared with the reads of the API of which the page consists. */
async function* lists(bench: Bench, ledger: LedgerServer): AsyncGenerator<Figure> {
  for (const query of ['', '?status=denied', '?actor=outlet-3', '?topic=security']) {
    const reads = [`/v1/claims${query}`, `/v1/claim-counts${query}`].map((path) => ({ path }));
    const page = async () =>
      median(await sendSequentially(ledger.url, Array<Request>(10).fill(request(`/claims${query}`))));
    const api = async () => {
      const times: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const each = await Promise.all(reads.map((read) => sendSequentially(ledger.url, [read])));
        times.push(Math.max(...each.flat()));
      }
      return median(times);
    };
    const { value, yardstick, ratio } = await alternate(ROUNDS, page, api);
    yield {
      name: `page /claims${query}, ${bench.large} events`,
      unit: 'ms',
      value,
      yardstick: { name: "the API's list and counts", value: yardstick },
      ratio,
      bound: { most: 2 },
    };
  }
}

/** What the page of a large claim costs: until it is sent, other requests meanwhile, and the browser. */
async function* largestClaim(ledger: LedgerServer, claim: string, entries: number): AsyncGenerator<Figure> {
  const path = `/claims/${claim}`;
  const name = `page of a claim with ${entries} entries`;
  const requests = Array.from({ length: ROUNDS }, () => request(path));
  await sendSequentially(ledger.url, requests.slice(0, 2));
  // Reading the metrics begins a new measurement.
  await eventLoopLagAt(ledger.url);
  const times = await sendSequentially(ledger.url, requests);
  const { max } = await eventLoopLagAt(ledger.url);
  yield { name, unit: 'ms', value: median(times) };
  yield { name: `event loop blocked meanwhile, longest`, unit: 'ms', value: max };
  const worked: number[] = [];
  for (let round = 0; round < 3; round += 1) worked.push((await mainThreadMs(`${ledger.url}${path}`)) ?? NaN);
  if (worked.some(Number.isNaN)) return;
  yield { name: `${name}, work of a browser's main thread`, unit: 'ms', value: median(worked), bound: { most: 2_000 } };
}
