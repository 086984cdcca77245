import type { Config } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { type RunningLedger, startLedger } from '../../app/start-server.js';
import { isOfEventStore } from './settings.js';
import type { OpenOptions } from '../../app/ledger-resources.js';
import { UnreachableError, messageOf } from '../errors.js';

/**
 * Starts a ledger in this process.
 *
 * @throws FolderOwnedError if another process has its folder; UnreachableError if folder or port can't be used
 */
export async function startLocalLedger(config: Config, options?: OpenOptions): Promise<RunningLedger> {
  try {
    return await startLedger(config, options);
  } catch (error) {
    if (error instanceof FolderOwnedError || !isExpected(error)) throw error;
    if (isOfEventStore(config, error)) throw new UnreachableError(error.message, { cause: error });
    if (isTaken(error)) {
      const { port, host } = config;
      throw new UnreachableError(`Port ${port} of ${host} is taken: give another with --port.`, { cause: error });
    }
    const what = isOfNetwork(error) ? `${config.host}:${config.port}` : config.dataFolder;
    throw new UnreachableError(`${what} can't be used: ${messageOf(error)}.`, { cause: error });
  }
}

/** Errors of the system, of SQLite and of the log; all else is a mistake in the program. */
const isExpected = (error: unknown): error is Error =>
  error instanceof EventLogError || (error instanceof Error && 'code' in error && typeof error.code === 'string');

const isTaken = (error: Error): boolean => 'code' in error && error.code === 'EADDRINUSE';

const isOfNetwork = (error: Error): boolean =>
  'syscall' in error && /^(listen|getaddrinfo)/.test(String(error.syscall));
