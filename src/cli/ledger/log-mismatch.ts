import { existsSync } from 'node:fs';
import { type Config, logFile, logKind } from '../../config.js';
import { serversIn } from '../../event-log/eventstoredb/connection-string.js';
import { type LockHolder, FolderLock } from '../../event-log/data-folder-lock.js';
import { RefusedError } from '../errors.js';

/** Of a log in the data folder nothing need be said: that is where it is expected. */
export const andWhereLogIs = ({ eventStore }: Config): string =>
  eventStore === undefined ? '' : `, its log in EventStoreDB at ${serversIn(eventStore)}`;

/** What whoever starts a server must know if the log may be another one than is meant. */
export function logWarnings(
  config: Config,
  other: { readonly now: string; readonly before: string } | undefined,
): string[] {
  const isUnused = config.eventStore !== undefined && existsSync(logFile(config));
  return [
    ...(isUnused ? [`The log in ${logFile(config)} is not used: CLAIM_LEDGER_LOG names an event store`] : []),
    ...(other === undefined ? [] : [otherLog(config, other)]),
  ];
}

/** What to do if a log in a data folder is not the one that was used there before. */
export const IF_MOVED = 'If the log was moved to an event store, set CLAIM_LEDGER_LOG.';

function otherLog(config: Config, { now, before }: { readonly now: string; readonly before: string }): string {
  const said = `The read model in ${config.dataFolder} is of the log ${before}, but the log is ${now} now, and another read model is made.`;
  return config.eventStore === undefined ? `${said} ${IF_MOVED}` : said;
}

/**
 * Throws a `RefusedError` where a server runs on the folder and uses another log than the settings name.
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
        ? `${server} keeps its log in an event store, not in ${logFile(config)}: set CLAIM_LEDGER_LOG as it has it, or use "export" with --url.`
        : `${server} keeps its log in ${logFile(config)}, but CLAIM_LEDGER_LOG names an event store.`,
    );
  }
  if (id !== undefined && used.id !== id) throw new RefusedError(`${server} uses the log ${used.id}, not ${id}.`);
}

/** Where the folder can't be written, nobody can be asked, and no server runs on it either. */
function holderOf(folder: string): LockHolder | undefined {
  try {
    return FolderLock.holder(folder);
  } catch {
    return undefined;
  }
}
