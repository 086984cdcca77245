import { parentPort, workerData } from 'node:worker_threads';
import { type EventLog, LogUnavailableError } from '../event-log/event-log.js';
import { isDamage, LogDamagedError, sqliteReason } from '../event-log/sqlite/errors.js';
import { openLogToRead } from '../ledger/open-event-log.js';
import { projectionUnder } from '../ledger/policies.js';
import { errorMessage } from '../lib/error-message.js';
import { ProjectionRunner } from '../projections/projection-runner.js';
import { ReadModelWriter } from '../projections/read-model-writer.js';
import { rebuild } from '../projections/rebuild.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import { fileOutcomeOf } from '../read-model/next-generation.js';
import type { ProjectionMessage, ProjectionRequest, ProjectionTask } from './projection-messages.js';
import { yieldToRequests } from './yield-to-requests.js';

/** The minimum interval between reports of a build's progress. */
const REPORT_EVERY_MS = 250;

const tell = (message: ProjectionMessage): void => parentPort?.postMessage(message);
const onRequest = (listener: (request: ProjectionRequest) => void): void => void parentPort?.on('message', listener);

/** Reports checkpoints, at most one per interval. */
class Reporter {
  private told = -Infinity;
  private head: string | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly count: number | undefined,
  ) {}

  async report(checkpoint: Checkpoint | undefined): Promise<void> {
    this.told = performance.now();
    // An error of the log surfaces where events are read.
    this.head = await this.log.head().catch(() => this.head);
    tell({ kind: 'progress', report: { checkpoint, head: this.head, count: this.count } });
  }

  readonly onProgress = (checkpoint: Checkpoint): void => {
    if (performance.now() - this.told >= REPORT_EVERY_MS) void this.report(checkpoint);
  };
}

async function run({ kind, config, policy, file, log: knownAs, ofEmptyLog, isTraced }: ProjectionTask): Promise<void> {
  const log = await openLogToRead(config, knownAs);
  try {
    const readModel = ReadModelWriter.open(file, projectionUnder(policy));
    if (ofEmptyLog) readModel.checkpoints.complete();
    if (kind === 'build') await build(log, readModel);
    else await follow(log, readModel, isTraced === true);
  } finally {
    await log.close();
  }
}

async function build(log: EventLog, readModel: ReadModelWriter): Promise<void> {
  const stopping = new AbortController();
  onRequest(() => {
    stopping.abort();
  });
  try {
    const { checkpoints } = readModel;
    const reporter = new Reporter(log, await log.count?.());
    await reporter.report(checkpoints.load());
    const onParked = (stream: string, error: unknown): void => {
      tell({ kind: 'parked', stream, error: errorMessage(error) });
    };
    const { onProgress } = reporter;
    const finished = await rebuild(readModel, log, { signal: stopping.signal, onProgress, onParked });
    if (finished) checkpoints.complete();
    await reporter.report(checkpoints.load());
    tell({ kind: 'built', finished });
  } finally {
    readModel.close();
  }
}

async function follow(log: EventLog, readModel: ReadModelWriter, isTraced: boolean): Promise<void> {
  const runner = new ProjectionRunner(log, readModel, {
    ...(isTraced && {
      onBatch: (batch) => {
        tell({ kind: 'batch', batch });
      },
    }),
    onBusy: () => {
      tell({ kind: 'busy' });
    },
    onTrouble: (message, error) => {
      // Another thread gets an error of SQLite without its code and words.
      const reason = sqliteReason(`${readModel.database.name} can't be written`, error);
      tell({ kind: 'trouble', message, error: reason ?? error });
      if (isDamage(error)) tell({ kind: 'damaged' });
    },
  });
  const tellState = (): void => {
    const { place, lastEventAt, caughtUp, failure, eventsHandled } = runner;
    tell({ kind: 'state', state: { place, lastEventAt, caughtUp, failure, eventsHandled } });
  };
  runner.onChange(tellState);
  const stopped = new Promise<void>((resolve) => {
    onRequest((request) => {
      if (request.kind === 'stop') resolve();
      else void retryParked(runner, request.request);
    });
  });
  try {
    await runner.start();
    tellState();
    tell({ kind: 'following' });
    await stopped;
  } finally {
    await runner.stop();
  }
}

async function retryParked(runner: ProjectionRunner, request: number): Promise<void> {
  try {
    tell({ kind: 'retried', request, parked: await runner.retryParked() });
  } catch (error) {
    tell({ kind: 'not-retried', request, error: errorMessage(error) });
  }
}

yieldToRequests();
try {
  await run(workerData as ProjectionTask);
} catch (error) {
  tell({
    kind: 'failed',
    error: sqliteReason("The read model can't be written", error) ?? errorMessage(error),
    ofLog: error instanceof LogUnavailableError || error instanceof LogDamagedError,
    ...(error instanceof LogDamagedError && { publicReason: error.publicReason }),
    fate: fileOutcomeOf(error),
  });
} finally {
  parentPort?.close();
}
