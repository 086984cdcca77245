import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessService } from './access/access.service.js';
import { AppModule } from './app.module.js';
import { adminKeyFile, type Config, configFrom } from './config.js';
import { makeFastify } from './http/fastify.js';
import { ProblemFilter } from './http/problem.filter.js';
import { closeStores, openStores } from './stores.js';

/** A ledger that listens. */
export interface RunningLedger {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** The file of the admin's key, if this start made it. */
  readonly newKeyFile: string | undefined;
  /** Ends open requests, handles what was taken from the log, and leaves the folder. */
  close(): Promise<void>;
}

/**
 * Starts the ledger on its data folder.
 * Throws a `FolderOwnedError` if another process has it, a `ConfigError` or the system's own error if it can't listen.
 */
export async function startLedger(config: Config): Promise<RunningLedger> {
  const stores = await openStores(config);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(stores, config), makeFastify(), {
      bodyParser: false,
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    app.useGlobalFilters(new ProblemFilter());
    const keyFile = adminKeyFile(config.dataFolder);
    const made = await app.get(AccessService).makeFirstKey(keyFile);
    await app.listen(config.port, config.host);
    const url = await app.getUrl();
    stores.lock.setUrl(url);
    const close = async () => {
      await app.close();
      await closeStores(stores);
    };
    return { url, app, newKeyFile: made ? keyFile : undefined, close };
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

/** Starts the ledger as a program of its own, and ends it in order when the system asks. */
export async function serve(config: Config): Promise<void> {
  const ledger = await startLedger(config);
  if (ledger.newKeyFile !== undefined) console.log(`The admin's key is in ${ledger.newKeyFile}`);
  console.log(`Claim Ledger listens on ${ledger.url}, its data is in ${config.dataFolder}`);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await ledger.close();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await serve(configFrom(process.env));
}
