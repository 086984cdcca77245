import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessService } from '../access/access.service.js';
import { registerAuthentication } from '../access/authentication.js';
import { KeyAttempts } from '../access/key-attempts.js';
import { KeyUsageTracker } from '../access/key-usage.js';
import { AppModule } from './app.module.js';
import { adminKeyFile, type Config } from '../config.js';
import { registerExplorer } from '../explorer/server/explorer-routes.js';
import { LogUnavailableError } from '../event-log/event-log.js';
import { AcceptGuard } from '../http/accept.guard.js';
import { registerBodyTimeout } from '../http/arrival.js';
import { limitConnections } from '../http/connections.js';
import { registerContentDecoding } from '../http/content-encoding.js';
import { registerCors } from '../http/cors.js';
import { createFastifyAdapter, MAX_BODY_BYTES } from '../http/fastify-adapter.js';
import { StrictQueryGuard } from '../http/strict-query.guard.js';
import { FrameworkLogger } from '../http/logging.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { registerRateLimit } from '../http/rate-limit.js';
import { traceRequests } from '../http/trace-requests.js';
import { openTracer } from '../tracing/open-tracer.js';
import { Turns } from '../http/turns.js';
import { TurnsGuard } from '../http/turns.guard.js';
import { ReadYourWritesGuard } from '../http/read-your-writes.guard.js';
import { Metrics } from '../operations/metrics.js';
import { closeLedger, openLedger, type OpenOptions, type LedgerResources } from './ledger-resources.js';

/** A ledger that listens. */
export interface RunningLedger {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** The file of the admin's key, if this start made it. */
  readonly newKeyFile: string | undefined;
  /** The ids of its log and of the one that the read model was made from that it found, if they differ. */
  readonly otherLog: { readonly now: string; readonly before: string } | undefined;
  /** Ends open requests, handles what was taken from the log, and leaves the folder. */
  close(): Promise<void>;
}

/**
 * Starts the ledger on its data folder.
 * Throws a `FolderOwnedError` if another process has it, an `EventLogError` if its log can't be used, a `ConfigError` or
 * the system's own error if it can't listen.
 */
export async function startLedger(config: Config, options: OpenOptions = {}): Promise<RunningLedger> {
  const adapter = createFastifyAdapter(config.logLevel ?? 'warn', config);
  const logger = new FrameworkLogger(adapter.getInstance().log);
  Logger.overrideLogger(logger);
  const tracer = options.traces && (await openTracer(options.traces, warnAs('traces')));
  const opened = { ...options, tracer };
  const stores = await openLedger(config, opened);
  try {
    const quiet = { bodyParser: false, logger, abortOnError: false };
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(stores, config, opened), adapter, quiet);
    if (tracer) traceRequests(app.getHttpAdapter().getInstance(), tracer);
    await configureHttp(app, config, stores);
    const keyFile = adminKeyFile(config.dataFolder);
    const made = await firstKeyIn(keyFile, app.get(AccessService), stores);
    await app.listen(config.port, config.host);
    const url = await app.getUrl();
    stores.lock.describe({ url });
    const close = async () => {
      await app.close();
      await closeLedger(stores);
      await tracer?.close();
    };
    const { log, formerLog: before } = stores;
    const otherLog = before === undefined ? undefined : { now: log.id, before };
    return { url, app, newKeyFile: made ? keyFile : undefined, otherLog, close };
  } catch (error) {
    await closeLedger(stores);
    throw error;
  }
}

const warnAs = (context: string): ((message: string) => void) => {
  const logger = new Logger(context);
  return (message) => {
    logger.warn(message);
  };
};

/** Where the log can't be reached, somebody has made it before: a read model is there that was made of it. */
async function firstKeyIn(file: string, access: AccessService, { current }: LedgerResources): Promise<boolean> {
  try {
    return await access.makeFirstKey(file);
  } catch (error) {
    if (error instanceof LogUnavailableError && current.position !== undefined) return false;
    throw error;
  }
}

/** What holds for every request, whichever route it is for. */
async function configureHttp(
  app: NestFastifyApplication,
  { ratePerMinute, reading, corsOrigins, requestTimeoutMs, maxConnections }: Config,
  { rebuilder }: LedgerResources,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const readYourWrites = app.get(ReadYourWritesGuard);
  const turns = app.get(Turns);
  limitConnections(fastify, { max: maxConnections, timeoutMs: requestTimeoutMs });
  await registerCors(fastify, corsOrigins);
  app.get(Metrics).measureRequests(fastify);
  if (reading === 'open') readYourWrites.sayHowFarTo(fastify);
  registerAuthentication(fastify, app.get(AccessService), app.get(KeyAttempts), app.get(KeyUsageTracker));
  registerBodyTimeout(fastify, requestTimeoutMs);
  registerContentDecoding(fastify, MAX_BODY_BYTES);
  await registerRateLimit(fastify, ratePerMinute);
  registerExplorer(fastify, turns);
  app.useGlobalFilters(
    new ProblemFilter(() => {
      rebuilder.replaceDamaged();
    }),
  );
  app.useGlobalGuards(
    new AcceptGuard(app.get(Reflector)),
    readYourWrites,
    new StrictQueryGuard(app.get(Reflector)),
    new TurnsGuard(turns),
  );
}
