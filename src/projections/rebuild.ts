import type { EventLog, SubscriptionMessage } from '../event-log/event-log.js';
import { type BatchOptions, ProjectionBatchWriter } from './projection-batches.js';
import { verifyCheckpoint } from './checkpoint-verification.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import type { ReadModelWriter } from './read-model-writer.js';

/** The number of events in one transaction. */
const BATCH_SIZE = 1_000;

export interface RebuildOptions {
  /** Up to this position, inclusive. Default: to the end of the log. */
  readonly through?: string | undefined;
  /** Aborting it ends the rebuild after the current transaction. The next call resumes there. */
  readonly signal?: AbortSignal;
  /** Called with the checkpoint after each transaction. */
  readonly onProgress?: (checkpoint: Checkpoint) => void;
  readonly onParked?: BatchOptions['onParked'];
  readonly clock?: BatchOptions['clock'];
}

/**
 * Projects the log into a read model from its checkpoint on; into an empty one from the beginning. It writes the same
 * batches as following the log does, each in one transaction with its checkpoint, so a killed rebuild can be resumed.
 * Resolves to whether it reached the end.
 *
 * @throws ReadModelMismatchError if the read model was built from another log or by another projection; the log's or
 *   SQLite's error if one of them fails
 */
export async function rebuild(
  readModel: ReadModelWriter,
  log: EventLog,
  options: RebuildOptions = {},
): Promise<boolean> {
  const { through, signal, onProgress, onParked = () => undefined, clock = () => new Date() } = options;
  await verifyCheckpoint(readModel, log);
  // No request waits for this thread. With rare WAL checkpoints, a page that many batches change is written back once.
  readModel.database.pragma('wal_autocheckpoint = 8000');
  const batches = new ProjectionBatchWriter(readModel, log.id, { clock, onParked });
  let taken: SubscriptionMessage[] = [];
  const handle = (): void => {
    if (taken.length === 0) return;
    batches.handle(taken);
    taken = [];
    if (batches.checkpoint) onProgress?.(batches.checkpoint);
  };
  for await (const event of log.readAll({ after: batches.checkpoint?.position })) {
    if (signal?.aborted) return false;
    if (through !== undefined && event.position > through) break;
    taken.push({ kind: 'event', event });
    if (taken.length === BATCH_SIZE) handle();
  }
  if (signal?.aborted) return false;
  handle();
  if (readModel.mustErase) readModel.erase();
  return true;
}
