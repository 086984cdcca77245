import { parentPort, workerData } from 'node:worker_threads';
import { LogUnavailableError, UnknownOutcomeError, WrongExpectedRevisionError } from '../event-log/event-log.js';
import { CommitChannel } from '../event-log/sqlite/commit-channel.js';
import { GroupCommit } from '../event-log/sqlite/group-commit.js';
import { LogDamagedError } from '../event-log/sqlite/errors.js';
import { openLogFile } from '../event-log/sqlite/log-file.js';
import { prepareStatements } from '../event-log/sqlite/statements.js';
import { errorMessage } from '../lib/error-message.js';
import { replyTo } from './thread-calls.js';
import type { AppendOutcome, LogWriterRequest, NumberedAppend } from './log-writer-thread.js';

const { id, db } = openLogFile(workerData as string, false);
const others = new CommitChannel(id);
const appender = new GroupCommit(
  db,
  prepareStatements(db),
  () => 1,
  () => {
    others.committed();
  },
);
let outcomes: AppendOutcome[] = [];

parentPort?.on('message', (request: LogWriterRequest) => {
  if (request.kind === 'appends') for (const append of request.appends) void run(append);
  else if (request.kind === 'erase') void reply(request.call, () => appender.erase());
  else if (request.kind === 'check-writable') void reply(request.call, () => appender.checkWritable());
  else void close();
});

async function run({ number, append }: NumberedAppend): Promise<void> {
  try {
    report({ number, kind: 'done', result: await appender.append(append) });
  } catch (error) {
    report(failureOf(number, error));
  }
}

async function reply(call: number, work: () => Promise<unknown>): Promise<void> {
  parentPort?.postMessage(await replyTo(call, work));
}

/** All outcomes of one commit go in one message. */
function report(outcome: AppendOutcome): void {
  outcomes.push(outcome);
  if (outcomes.length > 1) return;
  // The other outcomes of this commit are reported before it.
  queueMicrotask(() => {
    const reported = outcomes;
    outcomes = [];
    parentPort?.postMessage(reported);
  });
}

function failureOf(number: number, error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedRevisionError) return { number, kind: 'conflict', actual: error.actual };
  const told = { number, error: errorMessage(error), cause: error instanceof Error ? error.cause : undefined };
  if (error instanceof LogUnavailableError) return { ...told, kind: 'unavailable', publicReason: error.publicReason };
  if (error instanceof LogDamagedError) return { ...told, kind: 'damaged' };
  if (error instanceof UnknownOutcomeError) return { ...told, kind: 'unknown', publicReason: error.publicReason };
  return { ...told, kind: 'failed' };
}

async function close(): Promise<void> {
  await appender.close();
  db.close();
  others.close();
  // After the outcomes of the last commit.
  setImmediate(() => parentPort?.close());
}
