import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../config.js';
import { EventLogError } from '../../event-log/event-log.js';
import { FolderLock, FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { type RunningLedger, startLedger } from '../../app/start-server.js';
import { ProjectionFailedError } from '../../read-model/next-generation.js';
import { isOfEventStore } from './settings.js';
import type { OpenOptions } from '../../app/ledger-resources.js';
import { inSentences, UnreachableError, unusableFolder } from '../errors.js';
import { messageOf, withoutStop } from '../system-errors.js';

/**
 * Starts a ledger in this process. If its port can't be used, nothing is created.
 *
 * @throws FolderOwnedError if another process has its folder; UnreachableError if folder or port can't be used
 */
export async function startLocalLedger(config: Config, options?: OpenOptions): Promise<RunningLedger> {
  try {
    if (!isOwned(config.dataFolder)) await tryToListen(config);
    return await startLedger(config, options);
  } catch (error) {
    if (error instanceof ProjectionFailedError) throw unreadableLedger(config.dataFolder, error);
    if (error instanceof FolderOwnedError || !isExpected(error)) throw error;
    if (isOfEventStore(config, error)) throw new UnreachableError(error.message, { cause: error });
    throw isOfNetwork(error) ? unusablePort(config, error) : unusableFolder(config.dataFolder, error);
  }
}

/** A folder that another process owns is what to report, whatever its port. */
function isOwned(folder: string): boolean {
  try {
    return FolderLock.holder(folder) !== undefined;
  } catch {
    return false;
  }
}

/** Fails as the server would, before that has created its folder. */
async function tryToListen({ host, port }: Config): Promise<void> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** Errors of the system, of SQLite and of the log; all others are defects of the program. */
const isExpected = (error: unknown): error is Error =>
  error instanceof EventLogError || (error instanceof Error && 'code' in error && typeof error.code === 'string');

const isOfNetwork = (error: Error): boolean =>
  'syscall' in error && /^(listen|bind|getaddrinfo)/.test(String(error.syscall));

/** The log, or the read model, can't be used by the thread that follows it. */
const unreadableLedger = (folder: string, error: ProjectionFailedError): UnreachableError =>
  new UnreachableError(`${folder} can't be used. ${withoutStop(error.message)}.`, { cause: error });

function unusablePort({ host, port }: Config, error: Error): UnreachableError {
  const { code } = error as NodeJS.ErrnoException;
  const isPort = code === 'EADDRINUSE' || code === 'EACCES';
  const what = isPort ? `Port ${port} of ${host}` : host;
  const remedy = isPort
    ? 'Choose another port with --port; 0 takes any free one.'
    : 'Choose another address with --host.';
  return new UnreachableError(inSentences(`${what} can't be used: ${messageOf(error)}`, remedy), { cause: error });
}
