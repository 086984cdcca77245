import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { LogWriterThread } from '../../src/threads/log-writer-thread.js';
import type { Bench, Row } from '../bench.js';
import { alternate, measureMs } from '../figures.js';
import { generateWorkload } from '../workloads/generate-workload.js';
import { BareLog, readEventRows } from '../ledgers/bare-log.js';
import { toLineBytes, importLines } from '../ledgers/record-lines.js';
import { takeLines } from '../ledgers/generate-ledger.js';

/** As many as the ledger writes in one transaction of its read model. */
const EVENTS_PER_TRANSACTION = 500;

/** Lines read, validated, decided and made durable, compared with bare inserts of their events. */
export const importing: Row = {
  name: 'import',
  async *measure(bench: Bench) {
    const count = bench.scaled(10_000, 500);
    const lines = [...takeLines(count, generateWorkload(1))].map(({ line }) => toLineBytes(line));
    const rows = readEventRows(join(await bench.createLedger(count), 'log.sqlite'), -1);
    const folder = bench.emptyFolder();
    let round = 0;
    const compared = await alternate(
      3,
      async () => {
        const file = join(folder, `import-${round++}.sqlite`);
        await SqliteEventLog.open(file).close();
        // As a server and the command line do.
        const log = SqliteEventLog.openWith(file, new LogWriterThread(file));
        const elapsed = await measureMs(() => importLines(log, lines));
        await log.close();
        return count / (elapsed / 1_000);
      },
      async () => {
        const bare = await BareLog.create(join(folder, `bare-${round++}.sqlite`));
        const elapsed = await measureMs(() => {
          bare.insertInTransactions(rows, EVENTS_PER_TRANSACTION);
        });
        bare.close();
        return count / (elapsed / 1_000);
      },
    );
    yield {
      name: 'import of command lines, read model excluded',
      unit: 'lines/s',
      value: compared.value,
      yardstick: {
        name: `bare inserts of its events, ${EVENTS_PER_TRANSACTION} a transaction`,
        value: compared.yardstick,
      },
      ratio: compared.ratio,
      bound: { least: 0.1 },
    };
  },
};
