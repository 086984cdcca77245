import { parentPort, workerData } from 'node:worker_threads';
import type { BuildTask, WorkerMessage } from './rebuild-thread.js';
import type { Checkpoint } from '../read-model/checkpoints.js';
import { fileOutcomeOf } from '../read-model/next-generation.js';
import { ReadModelWriter } from '../projections/read-model-writer.js';
import { rebuild } from '../projections/rebuild.js';
import { type EventLog, LogUnavailableError } from '../event-log/event-log.js';
import { openLogToRead } from '../ledger/open-event-log.js';
import { PROJECTION } from '../ledger/policies.js';
import { errorMessage } from '../lib/error-message.js';

/** The minimum interval between progress reports. */
const REPORT_EVERY_MS = 250;

const stopping = new AbortController();
parentPort?.once('message', () => {
  stopping.abort();
});
const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

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

async function build({ config, file }: BuildTask): Promise<boolean> {
  const log = await openLogToRead(config);
  try {
    const readModel = ReadModelWriter.open(file, PROJECTION);
    try {
      return await buildFrom(log, readModel);
    } finally {
      readModel.close();
    }
  } finally {
    await log.close();
  }
}

async function buildFrom(log: EventLog, readModel: ReadModelWriter): Promise<boolean> {
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
  return finished;
}

try {
  tell({ kind: 'ended', finished: await build(workerData as BuildTask) });
} catch (error) {
  tell({
    kind: 'failed',
    error: errorMessage(error),
    ofLog: error instanceof LogUnavailableError,
    fate: fileOutcomeOf(error),
  });
} finally {
  parentPort?.close();
}
