import type { Bench, Row } from '../bench.js';
import { alternate } from '../figures.js';
import { rebuild } from '../ledgers/rebuild.js';
import { copyModel } from '../ledgers/bare-model.js';

const EVENTS_A_TRANSACTION = 500;

/** The read model made from the log, beside the inserts of the rows that it ends with. */
export const rebuilding: Row = {
  name: 'rebuild',
  async *measure(bench: Bench) {
    const events = bench.scaled(20_000, 1_000);
    const { folder: finished } = await bench.ledgerWithReadModel(events);
    const compared = await alternate(
      3,
      async () => {
        const { seconds } = await rebuild(await bench.ledger(events));
        return events / seconds;
      },
      () => events / copyModel(finished, bench.emptyFolder(), Math.ceil(events / EVENTS_A_TRANSACTION)),
    );
    yield {
      name: `rebuild, ${events} events`,
      unit: 'events/s',
      value: compared.value,
      yardstick: { name: 'bare inserts of the final rows', value: compared.yardstick },
      ratio: compared.ratio,
      bound: { least: 0.4 },
    };
  },
};

/** How much memory that takes when there is much to do. */
export const memory: Row = {
  name: 'memory',
  async *measure(bench: Bench) {
    const { rebuilt } = await bench.ledgerWithReadModel(bench.large);
    if (!rebuilt) throw new Error('The large read model was made in an earlier run: leave out --reuse.');
    yield {
      name: `peak memory while ${bench.large} events are rebuilt`,
      unit: 'MB',
      value: rebuilt.peakBytes / 1e6,
      bound: { most: 400 },
    };
    yield { name: `rebuild, ${bench.large} events`, unit: 'events/s', value: bench.large / rebuilt.seconds };
  },
};
