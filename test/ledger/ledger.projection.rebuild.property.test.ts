import { join } from 'node:path';
import fc from 'fast-check';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { runs } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { histories } from '../verification/standard/generators/history.js';
import { dumpOf, failingAt, TestReadModel } from '../support/test-read-model.js';

/** Appends the events to a log with gaps between positions, and reads them back. */
async function logOf(recorded: readonly RecordedEvent[]): Promise<{ log: SqliteEventLog; events: RecordedEvent[] }> {
  const log = SqliteEventLog.open(':memory:', { positionStep: () => 5 });
  for (const { stream, ...event } of recorded) {
    const { id, type, data, metadata } = event;
    await log.append(stream, 'any', [{ id, type, data, metadata }]);
  }
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) events.push(event);
  return { log, events };
}

describe('ledgerProjection(): rebuild', () => {
  const percents = fc.array(fc.nat({ max: 100 }), { maxLength: 3 });

  it('produces the rows of a live projection, parked streams included, even if interrupted', async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(histories(), percents, percents, async (history, stops, failing) => {
        const { log, events } = await logOf(history.events as unknown as RecordedEvent[]);
        const at = (percent: number) => events[Math.floor(((events.length - 1) * percent) / 100)]?.position ?? '';
        const projection = failingAt(new Set(failing.map(at)), standard);
        const live = new TestReadModel(projection);
        for (const event of events) live.handle([event]);
        const file = join(folder.path, `${(run += 1)}.sqlite`);
        const clock = () => new Date(0);
        for (const through of [...stops.sort((a, b) => a - b).map(at), undefined]) {
          const readModel = ReadModelWriter.open(file, projection);
          expect(await rebuild(readModel, log, { through, clock })).toBe(true);
          if (through === undefined) expect(dumpOf(readModel)).toEqual(live.dump());
          readModel.close();
        }
        await log.close();
      }),
      { numRuns: runs(25) },
    );
    folder.remove();
  });
});
