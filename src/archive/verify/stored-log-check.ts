import {
  type EventLog,
  EventLogError,
  LogUnavailableError,
  type RecordedEvent,
  STREAM_DELETED,
} from '../../event-log/event-log.js';
import { checkEvent } from './event-check.js';
import type { Faults } from './faults.js';
import { type CheckOptions, LogCheck, type LogExtent } from './log-check.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** How many streams are read concurrently. */
const CONCURRENT_READS = 50;

/**
 * Checks a log in any store: every event up to the head at the start of the check, and that each stream can be read by
 * itself from its beginning, as deciding a command reads it. The log must not be read through upcasters.
 * Rejects with the signal's reason when it aborts, or with a `LogUnavailableError`.
 */
export async function checkStoredLog(
  log: EventLog,
  faults: Faults,
  { upcast, signal, onProgress }: CheckOptions,
): Promise<LogExtent> {
  const check = new LogCheck(faults);
  try {
    const head = (await log.head()) ?? '';
    const streams = new ConcurrencyGroup(CONCURRENT_READS);
    try {
      for await (const event of log.readAll()) {
        signal.throwIfAborted();
        const { position, stream, revision } = event;
        if (position > head) break;
        if (event.type === STREAM_DELETED) {
          const message = 'the stream was deleted permanently in the event store';
          faults.add({ in: 'log', position, stream, revision, message });
          continue;
        }
        const location = { position: BigInt(position), stream, revision: BigInt(revision) };
        check.check(location, () => checkEvent(event, upcast));
        if (revision === 0) await streams.add(checkBeginning(log, event, faults));
        onProgress(check.extent.events);
      }
    } finally {
      await streams.done();
    }
    check.end();
    return check.extent;
  } finally {
    check.close();
  }
}

/** The events of a truncated or deleted stream may remain in the log while the stream itself begins later, or is empty. */
async function checkBeginning(log: EventLog, first: RecordedEvent, faults: Faults): Promise<void> {
  const { position, stream, revision } = first;
  const message = await messageAboutBeginning(log, first);
  if (message !== undefined) faults.add({ in: 'log', position, stream, revision, message });
}

async function messageAboutBeginning(log: EventLog, { stream, id }: RecordedEvent): Promise<string | undefined> {
  try {
    for await (const event of log.readStream(stream, { limit: 1 })) {
      return event.id === id ? undefined : 'the stream, read by itself, begins with another event';
    }
    return 'the stream, read by itself, is empty';
  } catch (error) {
    if (!(error instanceof EventLogError) || error instanceof LogUnavailableError) throw error;
    return `the stream can't be read by itself: ${error.message}`;
  }
}
