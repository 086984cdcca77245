import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import { ENTRY_REDACTED, REDACTIONS_STREAM } from '../../event-log/redaction.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import type { RedactionRequested } from '../../redactions/redaction.events.js';

/**
 * Makes the redactions of one log in an earlier state of the same log, and erases there what they replace. Redactions of
 * events that the earlier state lacks are left out.
 *
 * @param from read only
 * @param to not in use; another log is left as it is
 * @returns how many redactions were made
 */
export async function takeOverRedactions(from: EventLog, to: string): Promise<number> {
  const target = SqliteEventLog.open(to);
  try {
    if (target.id !== from.id) return 0;
    const known = await eventsOf(target);
    const missing: RecordedEvent[] = [];
    const wanted = new Set<unknown>();
    for (const event of (await eventsOf(from)).filter(({ id }) => !known.some((each) => each.id === id))) {
      const { redaction, target: redacted } = event.data as unknown as Partial<RedactionRequested>;
      if (redacted && (await holds(target, redacted))) wanted.add(redaction);
      if (wanted.has(redaction)) missing.push(event);
    }
    for (const { id, type, data, metadata } of missing) {
      await target.append(REDACTIONS_STREAM, 'any', [{ id, type, data, metadata }]);
    }
    await target.erase();
    return missing.filter(({ type }) => type === ENTRY_REDACTED).length;
  } finally {
    await target.close();
  }
}

/** Logs that restores put aside, next to this log. */
export const replacedLogs = (path: string): string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.replaced-`) && !/-(?:wal|shm)$/.test(name))
    .map((name) => join(dirname(path), name));

async function eventsOf(log: EventLog): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.readStream(REDACTIONS_STREAM)) events.push(event);
  return events;
}

async function holds(log: EventLog, { stream, revision, event }: RedactionRequested['target']): Promise<boolean> {
  for await (const { id } of log.readStream(stream, { from: revision, limit: 1 })) return id === event;
  return false;
}
