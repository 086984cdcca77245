import type { Request } from 'autocannon';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { toEvent } from '../../src/event-log/sqlite/rows.js';
import { ACTOR_KINDS, CLAIM_KINDS, STATUSES } from '../../src/domain/vocabulary.js';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, median, measureMs } from '../figures.js';
import { RowSupply } from '../ledgers/row-supply.js';
import { sendSequentially } from '../load.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { fetchClaims } from './requests.js';

const ROUNDS = 7;
/** Occurs early, so it is in every ledger of the same seed. */
const WORD = 'summit';
const ENTRY_TYPES = ['ClaimReported', 'ClaimDenied', 'VerdictIssued', 'EntryVoided'];

/** Requests that must take as long on a ledger a hundred times as large, sent one after the other. */
export const scale: Row = {
  name: 'scale',
  async *measure(bench: Bench) {
    yield await compareAppends(bench);
    const large = await LedgerServer.start((await bench.ledgerWithReadModel(bench.large)).folder);
    const small = await LedgerServer.start((await bench.ledgerWithReadModel(bench.small)).folder);
    try {
      await Promise.all([large.ready(), small.ready()]);
      const claims = await fetchClaims(small, 20);
      const gets = claims.map(({ id }) => ({ path: `/v1/claims/${id}` }));
      yield { ...(await compareLedgers(bench, large, small, gets)), name: 'GET /v1/claims/:id', bound: { most: 1.5 } };
      for (const filter of await filters(small, claims[0]?.id ?? '')) {
        const path = await withSameItemCount(small, `/v1/${filter}`);
        if (path === undefined) continue;
        const requests = Array.from({ length: 10 }, () => ({ path }));
        yield {
          ...(await compareLedgers(bench, large, small, requests)),
          name: `GET /v1/${filter}`,
          bound: { most: 1.5 },
        };
      }
      const path = await withSameItemCount(small, `/v1/claims?q=${WORD}`);
      const searches = Array.from({ length: 10 }, () => ({ path: path ?? '' }));
      yield {
        ...(await compareLedgers(bench, large, small, searches)),
        name: 'search, newest first',
        bound: { most: 3 },
      };
      // Each by the text of a claim, which both ledgers have.
      const { items: oldest } = await small.get<{ items: readonly { text: string }[] }>(
        '/v1/claims?sort=oldest&limit=20',
      );
      const similar = oldest.map(({ text }) => ({
        path: `/v1/similar-claims?limit=5&text=${encodeURIComponent(text)}`,
      }));
      yield { ...(await compareLedgers(bench, large, small, similar)), name: 'similar claims' };
    } finally {
      await Promise.all([large.stop(), small.stop()]);
    }
  },
};

/** Each filter alone, with values that many rows have; times are within what both ledgers hold. */
async function filters(small: LedgerServer, claim: string): Promise<string[]> {
  const early = await small.get<{ items: readonly { registeredAt: string }[] }>('/v1/claims?sort=oldest&limit=200');
  const documents = await small.get<{ items: readonly { url?: string }[] }>('/v1/documents?publisher=outlet-3');
  const time = encodeURIComponent(early.items.at(-1)?.registeredAt ?? '');
  return [
    'claims',
    'claims?sort=oldest',
    ...STATUSES.map((status) => `claims?status=${status}`),
    ...CLAIM_KINDS.map((kind) => `claims?kind=${kind}`),
    'claims?narrative=narrative-1',
    'claims?actor=outlet-3',
    'claims?about=organization-3',
    'claims?topic=security',
    `claims?since=${time}`,
    `claims?until=${time}`,
    'entries',
    'entries?sort=oldest',
    ...ENTRY_TYPES.map((type) => `entries?type=${type}`),
    `entries?claim=${claim}`,
    'entries?actor=outlet-3',
    'entries?document=document-3',
    'entries?narrative=narrative-1',
    `entries?since=${time}`,
    `entries?until=${time}`,
    'actors',
    ...ACTOR_KINDS.map((kind) => `actors?kind=${kind}`),
    'actors?q=ministry',
    'documents',
    'documents?publisher=outlet-3',
    `documents?url=${encodeURIComponent(documents.items.find(({ url }) => url !== undefined)?.url ?? '')}`,
    'narratives',
  ];
}

/**
 * Limits a request to the number of items that the small ledger has, so that both responses are equally long. Undefined
 * if it has none: some statuses are rare.
 */
export async function withSameItemCount(small: LedgerServer, path: string): Promise<string | undefined> {
  const { length } = (await small.get<{ items: readonly unknown[] }>(path)).items;
  if (length === 0) return undefined;
  return `${path}${path.includes('?') ? '&' : '?'}limit=${length}`;
}

export async function compareLedgers(
  bench: Bench,
  large: LedgerServer,
  small: LedgerServer,
  requests: readonly Request[],
): Promise<Omit<Figure, 'name'>> {
  const of = (ledger: LedgerServer) => async () => median(await sendSequentially(ledger.url, requests, 200));
  const { value, yardstick, ratio } = await alternate(ROUNDS, of(large), of(small));
  return { unit: 'ms', value, yardstick: { name: `with ${bench.small} events`, value: yardstick }, ratio };
}

async function compareAppends(bench: Bench): Promise<Figure> {
  const [large, small] = [
    join(await bench.createLedger(bench.large), 'log.sqlite'),
    join(await bench.createLedger(bench.small), 'log.sqlite'),
  ];
  const batch = bench.scaled(500, 50);
  const of = (path: string) => {
    const supply = new RowSupply(small);
    const log = SqliteEventLog.open(path);
    const measure = async () => {
      const events = supply.take(batch).map(toEvent);
      const elapsed = await measureMs(async () => {
        for (const event of events)
          await log.append(`again/${event.stream}`, event.revision === 0 ? 'no-stream' : event.revision - 1, [event]);
      });
      return (elapsed * 1_000) / batch;
    };
    return { log, measure };
  };
  const [ofLarge, ofSmall] = [of(large), of(small)];
  const { value, yardstick, ratio } = await alternate(ROUNDS, ofLarge.measure, ofSmall.measure);
  await Promise.all([ofLarge.log.close(), ofSmall.log.close()]);
  return {
    name: `append to a log of ${bench.large} events`,
    unit: 'µs',
    value,
    yardstick: { name: `with ${bench.small} events`, value: yardstick },
    ratio,
    bound: { most: 1.5 },
  };
}
