import { existsSync } from 'node:fs';
import { type Config, configFrom, ConfigError, logFile } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { UnusableSettingsError, UsageError } from '../errors.js';

/** The environment's settings for this folder. */
export function settings(data: string): Config {
  requireFolder(data);
  try {
    return configFrom({ ...process.env, CLAIM_LEDGER_DATA: data });
  } catch (error) {
    if (error instanceof ConfigError) throw new UnusableSettingsError(error.problems);
    throw error;
  }
}

/** Throws a `UsageError` for a text that names no folder. The text isn't shown: it may hold a password. */
export function requireFolder(data: string): void {
  if (isFolder(data)) return;
  throw new UsageError(
    '--data takes a folder, but this looks like an address. Set CLAIM_LEDGER_LOG to use a log in an event store. A folder of such a name must exist already.',
  );
}

/** What a connection string or an address looks like, even a mistyped one. */
const LIKE_AN_ADDRESS = /@|:\/\/|^(?:esdb|kurrentdb)/i;

/** Whether a text names a folder: one that looks like an address does only if that folder exists. */
export const isFolder = (text: string): boolean => text !== '' && (!LIKE_AN_ADDRESS.test(text) || existsSync(text));

/** Whether nothing was recorded in this folder yet. False for a log in an event store, which isn't queried. */
export const isWithoutLog = (config: Config): boolean =>
  config.eventStore === undefined && !existsSync(logFile(config));

/** Whether the error comes from the event store; its message says what can't be used, and why. */
export const isOfEventStore = (config: Config, error: unknown): error is EventLogError =>
  config.eventStore !== undefined && error instanceof EventLogError;
