import type { EventLog, SubscriptionMessage } from '../event-log/event-log.js';
import { type BatchOptions, ProjectionBatchWriter } from './projection-batches.js';
import { verifyCheckpoint } from './checkpoint-verification.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import type { ReadModelWriter } from './read-model-writer.js';

/** How many events one transaction takes. */
const BATCH_SIZE = 1_000;

export interface RebuildOptions {
  /** Up to this position, itself included. Absent: to the end of the log. */
  readonly through?: string | undefined;
  /** Once it aborts nothing further is begun; what was done is kept, and the next call goes on from there. */
  readonly signal?: AbortSignal;
  /** Told after each transaction how far the read model is. */
  readonly onProgress?: (checkpoint: Checkpoint) => void;
  readonly onParked?: BatchOptions['onParked'];
  readonly clock?: BatchOptions['clock'];
}

/**
 * Reads the log into a read model, from where that stands on: an empty one from the beginning. It goes through the same
 * batches as following does, each in one transaction with its checkpoint, so it may be killed at any moment and called
 * again. Resolves to whether it came to its end.
 *
 * @throws ReadModelMismatchError if the read model was made from another log or under other rules; the log's or
 *   SQLite's error if one of them fails
 */
export async function rebuild(
  readModel: ReadModelWriter,
  log: EventLog,
  options: RebuildOptions = {},
): Promise<boolean> {
  const { through, signal, onProgress, onParked = () => undefined, clock = () => new Date() } = options;
  await verifyCheckpoint(readModel, log);
  // Nobody waits for this thread meanwhile: pages that many batches change are put in their place once.
  readModel.database.pragma('wal_autocheckpoint = 8000');
  const batches = new ProjectionBatchWriter(readModel, log.id, { milliseconds: Infinity, clock, onParked });
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
  return true;
}
