import { buildsInThreads } from '../../threads/projection-thread.js';
import type { Config } from '../../config.js';
import { Generations } from '../../read-model/generations.js';
import { ProjectionFailedError, buildNextGeneration } from '../../read-model/next-generation.js';
import { READ_MODEL_SCHEMA } from '../../read-model/read-model.js';
import { RebuildProgress, type RebuildStatus } from '../../read-model/rebuild-progress.js';
import { EventLogError } from '../../event-log/event-log.js';
import { FolderLock } from '../../event-log/data-folder-lock.js';
import { openLogToRead } from '../../ledger/open-event-log.js';
import { rebuildView, type RebuildView } from '../../operations/operations.views.js';
import { configuredPolicy, readModelRules } from '../../ledger/policies.js';
import type { RulePolicy } from '../../verification/standard/rule-policy.js';
import { isOfEventStore } from './settings.js';
import { RebuildFailedError, UnreachableError } from '../errors.js';
import { messageOf } from '../system-errors.js';

const TELL_EVERY_MS = 250;

/** The kind of read model that this release builds and reads from under these settings. */
export const ownReadModel = ({ policy }: Config) => ({ schemaVersion: READ_MODEL_SCHEMA, policy });

/**
 * Builds this release's read model of the log in a separate file, or resumes that, next to the owner of the folder.
 *
 * @throws UnreachableError if another process builds one or the log can't be read; RebuildFailedError if the work fails;
 *   the signal's reason once it aborts
 */
export async function rebuildOffline(
  config: Config,
  signal: AbortSignal,
  tell: (rebuild: RebuildView) => void,
): Promise<RebuildView> {
  const { lock, policy } = await prepared(config);
  const meter = new RebuildProgress();
  const shown = () => rebuildView(meter.status() as RebuildStatus);
  const onParked = (stream: string, error: string) => process.stderr.write(`Parked ${stream}: ${error}\n`);
  const telling = setInterval(() => {
    tell(shown());
  }, TELL_EVERY_MS);
  try {
    const generations = new Generations(config.dataFolder, readModelRules(config));
    const made = await buildNextGeneration(generations, buildsInThreads(config, policy, onParked), meter, signal);
    signal.throwIfAborted();
    if (made) meter.done(made.number);
    tell(shown());
    return shown();
  } catch (error) {
    if (!(error instanceof ProjectionFailedError)) throw error;
    throw new RebuildFailedError(`The read model couldn't be built: ${error.message}`, { cause: error });
  } finally {
    clearInterval(telling);
    lock.release();
  }
}

async function prepared(config: Config): Promise<{ readonly lock: FolderLock; readonly policy: RulePolicy }> {
  try {
    const log = await openLogToRead(config);
    const policy = await configuredPolicy(config, log).finally(() => log.close());
    return { lock: FolderLock.acquire(config.dataFolder, 'rebuild'), policy };
  } catch (error) {
    if (isOfEventStore(config, error)) throw new UnreachableError(error.message, { cause: error });
    if (error instanceof EventLogError) throw new UnreachableError(`${messageOf(error)}.`);
    throw error;
  }
}
