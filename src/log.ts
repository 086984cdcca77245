import { ACCESS_STREAM } from './access/access.events.js';
import { type Config, logFile } from './config.js';
import type { EventLog } from './event-log/event-log.js';
import type { EventStoreLogOptions } from './event-log/eventstore-event-log.js';
import { SqliteEventLog } from './event-log/sqlite-event-log.js';
import { upcastBy, withUpcasters } from './event-log/upcasting-event-log.js';
import { NOUNS, streamOf } from './recording/fact.js';
import { UPCASTERS } from './upcasters.js';

/** What the names of the ledger's streams begin with. */
const PREFIXES = [...NOUNS.map((noun) => streamOf(noun, '')), ACCESS_STREAM];

/**
 * Opens the ledger's log as it is stored, making it if there is none: for the process that owns the data folder.
 *
 * @param knownAs the log's id: an event store that can't be reached is then no hindrance, but one that each call tells of
 */
export const openStored = async (config: Config, knownAs?: string): Promise<EventLog> =>
  (await openEventStore(config, knownAs)) ?? SqliteEventLog.open(logFile(config));

/** A stored event as it is read today. */
export const upcastEvent = upcastBy(UPCASTERS);

/** A stored log, read as events of today. */
export const upcast = (stored: EventLog): EventLog => withUpcasters(stored, UPCASTERS);

/** Opens it for reading only, beside that process or another thread of it. */
export const openLogToRead = async (config: Config): Promise<EventLog> =>
  upcast((await openEventStore(config)) ?? SqliteEventLog.openReadOnly(logFile(config)));

/** Undefined if the settings name none. */
const openEventStore = async ({ eventStore }: Config, knownAs?: string): Promise<EventLog | undefined> =>
  eventStore === undefined ? undefined : openStoredIn(eventStore, { knownAs });

/** Opens the ledger's log, as it is stored, in the event store of this connection string. */
export async function openStoredIn(
  connectionString: string,
  options: Pick<EventStoreLogOptions, 'knownAs' | 'whenNone'> = {},
): Promise<EventLog> {
  // Loaded only where it is used: the client takes longer to load than all the rest.
  const { EventStoreLog } = await import('./event-log/eventstore-event-log.js');
  return EventStoreLog.open(connectionString, { prefixes: PREFIXES, ...options });
}
