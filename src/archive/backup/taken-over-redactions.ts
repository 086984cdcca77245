import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import { ACCESS_STREAM } from '../../access/access.events.js';
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
    await registerPrincipals(from, target, missing);
    for (const event of missing) await append(target, event);
    await target.erase();
    return missing.filter(({ type }) => type === ENTRY_REDACTED).length;
  } finally {
    await target.close();
  }
}

/** Of those who recorded these events, the ones that the earlier state doesn't know yet. */
async function registerPrincipals(from: EventLog, to: EventLog, events: readonly RecordedEvent[]): Promise<void> {
  const known = new Set((await eventsOf(to, ACCESS_STREAM)).map(principalOf));
  const registrations = await eventsOf(from, ACCESS_STREAM);
  const recorders = events.map(({ metadata }) => metadata['recordedBy']);
  for (const principal of recorders) {
    const registration = registrations.find((event) => principalOf(event) === principal);
    if (!registration || known.has(principal)) continue;
    known.add(principal);
    // The one that registered it may be new, too.
    recorders.push(registration.metadata['recordedBy']);
    await append(to, registration);
  }
}

const principalOf = ({ type, data }: RecordedEvent): unknown =>
  type === 'PrincipalRegistered' ? data['principal'] : undefined;

const append = (log: EventLog, { stream, id, type, data, metadata }: RecordedEvent): Promise<unknown> =>
  log.append(stream, 'any', [{ id, type, data, metadata }]);

/** Logs that restores put aside, next to this log. */
export const replacedLogs = (path: string): string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.replaced-`) && !/-(?:wal|shm)$/.test(name))
    .map((name) => join(dirname(path), name));

async function eventsOf(log: EventLog, stream = REDACTIONS_STREAM): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.readStream(stream)) events.push(event);
  return events;
}

async function holds(log: EventLog, { stream, revision, event }: RedactionRequested['target']): Promise<boolean> {
  for await (const { id } of log.readStream(stream, { from: revision, limit: 1 })) return id === event;
  return false;
}
