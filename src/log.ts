import { type Config, logFile } from './config.js';
import type { EventLog } from './event-log/event-log.js';
import { SqliteEventLog } from './event-log/sqlite-event-log.js';
import { withUpcasters } from './event-log/upcasting-event-log.js';
import { UPCASTERS } from './upcasters.js';

/** Opens the ledger's log as it is stored, making it if there is none: for the process that owns the data folder. */
export const openStored = (config: Config): EventLog => SqliteEventLog.open(logFile(config));

/** A stored log, read as events of today. */
export const upcast = (stored: EventLog): EventLog => withUpcasters(stored, UPCASTERS);

/** Opens it for reading only, beside that process or another thread of it. */
export const openLogToRead = (config: Config): EventLog => upcast(SqliteEventLog.openReadOnly(logFile(config)));
