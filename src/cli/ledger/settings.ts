import { existsSync } from 'node:fs';
import { type Config, configFrom, ConfigError, logFile } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { UsageError } from '../errors.js';

/** The environment's settings for this folder. */
export function settings(data: string): Config {
  // Not shown: it may hold a password.
  if (!isFolder(data))
    throw new UsageError(
      '--data takes a folder, and this looks like an address: CLAIM_LEDGER_LOG names a log elsewhere. A folder of such a name must be there already.',
    );
  try {
    return configFrom({ ...process.env, CLAIM_LEDGER_DATA: data });
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

/** What a connection string or an address looks like, though it may be mistyped. */
const LIKE_AN_ADDRESS = /@|:\/\/|^(?:esdb|kurrentdb)/i;

/** Whether a text is meant for a folder: one that looks like an address is only if it is there. */
export const isFolder = (text: string): boolean => text !== '' && (!LIKE_AN_ADDRESS.test(text) || existsSync(text));

/** Whether nothing was recorded in this folder yet; what another machine holds isn't looked up. */
export const isWithoutLog = (config: Config): boolean =>
  config.eventStore === undefined && !existsSync(logFile(config));

/** Its errors say themselves what can't be used, and why. */
export const isOfEventStore = (config: Config, error: unknown): error is EventLogError =>
  config.eventStore !== undefined && error instanceof EventLogError;
