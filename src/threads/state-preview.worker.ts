import { parentPort, workerData } from 'node:worker_threads';
import { stateChangesAfter } from '../claims/queries/state-changes-after.queries.js';
import { effectiveRecordedAt } from '../domain/recorded-time.js';
import { OverlayEventLog } from '../event-log/overlay-event-log.js';
import { positionNumber } from '../event-log/position.js';
import { openLogToRead } from '../ledger/open-event-log.js';
import { projectionUnder } from '../ledger/policies.js';
import { copyReadModel } from '../projections/read-model-copy.js';
import { ReadModelWriter } from '../projections/read-model-writer.js';
import { rebuild } from '../projections/rebuild.js';
import { ReadModel } from '../read-model/read-model.js';
import { PreviewUnavailableError, type StateChanges } from '../read-model/state-preview.js';
import type { PreviewMessage, PreviewTask, TriedEvents } from './state-preview-thread.js';

const send = (message: PreviewMessage): void => parentPort?.postMessage(message);
const { config, policy, source, copy } = workerData as PreviewTask;

try {
  copyReadModel(source, copy);
  const writer = ReadModelWriter.open(copy, projectionUnder(policy));
  writer.database.pragma('synchronous = OFF');
  send({ kind: 'copied', position: writer.checkpoints.load()?.position });
  parentPort?.once('message', (tried: TriedEvents) => {
    changesBy(writer, tried)
      .then((changes) => {
        send({ kind: 'changes', changes });
      }, fail)
      .finally(() => {
        writer.close();
        parentPort?.close();
      });
  });
} catch (error) {
  fail(error);
  parentPort?.close();
}

/** Projects the events recorded since the copy, and those that are tried, with the code that projects the log. */
async function changesBy(writer: ReadModelWriter, { through, events }: TriedEvents): Promise<StateChanges> {
  const log = await openLogToRead(config);
  try {
    await rebuild(writer, new OverlayEventLog(log, through));
    const before = writer.checkpoints.load();
    const since = effectiveRecordedAt(events[0]?.metadata['recordedAt'], before?.recordedAt ?? '');
    await rebuild(writer, new OverlayEventLog(log, through, events));
    const now = new ReadModel(writer.database).present(new Date().toISOString());
    return stateChangesAfter(writer.database, positionNumber(before?.position ?? '0'), since, now);
  } finally {
    await log.close();
  }
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  send({ kind: 'failed', error: message, isUnavailable: error instanceof PreviewUnavailableError });
}
