import { join } from 'node:path';
import type { Request } from 'autocannon';
import SqliteDatabase from 'better-sqlite3';
import { CLAIM_KINDS, STATUSES } from '../../src/domain/vocabulary.js';
import { CLAIM_SORT_KEYS } from '../../src/claims/queries/claim-sort-keys.js';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, median } from '../figures.js';
import { sendSequentially } from '../load.js';
import { LedgerServer } from '../servers/ledger-server.js';

const ROUNDS = 7;
const DAY_MS = 24 * 3_600_000;

/** Reads of the past: of a large claim, of lists, of what changed in a day. */
export const past: Row = {
  name: 'past',
  async *measure(bench: Bench) {
    const { folder } = await bench.ledgerWithReadModel(bench.large);
    const [many, most] = [bench.scaled(1_000, 100), bench.scaled(10_000, 200)];
    const largest = claimsWithEntries(folder, most);
    const claims = claimsWithEntries(folder, many).filter((claim) => !largest.includes(claim));
    const large = await LedgerServer.start(folder);
    const small = await LedgerServer.start((await bench.ledgerWithReadModel(bench.small)).folder);
    try {
      await Promise.all([large.ready(), small.ready()]);
      yield* largeClaims(large, claims, many);
      for (const claim of largest) {
        const requests = repeat({ path: `/v1/claims/${claim}/moments` });
        const times: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1)
          times.push(...(await sendSequentially(large.url, requests, 500)));
        yield {
          name: `moments of a claim with ${most} entries`,
          unit: 'ms',
          value: median(times),
          bound: { most: 60 },
        };
      }
      yield* lists(large);
      yield await compareComparisons(large, small, bench);
    } finally {
      await Promise.all([large.stop(), small.stop()]);
    }
  },
};

/** The claims in the middle of the ledger that have at least so many entries. */
export function claimsWithEntries(folder: string, entries: number): string[] {
  const log = new SqliteDatabase(join(folder, 'log.sqlite'), { readonly: true });
  const streams = log
    .prepare<[number], { stream: string }>("SELECT stream FROM events WHERE revision = ? AND stream LIKE 'claim-%'")
    .all(entries);
  log.close();
  if (streams.length === 0) throw new Error(`There is no claim with ${entries} entries.`);
  return streams.map(({ stream }) => stream.replace(/^claim[-/]/, ''));
}

async function* largeClaims(ledger: LedgerServer, claims: readonly string[], entries: number): AsyncGenerator<Figure> {
  const now = claims.map((claim) => ({ path: `/v1/claims/${claim}` }));
  const middles: string[] = [];
  for (const claim of claims) middles.push(await momentInTheMiddle(ledger, claim));
  const under = (scenario: string) =>
    claims.map((claim, index) => ({ path: `/v1/claims/${claim}?asOf=${middles[index] ?? ''}${scenario}` }));
  const of = (requests: readonly Request[]) => async () => median(await sendSequentially(ledger.url, requests));
  const asOf = await alternate(ROUNDS, of(under('')), of(now));
  const claim = `a claim with ${entries} entries`;
  const figure = { unit: 'ms', yardstick: { name: 'the same claims now', value: asOf.yardstick } };
  yield { ...figure, name: `${claim}, as of its middle`, value: asOf.value, ratio: asOf.ratio, bound: { most: 3 } };
  yield { name: `${claim}, as of its middle, alone`, unit: 'ms', value: asOf.value, bound: { most: 10 } };
  const without = await sendSequentially(ledger.url, under('&without=type:ClaimDenied').slice(0, 3));
  yield { name: `${claim}, as of its middle and without its denials`, unit: 'ms', value: median(without) };
}

/** When the entry in the middle of a claim was recorded. */
async function momentInTheMiddle(ledger: LedgerServer, claim: string): Promise<string> {
  const { items } = await ledger.get<{ items: readonly { recordedAt: string }[] }>(`/v1/claims/${claim}/moments`);
  return encodeURIComponent(items[Math.floor(items.length / 2)]?.recordedAt ?? '');
}

/** Lists as of the day on which half of the claims were registered, and the same now, with as many items. */
async function* lists(ledger: LedgerServer): AsyncGenerator<Figure> {
  const day = await middleOfTheLedger(ledger);
  const at = encodeURIComponent(day);
  const filters = [
    '',
    'sort=oldest',
    ...CLAIM_SORT_KEYS.map((key) => `sort=${key}`),
    ...STATUSES.map((status) => `status=${status}`),
    ...CLAIM_KINDS.map((kind) => `kind=${kind}`),
    'narrative=narrative-1',
    'actor=outlet-3',
    'about=organization-3',
    'topic=security',
    'minReporters=3&maxIndependentOrigins=1',
  ];
  for (const filter of filters) {
    const counts = [];
    for (const cut of [`asOf=${at}`, '']) {
      const { items } = await ledger.get<{ items: readonly unknown[] }>(`/v1/claims?${filter}&${cut}`);
      counts.push(items.length);
    }
    const path = `/v1/claims?limit=${Math.max(1, Math.min(...counts))}${filter && `&${filter}`}`;
    const of = (cut: string) => async () =>
      median(await sendSequentially(ledger.url, repeat({ path: `${path}${cut}` }), 200));
    const { value, yardstick, ratio } = await alternate(ROUNDS, of(`&asOf=${at}`), of(''));
    yield {
      name: `GET ${path}, as of ${day.slice(0, 10)}`,
      unit: 'ms',
      value,
      yardstick: { name: 'the same list now', value: yardstick },
      ratio,
      bound: { most: 3 },
    };
  }
}

/** The time halfway between the first registration and the last. */
async function middleOfTheLedger(ledger: LedgerServer): Promise<string> {
  const times: number[] = [];
  for (const sort of ['oldest', 'newest']) {
    const { items } = await ledger.get<{ items: readonly { registeredAt: string }[] }>(
      `/v1/claims?limit=1&sort=${sort}`,
    );
    times.push(Date.parse(items[0]?.registeredAt ?? ''));
  }
  return new Date(times.reduce((sum, time) => sum + time, 0) / 2).toISOString();
}

/** What changed in a day that both ledgers have. */
async function compareComparisons(large: LedgerServer, small: LedgerServer, bench: Bench): Promise<Figure> {
  const to = Date.parse(await middleOfTheLedger(small));
  const [from, until] = [to - DAY_MS, to].map((time) => encodeURIComponent(new Date(time).toISOString()));
  const path = `/v1/comparisons?from=${from ?? ''}&to=${until ?? ''}&limit=50`;
  const of = (ledger: LedgerServer) => async () => median(await sendSequentially(ledger.url, repeat({ path }), 200));
  const { value, yardstick, ratio } = await alternate(ROUNDS, of(large), of(small));
  const { items } = await large.get<{ items: readonly unknown[] }>(path);
  return {
    name: `comparison of two moments a day apart, ${items.length} claims`,
    unit: 'ms',
    value,
    yardstick: { name: `with ${bench.small} events`, value: yardstick },
    ratio,
    bound: { most: 1.5 },
  };
}

const repeat = (request: Request): Request[] => Array.from({ length: 10 }, () => request);
