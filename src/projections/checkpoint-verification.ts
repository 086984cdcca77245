import type { EventLog } from '../event-log/event-log.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import type { ReadModel } from '../read-model/read-model.js';

/** What the read model was made from isn't the start of this log, or was made under other rules: make it anew. */
export class ReadModelMismatchError extends Error {
  constructor(reason: string) {
    super(`The read model doesn't belong to this log: ${reason}.`);
    this.name = new.target.name;
  }
}

/**
 * Sees to it that what the read model was made from is the start of this log, and its rules the present ones.
 * Throws a `ReadModelMismatchError`, or the log's own error if it can't be read.
 */
export async function verifyCheckpoint({ checkpoints, projection }: ReadModel, log: EventLog): Promise<void> {
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
