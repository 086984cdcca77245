import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Row } from '../bench.js';
import { quantile } from '../figures.js';
import { sendSequentially } from '../load.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { fetchClaims } from './requests.js';

/** Every claim evaluated once under another policy, compared with a read model built from the log. */
export const replay: Row = {
  name: 'replay',
  async *measure(bench: Bench) {
    const { folder, rebuilt } = await bench.ledgerWithReadModel(bench.large);
    const rebuildSeconds = rebuilt.seconds;
    const ledger = await LedgerServer.start(folder);
    try {
      await ledger.ready();
      const claims = await fetchClaims(ledger, 200);
      const gets = claims.map(({ id }) => ({ path: `/v1/claims/${id}` }));
      const idle: number[] = [];
      for (let round = 0; round < 5; round += 1) idle.push(...(await sendSequentially(ledger.url, gets)));
      const replayed = replayAll(ledger);
      const done = new AbortController();
      const finished = replayed.finally(() => {
        done.abort();
      });
      const busy: number[] = [];
      let memory = 0;
      while (!done.signal.aborted) {
        busy.push(...(await sendSequentially(ledger.url, gets)));
        memory = Math.max(memory, await ledger.memory());
        await pause(10);
      }
      const seconds = await finished;
      yield {
        name: `replay of every claim, ${bench.large} events`,
        unit: 'events/s',
        value: bench.large / seconds,
        yardstick: { name: 'a rebuild', value: bench.large / rebuildSeconds },
        ratio: rebuildSeconds / seconds,
        bound: { least: 5 },
      };
      yield { name: 'memory of the server meanwhile, at most', unit: 'MB', value: memory / 1e6, bound: { most: 400 } };
      for (const [part, name, bound] of [
        [0.5, 'p50', { most: 1.5 }],
        [0.99, 'p99', undefined],
      ] as const) {
        const [value, yardstick] = [quantile(busy, part), quantile(idle, part)];
        yield {
          name: `GET /v1/claims/:id meanwhile, ${name}`,
          unit: 'ms',
          value,
          yardstick: { name: 'the same, idle', value: yardstick },
          ratio: value / yardstick,
          ...(bound && { bound }),
        };
      }
    } finally {
      await ledger.stop();
    }
  },
};

/** Returns how many seconds it took. */
async function replayAll(ledger: LedgerServer): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${ledger.url}/v1/replays`, {
    method: 'POST',
    headers: ledger.headers,
    body: JSON.stringify({ scenario: { policy: 'strict/1' } }),
  });
  const { id } = (await response.json()) as { id: string };
  for (;;) {
    const { status } = await ledger.get<{ status: string }>(`/v1/replays/${id}?wait=10`);
    if (status === 'failed') throw new Error('The replay failed.');
    if (status === 'finished') return (performance.now() - began) / 1_000;
  }
}
