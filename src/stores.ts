import { Logger } from '@nestjs/common';
import { ledgerProjection } from './claims/projection/claim-ledger.projection.js';
import { type Config, logFile } from './config.js';
import { ReadModelMismatchError } from './consumers/belonging.js';
import { Generations } from './consumers/generations.js';
import { ReadModel } from './consumers/read-model.js';
import { ProjectionRunner } from './consumers/runner.js';
import type { EventLog } from './event-log/event-log.js';
import { FolderLock } from './event-log/folder-lock.js';
import { SqliteEventLog } from './event-log/sqlite-event-log.js';
import { withUpcasters } from './event-log/upcasting-event-log.js';
import { UPCASTERS } from './upcasters.js';
import { standard } from './verification/standard-policy.js';

/** What a running ledger holds open: its folder, the log, and the read model that follows it. */
export interface Stores {
  readonly lock: FolderLock;
  readonly log: EventLog;
  readonly readModel: ReadModel;
  readonly runner: ProjectionRunner;
}

/** Throws a `FolderOwnedError` if another process owns the folder. */
export async function openStores(config: Config): Promise<Stores> {
  const lock = FolderLock.acquire(config.dataFolder);
  try {
    const log = withUpcasters(SqliteEventLog.open(logFile(config)), UPCASTERS);
    return { lock, log, ...(await followed(config.dataFolder, log)) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** In the order that loses nothing: what was taken from the log is handled before the log is closed. */
export async function closeStores({ lock, log, readModel, runner }: Stores): Promise<void> {
  await runner.stop();
  await log.close();
  readModel.close();
  lock.release();
}

/** A read model that belongs to another log, or to another policy, is made anew. */
async function followed(folder: string, log: EventLog): Promise<Pick<Stores, 'readModel' | 'runner'>> {
  const logger = new Logger('read-model');
  const projection = ledgerProjection(standard);
  const generations = new Generations(folder, projection);
  const open = async (file: string) => {
    const readModel = ReadModel.open(file, projection);
    const onTrouble = (message: string, error: unknown) => {
      logger.error(message, error instanceof Error ? error.stack : error);
    };
    const runner = new ProjectionRunner(log, readModel, { onTrouble });
    try {
      await runner.start();
      return { readModel, runner };
    } catch (error) {
      readModel.close();
      throw error;
    }
  };
  const there = generations.unfinished() ?? generations.newestComplete();
  try {
    return await open((there ?? generations.next()).file);
  } catch (error) {
    if (!there || !(error instanceof ReadModelMismatchError)) throw error;
    logger.warn(`${error.message} Rebuilding it.`);
    generations.delete(there);
    return open(generations.next().file);
  }
}
