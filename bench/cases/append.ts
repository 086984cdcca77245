import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { type EventRow, toEvent } from '../../src/event-log/sqlite/rows.js';
import type { Bench, Row } from '../bench.js';
import { alternate, type Figure, measureMs } from '../figures.js';
import { BareLog } from '../ledgers/bare-log.js';
import { RowSupply } from '../ledgers/row-supply.js';

const CALLERS = 64;
const ROUNDS = 11;

/** Appends through the port, compared with the bare inserts of the same rows. */
export const append: Row = {
  name: 'append',
  async *measure(bench: Bench) {
    const generated = join(await bench.createLedger(bench.small), 'log.sqlite');
    const folder = bench.emptyFolder();
    const log = SqliteEventLog.open(join(folder, 'port.sqlite'));
    const bare = await BareLog.create(join(folder, 'bare.sqlite'));
    yield await oneWriter(log, bare, generated, bench.scaled(500, 50));
    yield await manyCallers(log, bare, generated, CALLERS * bench.scaled(40, 4));
    await log.close();
    bare.close();
  },
};

async function oneWriter(log: SqliteEventLog, bare: BareLog, generated: string, batch: number): Promise<Figure> {
  const [forPort, forBare] = [new RowSupply(generated), new RowSupply(generated)];
  const compared = await alternate(
    ROUNDS,
    async () => {
      const events = forPort.take(batch).map(toEvent);
      const elapsed = await measureMs(async () => {
        for (const event of events) {
          await log.append(event.stream, event.revision === 0 ? 'no-stream' : event.revision - 1, [event]);
        }
      });
      return (elapsed * 1_000) / batch;
    },
    async () => {
      const rows = forBare.take(batch);
      const elapsed = await measureMs(() => {
        bare.insertOneByOne(rows);
      });
      return (elapsed * 1_000) / batch;
    },
  );
  return {
    name: 'append through the port, one writer',
    unit: 'µs',
    value: compared.value,
    yardstick: { name: 'a bare insert', value: compared.yardstick },
    ratio: compared.ratio,
    bound: { most: 1.2 },
  };
}

/** Each append goes to a separate stream: callers that race for one would measure their conflicts. */
async function manyCallers(log: SqliteEventLog, bare: BareLog, generated: string, batch: number): Promise<Figure> {
  const inSeparateStream = (row: EventRow): EventRow => ({
    ...row,
    stream: `${row.stream}/${row.revision}`,
    revision: 0,
  });
  const [forPort, forBare] = [new RowSupply(generated), new RowSupply(generated)];
  const compared = await alternate(
    ROUNDS,
    async () => {
      const events = forPort.take(batch).map((row) => toEvent(inSeparateStream(row)));
      let next = 0;
      const caller = async () => {
        for (let event = events[next++]; event; event = events[next++]) {
          await log.append(event.stream, 'no-stream', [event]);
        }
      };
      return batch / ((await measureMs(() => Promise.all(Array.from({ length: CALLERS }, caller)))) / 1_000);
    },
    async () => {
      const rows = forBare.take(batch).map(inSeparateStream);
      const elapsed = await measureMs(() => {
        bare.insertInTransactions(rows, CALLERS);
      });
      return batch / (elapsed / 1_000);
    },
  );
  return {
    name: `durable appends, ${CALLERS} callers`,
    unit: '/s',
    value: compared.value,
    yardstick: { name: `bare inserts, ${CALLERS} a transaction`, value: compared.yardstick },
    ratio: compared.ratio,
    bound: { least: 0.6 },
  };
}
