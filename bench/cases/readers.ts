import { openAsBlob, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, measureMs, median, quantile } from '../figures.js';
import { measureThroughput, sendSequentially } from '../load.js';
import { BareLog, readEventRows } from '../ledgers/bare-log.js';
import { takeLines } from '../ledgers/generate-ledger.js';
import { toLineBytes } from '../ledgers/record-lines.js';
import { eventLoopLagAt, LedgerServer } from '../servers/ledger-server.js';
import { slowSyncs } from '../slow-sync/slow-sync.js';
import { generateWorkload } from '../workloads/generate-workload.js';
import { fetchClaims, type KnownClaim, reportRequest } from './requests.js';

const CALLERS = 64;
const SYNC_MS = 5;
const ROUNDS = 5;

/** How long one client waits for an entry, compared with what nobody can avoid: one read and one synced insert. */
export const oneCaller: Row = {
  name: 'one-caller',
  async *measure(bench: Bench) {
    const folder = await bench.ownLedgerWithReadModel(bench.small);
    const rows = readEventRows(join(folder, 'log.sqlite'), -1);
    const bare = await BareLog.create(join(bench.emptyFolder(), 'bare.sqlite'));
    const ledger = await LedgerServer.start(folder);
    try {
      await ledger.ready();
      const claims = await fetchClaims(ledger, bench.scaled(200, 50));
      const posts = claims.map((claim) => reportRequest(claim, ledger.headers));
      const gets = claims.map(({ id }) => ({ path: `/v1/claims/${id}` }));
      const compared = await alternate(
        ROUNDS,
        async () => median(await sendSequentially(ledger.url, posts)),
        async () => {
          const read = median(await sendSequentially(ledger.url, gets));
          const inserts: number[] = [];
          for (const row of rows.splice(0, claims.length)) {
            inserts.push(
              await measureMs(() => {
                bare.insertOneByOne([row]);
              }),
            );
          }
          return read + median(inserts);
        },
      );
      yield {
        name: 'a durable entry over HTTP, one connection, p50',
        unit: 'ms',
        value: compared.value,
        yardstick: { name: 'GET of a claim, p50, and one bare synced insert', value: compared.yardstick },
        ratio: compared.ratio,
        bound: { most: 1.3 },
      };
    } finally {
      bare.close();
      await ledger.stop();
    }
  },
};

/** How long readers wait while others write as fast as they can. */
export const readers: Row = {
  name: 'readers',
  async *measure(bench: Bench) {
    const folder = await bench.ownLedgerWithReadModel(bench.small);
    const ledger = await LedgerServer.start(folder);
    try {
      await ledger.ready();
      const claims = await fetchClaims(ledger, 200);
      const lines = [...takeLines(bench.scaled(60_000, 1_000), generateWorkload(2))].map(({ line }) =>
        toLineBytes(line),
      );
      const file = join(bench.emptyFolder(), 'lines.ndjson');
      writeFileSync(file, Buffer.concat(lines.map((line) => Buffer.concat([line, Buffer.from('\n')]))));
      yield* readWhile(ledger, claims, 'an import runs', bench, () => importFile(ledger, file));
      yield {
        name: 'memory of the server after that import',
        unit: 'MB',
        value: (await ledger.memory()) / 1e6,
        bound: { most: 450 },
      };
      yield* readWhile(ledger, claims, 'a read model is rebuilt', bench, () => rebuild(ledger));
    } finally {
      await ledger.stop();
    }
    const slow = await LedgerServer.start(folder, undefined, slowSyncs(SYNC_MS, bench.emptyFolder()));
    try {
      await slow.ready();
      const claims = await fetchClaims(slow, 200);
      const requests = claims.map((claim) => reportRequest(claim, slow.headers));
      const what = `${CALLERS} callers append and each sync takes ${SYNC_MS} ms`;
      const seconds = bench.scaled(10, 2);
      yield* readWhile(slow, claims, what, bench, () =>
        measureThroughput({ url: slow.url, connections: CALLERS, seconds, requests }),
      );
    } finally {
      await slow.stop();
    }
  },
};

async function* readWhile(
  ledger: LedgerServer,
  claims: readonly KnownClaim[],
  what: string,
  bench: Bench,
  work: () => Promise<unknown>,
): AsyncGenerator<Figure> {
  const gets = claims.map(({ id }) => ({ path: `/v1/claims/${id}` }));
  const read = async (times: number[]) => {
    times.push(...(await sendSequentially(ledger.url, gets)));
    await pause(10);
  };
  const idle: number[] = [];
  for (let round = 0; round < bench.scaled(5, 1); round += 1) await read(idle);
  await eventLoopLagAt(ledger.url);
  const busy: number[] = [];
  const done = new AbortController();
  const working = work().finally(() => {
    done.abort();
  });
  while (!done.signal.aborted) await read(busy);
  await working;
  const { p99 } = await eventLoopLagAt(ledger.url);
  const [value, yardstick] = [quantile(busy, 0.99), quantile(idle, 0.99)];
  yield {
    name: `GET /v1/claims/:id, p99, while ${what}`,
    unit: 'ms',
    value,
    yardstick: { name: 'the same, idle', value: yardstick },
    ratio: value / yardstick,
    bound: { most: 3 },
  };
  yield { name: `event loop late, p99, while ${what}`, unit: 'ms', value: p99, bound: { most: 5 } };
}

async function importFile(ledger: LedgerServer, file: string): Promise<void> {
  const headers = { ...ledger.headers, 'Content-Type': 'application/x-ndjson' };
  const response = await fetch(`${ledger.url}/v1/import`, { method: 'POST', headers, body: await openAsBlob(file) });
  const last = (await response.text()).trim().split('\n').at(-1) ?? '';
  if (!last.includes('"complete":true')) throw new Error(`The import ended with ${last}.`);
}

async function rebuild(ledger: LedgerServer): Promise<void> {
  await ledger.post('/v1/read-model/rebuild', {});
  for (;;) {
    const { rebuild: status } = await ledger.get<{ rebuild: { state: string } | null }>('/v1/status');
    if (status?.state === 'done') return;
    if (status?.state === 'failed') throw new Error('The rebuild failed.');
    await pause(100);
  }
}
