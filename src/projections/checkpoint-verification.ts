import type { EventLog } from '../event-log/event-log.js';
import { type Checkpoint, ReadModelMismatchError } from '../read-model/checkpoints.js';
import type { ReadModelWriter } from './read-model-writer.js';

/**
 * Sees to it that what the read model was made from is the start of this log, and its rules the present ones.
 * Throws a `ReadModelMismatchError`, or the log's own error if it can't be read.
 */
export async function verifyCheckpoint({ checkpoints, projection }: ReadModelWriter, log: EventLog): Promise<void> {
  const checkpoint = checkpoints.load();
  if (!checkpoint) return;
  if (checkpoint.log !== log.id) throw new ReadModelMismatchError('it was made from another log');
  const { fingerprint } = projection;
  if (checkpoint.fingerprint !== fingerprint) {
    throw new ReadModelMismatchError(`it was made by ${checkpoint.fingerprint}, now it is ${fingerprint}`);
  }
  if (!(await holds(log, checkpoint))) {
    throw new ReadModelMismatchError(`the log doesn't hold event ${checkpoint.event} at ${checkpoint.position}`);
  }
}

/** Asks twice before it says no for want of an event: a store that is shut down may have ended the read early. */
async function holds(log: EventLog, { stream, revision, event, position }: Checkpoint): Promise<boolean> {
  for (let asked = 0; asked < 2; asked += 1) {
    for await (const found of log.readStream(stream, { from: revision, limit: 1 })) {
      return found.id === event && found.position === position;
    }
  }
  return false;
}
