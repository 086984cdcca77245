import { createHash } from 'node:crypto';
import { type EventLog, InvalidAppendError, type RecordedEvent } from '../../event-log/event-log.js';
import { ExportFileError, type ReadEvent } from '../export/export-reader.js';
import { fingerprint } from './event-fingerprint.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** The log that was written doesn't hold what was given to it. */
export class LoadFailedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export interface LoadOptions {
  /** How many appends may be under way at once: see `Together`. */
  readonly together: number;
  /** Told after each group how many events are in the log. */
  readonly onProgress?: (events: number) => void;
}

/**
 * Appends these events, as they are, to a log that is empty; then reads the log and compares. Answers how many they are.
 * Rejects with an `ExportFileError` for an event that the log doesn't take, or with the errors of the events' source;
 * then the log holds those before, and is of no use.
 */
export async function loadInto(log: EventLog, events: AsyncIterable<ReadEvent>, options: LoadOptions): Promise<number> {
  if ((await log.head()) !== undefined) throw new LoadFailedError('The log is not empty.');
  const given = createHash('sha256');
  let count = 0;
  const appends = new ConcurrencyGroup(options.together);
  try {
    for await (const { line, event } of events) {
      const text = fingerprint(event);
      given.update(text);
      count += 1;
      if (await appends.add(append(log, line, event), text.length)) options.onProgress?.(count);
    }
  } finally {
    // Whatever else went wrong: an earlier line that the log doesn't take comes first.
    await appends.done();
  }
  const held = createHash('sha256');
  for await (const event of log.readAll()) held.update(fingerprint(event));
  if (held.digest('hex') !== given.digest('hex')) {
    throw new LoadFailedError('What the log holds now is not what was loaded.');
  }
  return count;
}

async function append(log: EventLog, line: number, event: RecordedEvent): Promise<void> {
  const { stream, revision, id, type, data, metadata } = event;
  try {
    await log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [{ id, type, data, metadata }]);
  } catch (error) {
    if (error instanceof InvalidAppendError) throw new ExportFileError(line, error.message);
    throw error;
  }
}
