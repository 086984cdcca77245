import { Logger } from '@nestjs/common';
import { LogWriterThread } from '../threads/log-writer-thread.js';
import { buildsInThreads } from '../threads/projection-thread.js';
import { followsInThreads } from '../threads/following-threads.js';
import { type Config, logFile, logKind } from '../config.js';
import { looksFull } from '../lib/disk-room.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Freshness } from '../read-model/freshness.js';
import { type Generation, Generations } from '../read-model/generations.js';
import { RebuildProgress } from '../read-model/rebuild-progress.js';
import { ReadModel } from '../read-model/read-model.js';
import type { RulePolicy } from '../verification/standard/rule-policy.js';
import { removeAbandonedCopies } from '../projections/read-model-copy.js';
import { ReadModelManager, type ReadModelManagerOptions } from '../read-model/read-model-manager.js';
import { type EventLog, LogUnavailableError } from '../event-log/event-log.js';
import type { OpenMode, WhenNone } from '../event-log/eventstoredb/log-identity.js';
import { AppendHealth } from '../operations/append-health.js';
import { removeUnfinishedRestore } from '../archive/backup/unfinished-restore.js';
import { FolderLock } from '../event-log/data-folder-lock.js';
import { openStored, upcast } from '../ledger/open-event-log.js';
import { tracedLog } from '../ledger/traced-event-log.js';
import { AppendSpans } from '../tracing/append-spans.js';
import { type ProjectedBatch, ProjectionSpans } from '../tracing/projection-spans.js';
import type { Tracer, TraceSettings } from '../tracing/tracer.js';
import { configuredPolicy, policyNamed, readModelRules } from '../ledger/policies.js';

/** What a running ledger holds open: its folder, the log, and the read model that follows it. */
export interface LedgerResources {
  readonly lock: FolderLock;
  readonly log: EventLog;
  /** The same log as it is stored, not read through upcasters. */
  readonly stored: EventLog;
  /** The policy that the settings name. */
  readonly policy: RulePolicy;
  /** The id of another log, if the read model that was found in the folder was made from that. */
  readonly formerLog: string | undefined;
  readonly current: CurrentReadModel;
  readonly freshness: Freshness;
  readonly appends: AppendHealth;
  readonly meter: RebuildProgress;
  readonly rebuilder: ReadModelManager;
}

export interface OpenOptions {
  /**
   * Whether to serve an existing read model if the event store can't be reached: for servers, which report its age to
   * their readers. Default: an error.
   */
  readonly withoutLog?: boolean;
  /** What to do if the event store has no ledger. Default: create one, unless this folder has read another. */
  readonly whenNone?: WhenNone;
  /** Whether to send webhooks: for servers. Default: no. */
  readonly sendsWebhooks?: boolean;
  /** Where traces are sent. Default: nowhere. */
  readonly traces?: TraceSettings | undefined;
  /** What begins traces in this thread, and sends them there. */
  readonly tracer?: Tracer | undefined;
}

/** Throws a `FolderOwnedError` if another process owns the folder, a `ConfigError` if the policy doesn't exist. */
export async function openLedger(
  config: Config,
  { withoutLog = false, whenNone = 'make-if-free', tracer }: OpenOptions = {},
): Promise<LedgerResources> {
  const rules = readModelRules(config);
  const lock = FolderLock.acquire(config.dataFolder);
  try {
    removeAbandonedCopies(config.dataFolder);
    if (logKind(config) === 'file') removeUnfinishedRestore(logFile(config));
    const generations = new Generations(config.dataFolder, rules);
    const found = generations.newestComplete();
    const known = found?.log;
    const wanted: OpenMode = withoutLog
      ? { whenNone, knownAs: known }
      : { whenNone: known === undefined ? whenNone : 'refuse' };
    const stored = await openStored(config, wanted, (file) => new LogWriterThread(file));
    try {
      const appendSpans = new AppendSpans();
      const batches = tracer && new ProjectionSpans(tracer, appendSpans);
      const log = tracer ? tracedLog(upcast(stored), logKind(config), appendSpans) : upcast(stored);
      const policy = await policyOf(config, log, found);
      lock.describe({ log: { id: log.id, kind: logKind(config) } });
      const meter = new RebuildProgress();
      const current = new CurrentReadModel(rules, meter, (position) => batches?.of(position));
      const rebuilder = rebuilderOf(config, policy, { log, meter, current, generations }, batches);
      try {
        await rebuilder.start(found);
      } catch (error) {
        await stopReading(rebuilder, current);
        throw error;
      }
      const freshness = new Freshness(log, current, reportsAs('log'));
      freshness.start();
      const appends = new AppendHealth(log, reportsAs('log'), {
        ...(logKind(config) === 'file' && { looksUnwritable: () => looksFull(logFile(config)) }),
      });
      appends.start();
      const formerLog = known === log.id ? undefined : known;
      return { lock, log, stored, policy, formerLog, current, freshness, appends, meter, rebuilder };
    } catch (error) {
      await stored.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** While the event store can't be reached, the policy as the read model has it. */
async function policyOf(config: Config, log: EventLog, found: Generation | undefined): Promise<RulePolicy> {
  try {
    return await configuredPolicy(config, log);
  } catch (error) {
    if (!(error instanceof LogUnavailableError) || !found) throw error;
    const readModel = ReadModel.open(found.file);
    try {
      const known = policyNamed(config.policy, readModel);
      if (!known) throw error;
      return known;
    } finally {
      readModel.close();
    }
  }
}

/** In the order that loses nothing: what was taken from the log is handled before the log is closed. */
export async function closeLedger({
  lock,
  log,
  current,
  freshness,
  appends,
  rebuilder,
}: LedgerResources): Promise<void> {
  try {
    await Promise.all([freshness.stop(), appends.stop()]);
    await stopReading(rebuilder, current);
    await log.close();
  } finally {
    lock.release();
  }
}

async function stopReading(rebuilder: ReadModelManager, current: CurrentReadModel): Promise<void> {
  await rebuilder.stop();
  await current.close();
}

function rebuilderOf(
  config: Config,
  policy: RulePolicy,
  parts: Pick<ReadModelManagerOptions, 'log' | 'meter' | 'current' | 'generations'>,
  batches: ProjectionSpans | undefined,
): ReadModelManager {
  const reports = reportsAs('read-model');
  const onDamaged = (): void => {
    manager.replaceDamaged();
  };
  const onBatch =
    batches &&
    ((batch: ProjectedBatch): void => {
      batches.add(batch);
    });
  const manager: ReadModelManager = new ReadModelManager({
    ...parts,
    folder: config.dataFolder,
    projections: followsInThreads(config, policy, parts.log.id, reports.onTrouble, onDamaged, onBatch),
    build: buildsInThreads(config, policy, (stream, error) => {
      reports.onTrouble(`Parked ${stream}.`, error);
    }),
    ...reports,
  });
  return manager;
}

/** Writes reports to this process's own log, under this name. */
function reportsAs(context: string): Pick<ReadModelManagerOptions, 'onTrouble' | 'onProgress'> {
  const logger = new Logger(context);
  return {
    onTrouble: (message, error) => {
      logger.error(message, error instanceof Error ? error.stack : error);
    },
    onProgress: (message) => {
      logger.log(message);
    },
  };
}
