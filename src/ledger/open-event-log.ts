import { ACCESS_STREAM } from '../access/access.events.js';
import { type Config, logFile } from '../config.js';
import type { EventLog } from '../event-log/event-log.js';
import type { OpenMode } from '../event-log/eventstoredb/log-identity.js';
import type { Appender } from '../event-log/sqlite/group-commit.js';
import { REDACTIONS_STREAM } from '../event-log/redaction.js';
import { SqliteEventLog } from '../event-log/sqlite/sqlite-event-log.js';
import { upcastBy, withUpcasters } from '../event-log/upcasting-event-log.js';
import { AGGREGATE_TYPES, streamName } from '../domain/domain-event.js';
import { UPCASTERS } from './upcasters.js';

/** Webhooks, their progress, and who sends them; integrations, and what they were sent. */
const WEBHOOKS = ['webhooks', 'integrations', 'delivery-'];

/** The prefixes of the names of the ledger's streams. */
const PREFIXES = [
  ...AGGREGATE_TYPES.map((noun) => streamName(noun, '')),
  ACCESS_STREAM,
  REDACTIONS_STREAM,
  ...WEBHOOKS,
];

/**
 * Opens the ledger's log as it is stored, for the process that owns the data folder. Creates the file if it doesn't
 * exist.
 *
 * @param appenderOf returns what commits to this file; default: the log commits in this thread
 */
export const openStored = async (
  config: Config,
  wanted: OpenMode,
  appenderOf?: (file: string) => Appender,
): Promise<EventLog> => (await openEventStore(config, wanted)) ?? openFile(logFile(config), appenderOf);

async function openFile(file: string, appenderOf: ((file: string) => Appender) | undefined): Promise<EventLog> {
  const log = SqliteEventLog.open(file);
  if (!appenderOf) return log;
  await log.close();
  return SqliteEventLog.openWith(file, appenderOf(file));
}

/** Converts a stored event to the current schema version. */
export const upcastEvent = upcastBy(UPCASTERS);

/** A stored log whose events are upcast when they are read. */
export const upcast = (stored: EventLog): EventLog => withUpcasters(stored, UPCASTERS);

/**
 * Opens it read-only, next to that process or another of its threads.
 *
 * @param knownAs the id of a log in an event store that is opened even if the store can't be reached now
 */
export const openLogToRead = async (config: Config, knownAs?: string): Promise<EventLog> =>
  upcast(
    (await openEventStore(config, { whenNone: 'refuse', ...(knownAs !== undefined && { knownAs }) })) ??
      SqliteEventLog.openReadOnly(logFile(config)),
  );

/** Undefined if the settings name no event store. */
const openEventStore = async ({ eventStore }: Config, wanted: OpenMode): Promise<EventLog | undefined> =>
  eventStore === undefined ? undefined : openStoredIn(eventStore, wanted);

/** Opens the ledger's log as it is stored in the event store of this connection string. */
export async function openStoredIn(connectionString: string, wanted: OpenMode): Promise<EventLog> {
  // Loaded on demand: the client takes longer to load than everything else.
  const { EventStoreLog } = await import('../event-log/eventstoredb/eventstoredb-event-log.js');
  return EventStoreLog.open(connectionString, { prefixes: PREFIXES, ...wanted });
}
