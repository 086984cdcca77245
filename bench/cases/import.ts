import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { Bench, Row } from '../bench.js';
import { alternate, timed } from '../figures.js';
import { histories } from '../workloads/histories.js';
import { BareLog, rowsOf } from '../ledgers/bare-log.js';
import { bytesOf, importLines } from '../ledgers/importing.js';
import { first } from '../ledgers/ledger.js';

/** As many events as the ledger itself writes in one transaction of its read model. */
const A_TRANSACTION = 500;

/** Lines read, checked, decided and made durable, beside the inserts of the events that they come to. */
export const importing: Row = {
  name: 'import',
  async *measure(bench: Bench) {
    const count = bench.scaled(10_000, 500);
    const lines = [...first(count, histories(1))].map(({ line }) => bytesOf(line));
    const rows = rowsOf(join(await bench.ledger(count), 'log.sqlite'), -1);
    const folder = bench.emptyFolder();
    let round = 0;
    const compared = await alternate(
      3,
      async () => {
        const log = SqliteEventLog.open(join(folder, `import-${round++}.sqlite`));
        const elapsed = await timed(() => importLines(log, lines));
        await log.close();
        return count / (elapsed / 1_000);
      },
      async () => {
        const bare = await BareLog.create(join(folder, `bare-${round++}.sqlite`));
        const elapsed = await timed(() => {
          bare.insertTogether(rows, A_TRANSACTION);
        });
        bare.close();
        return count / (elapsed / 1_000);
      },
    );
    yield {
      name: 'import of command lines, read model excluded',
      unit: 'lines/s',
      value: compared.value,
      yardstick: { name: `bare inserts of its events, ${A_TRANSACTION} a transaction`, value: compared.yardstick },
      ratio: compared.ratio,
      bound: { least: 0.15 },
    };
  },
};
