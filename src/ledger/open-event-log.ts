import { ACCESS_STREAM } from '../access/access.events.js';
import { type Config, logFile } from '../config.js';
import type { EventLog } from '../event-log/event-log.js';
import type { OpenMode } from '../event-log/eventstoredb/log-identity.js';
import { SqliteEventLog } from '../event-log/sqlite/sqlite-event-log.js';
import { upcastBy, withUpcasters } from '../event-log/upcasting-event-log.js';
import { AGGREGATE_TYPES, streamName } from '../domain/domain-event.js';
import { UPCASTERS } from './upcasters.js';

/** What the names of the ledger's streams begin with. */
const PREFIXES = [...AGGREGATE_TYPES.map((noun) => streamName(noun, '')), ACCESS_STREAM];

/** Opens the ledger's log as it is stored: for the process that owns the data folder. A file that isn't there is made. */
export const openStored = async (config: Config, wanted: OpenMode): Promise<EventLog> =>
  (await openEventStore(config, wanted)) ?? SqliteEventLog.open(logFile(config));

/** A stored event as it is read today. */
export const upcastEvent = upcastBy(UPCASTERS);

/** A stored log, read as events of today. */
export const upcast = (stored: EventLog): EventLog => withUpcasters(stored, UPCASTERS);

/** Opens it for reading only, beside that process or another thread of it. */
export const openLogToRead = async (config: Config): Promise<EventLog> =>
  upcast((await openEventStore(config, { whenNone: 'refuse' })) ?? SqliteEventLog.openReadOnly(logFile(config)));

/** Undefined if the settings name none. */
const openEventStore = async ({ eventStore }: Config, wanted: OpenMode): Promise<EventLog | undefined> =>
  eventStore === undefined ? undefined : openStoredIn(eventStore, wanted);

/** Opens the ledger's log, as it is stored, in the event store of this connection string. */
export async function openStoredIn(connectionString: string, wanted: OpenMode): Promise<EventLog> {
  // Loaded only where it is used: the client takes longer to load than all the rest.
  const { EventStoreLog } = await import('../event-log/eventstoredb/eventstoredb-event-log.js');
  return EventStoreLog.open(connectionString, { prefixes: PREFIXES, ...wanted });
}
