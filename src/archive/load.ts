import { createHash } from 'node:crypto';
import { type EventLog, InvalidAppendError, type RecordedEvent } from '../event-log/event-log.js';
import { ExportFileError, type ReadEvent } from './export-reader.js';
import { fingerprint } from './fingerprint.js';

/** The log that was written doesn't hold what was given to it. */
export class LoadFailedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export interface LoadOptions {
  /**
   * How many appends may be under way at once. More than one only for a store that commits them in the order in which
   * they were made, as the SQLite store does, where those of one turn share a transaction.
   */
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
  let group: Promise<void>[] = [];
  try {
    for await (const { line, event } of events) {
      given.update(fingerprint(event));
      const appended = append(log, line, event);
      // It is waited for only with its group, which may be later than the next line.
      appended.catch(() => undefined);
      group.push(appended);
      count += 1;
      if (group.length < options.together) continue;
      await Promise.all(group);
      group = [];
      options.onProgress?.(count);
    }
  } finally {
    // Whatever else went wrong: an earlier line that the log doesn't take comes first.
    await Promise.all(group);
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
