import { type EventLog, EventLogError, LogUnavailableError, type RecordedEvent } from '../../event-log/event-log.js';
import { checkEvent } from './event-check.js';
import type { Faults } from './faults.js';
import { type CheckOptions, LogCheck, type LogExtent } from './log-check.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** So many streams are asked for at once. */
const AT_ONCE = 50;

/**
 * Checks every event of a log, as it is stored in whatever store, that was there when the check began; and that each
 * stream can be read from its beginning by itself, as whoever decides reads it. Rejects with the signal's reason once
 * that aborts, or with a `LogUnavailableError`.
 */
export async function checkStoredLog(
  log: EventLog,
  faults: Faults,
  { upcast, signal, onProgress }: CheckOptions,
): Promise<LogExtent> {
  const check = new LogCheck(faults);
  try {
    const head = (await log.head()) ?? '';
    const streams = new ConcurrencyGroup(AT_ONCE);
    try {
      for await (const event of log.readAll()) {
        signal.throwIfAborted();
        const { position, stream, revision } = event;
        if (position > head) break;
        const place = { position: BigInt(position), stream, revision: BigInt(revision) };
        check.check(place, () => checkEvent(event, upcast));
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

/** A stream that was cut off or deleted may still be among all events, while it reads as if it began later, or never. */
async function checkBeginning(log: EventLog, first: RecordedEvent, faults: Faults): Promise<void> {
  const { position, stream, revision } = first;
  const complaint = await complaintAbout(log, first);
  if (complaint !== undefined) faults.add({ in: 'log', position, stream, revision, message: complaint });
}

async function complaintAbout(log: EventLog, { stream, id }: RecordedEvent): Promise<string | undefined> {
  try {
    for await (const begun of log.readStream(stream, { limit: 1 })) {
      return begun.id === id ? undefined : 'its stream begins with another event';
    }
    return 'its stream reads as if it were empty';
  } catch (error) {
    if (!(error instanceof EventLogError) || error instanceof LogUnavailableError) throw error;
    return `its stream can't be read: ${error.message}`;
  }
}
