import { createHash } from 'node:crypto';
import { type EventLog, InvalidAppendError, type RecordedEvent } from '../../event-log/event-log.js';
import { ExportFileError, type ReadEvent } from '../export/export-reader.js';
import { fingerprint } from './event-fingerprint.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** The target log isn't empty, or doesn't hold what was appended to it. */
export class LoadFailedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export interface LoadOptions {
  /** See `ConcurrencyGroup`. */
  readonly maxConcurrentAppends: number;
  /** Called after each group of appends with the number of events in the log. */
  readonly onProgress?: (events: number) => void;
}

/**
 * Appends these events, unchanged, to an empty log, then reads the log back and compares it. Returns the number of
 * events. Rejects with a `LoadFailedError`, with an `ExportFileError` for an event that the log rejects, or with the
 * error of the events' source. The log is unusable then: it holds only the events before the failure.
 */
export async function loadInto(log: EventLog, events: AsyncIterable<ReadEvent>, options: LoadOptions): Promise<number> {
  if ((await log.head()) !== undefined) throw new LoadFailedError('The log is not empty: load into a new log.');
  const loadedDigest = createHash('sha256');
  let count = 0;
  const appends = new ConcurrencyGroup(options.maxConcurrentAppends);
  try {
    for await (const { line, event } of events) {
      const text = fingerprint(event);
      loadedDigest.update(text);
      count += 1;
      if (await appends.add(append(log, line, event), text.length)) options.onProgress?.(count);
    }
  } finally {
    // Runs also after an error in `events`: if an append of an earlier line failed too, its error is thrown instead.
    await appends.done();
  }
  const storedDigest = createHash('sha256');
  for await (const event of log.readAll()) storedDigest.update(fingerprint(event));
  if (storedDigest.digest('hex') !== loadedDigest.digest('hex')) {
    throw new LoadFailedError(
      'The log that was written differs from the export. Check the disk, then load the export again.',
    );
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
