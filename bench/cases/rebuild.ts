import type { Bench, Row } from '../bench.js';
import { alternate } from '../figures.js';
import { measureRebuild } from '../ledgers/rebuild.js';
import { copyReadModel } from '../ledgers/bare-read-model.js';

const EVENTS_PER_TRANSACTION = 500;

/** The read model built from the log, compared with bare inserts of its final rows. */
export const rebuilding: Row = {
  name: 'rebuild',
  async *measure(bench: Bench) {
    const events = bench.scaled(20_000, 1_000);
    const { folder: finished } = await bench.ledgerWithReadModel(events);
    const compared = await alternate(
      3,
      async () => {
        const { seconds } = await measureRebuild(await bench.createLedger(events));
        return events / seconds;
      },
      () => events / copyReadModel(finished, bench.emptyFolder(), Math.ceil(events / EVENTS_PER_TRANSACTION)),
    );
    yield {
      name: `rebuild, ${events} events`,
      unit: 'events/s',
      value: compared.value,
      yardstick: { name: 'bare inserts of the final rows', value: compared.yardstick },
      ratio: compared.ratio,
      bound: { least: 0.35 },
    };
  },
};

/** The memory that a rebuild of the large ledger takes. */
export const memory: Row = {
  name: 'memory',
  async *measure(bench: Bench) {
    const { rebuilt } = await bench.ledgerWithReadModel(bench.large);
    yield {
      name: `peak memory while ${bench.large} events are rebuilt`,
      unit: 'MB',
      value: rebuilt.peakBytes / 1e6,
      bound: { most: 400 },
    };
    yield { name: `rebuild, ${bench.large} events`, unit: 'events/s', value: bench.large / rebuilt.seconds };
  },
};
