import type { EventLog } from '../event-log/event-log.js';
import { type Checkpoint, ReadModelMismatchError } from '../read-model/checkpoints.js';
import type { ReadModelWriter } from './read-model-writer.js';

/**
 * Verifies that the checkpoint belongs to this log and to this version of the projection. Throws a
 * `ReadModelMismatchError`, or the log's own error if it can't be read.
 */
export async function verifyCheckpoint({ checkpoints, projection }: ReadModelWriter, log: EventLog): Promise<void> {
  const checkpoint = checkpoints.load();
  if (!checkpoint) return;
  if (checkpoint.log !== log.id) throw new ReadModelMismatchError('it was built from another log');
  const { fingerprint } = projection;
  if (checkpoint.fingerprint !== fingerprint) {
    throw new ReadModelMismatchError(
      `it was built by ${checkpoint.fingerprint}, and the current projection is ${fingerprint}`,
    );
  }
  if (!(await holds(log, checkpoint))) {
    throw new ReadModelMismatchError(`the log doesn't hold event ${checkpoint.event} at ${checkpoint.position}`);
  }
}

async function holds(log: EventLog, { event, position }: Checkpoint): Promise<boolean> {
  return (await log.eventAt(position))?.id === event;
}
