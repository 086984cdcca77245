import { existsSync } from 'node:fs';
import { type Config, logFile, logKind } from '../../config.js';
import { serversIn } from '../../event-log/eventstoredb/connection-string.js';
import { type LockHolder, FolderLock } from '../../event-log/data-folder-lock.js';
import { RefusedError } from '../errors.js';

/** Where the log is, unless it is in the data folder, where it is expected. */
export const andWhereLogIs = ({ eventStore }: Config): string =>
  eventStore === undefined ? '' : `, its log in EventStoreDB at ${serversIn(eventStore)}`;

/** What to print when a server starts and its log may not be the intended one. */
export function logWarnings(
  config: Config,
  other: { readonly now: string; readonly before: string } | undefined,
): string[] {
  const isUnused = config.eventStore !== undefined && existsSync(logFile(config));
  return [
    ...(isUnused ? [`The log in ${logFile(config)} is not used, because CLAIM_LEDGER_LOG names an event store.`] : []),
    ...(other === undefined ? [] : [otherLog(config, other)]),
  ];
}

/** What to do if the log in a data folder isn't the one that was used there before. */
export const IF_MOVED = 'If the log was moved to an event store, set CLAIM_LEDGER_LOG.';

function otherLog(config: Config, { now, before }: { readonly now: string; readonly before: string }): string {
  const warning = `The read model in ${config.dataFolder} belongs to the log ${before}, but the log is now ${now}. A new read model is built.`;
  return config.eventStore === undefined ? `${warning} ${IF_MOVED}` : warning;
}

/**
 * Throws a `RefusedError` if a server on the folder uses another log than the settings name.
 *
 * @param id of the log that the settings name, once it is known
 */
export function requireSameLog(config: Config, id?: string): void {
  const used = holderOf(config.dataFolder)?.log;
  if (used === undefined) return;
  const server = `The server on ${config.dataFolder}`;
  const kind = logKind(config);
  if (used.kind !== kind) {
    throw new RefusedError(
      kind === 'file'
        ? `${server} keeps its log in an event store, not in ${logFile(config)}. Set CLAIM_LEDGER_LOG as that server has it, or use "export" with --url.`
        : `${server} keeps its log in ${logFile(config)}, but CLAIM_LEDGER_LOG names an event store. Unset CLAIM_LEDGER_LOG.`,
    );
  }
  if (id !== undefined && used.id !== id) {
    throw new RefusedError(`${server} uses the log ${used.id}, not ${id}. Set CLAIM_LEDGER_LOG as that server has it.`);
  }
}

/** Undefined also if the folder can't be written: then no server runs on it either. */
function holderOf(folder: string): LockHolder | undefined {
  try {
    return FolderLock.holder(folder);
  } catch {
    return undefined;
  }
}
