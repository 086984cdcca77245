import { type Config, logFile } from './config.js';
import type { EventLog } from './event-log/event-log.js';
import { SqliteEventLog } from './event-log/sqlite-event-log.js';
import { withUpcasters } from './event-log/upcasting-event-log.js';
import { UPCASTERS } from './upcasters.js';

/** Opens the ledger's log, making it if there is none: for the process that owns the data folder. */
export const openLog = (config: Config): EventLog => withUpcasters(SqliteEventLog.open(logFile(config)), UPCASTERS);

/** Opens it for reading only, beside that process or another thread of it. */
export const openLogToRead = (config: Config): EventLog =>
  withUpcasters(SqliteEventLog.openReadOnly(logFile(config)), UPCASTERS);
