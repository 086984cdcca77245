import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/access.service.js';
import type { CommandContext, CommandResult } from '../command-handling/command-context.js';
import type { CommandHandler } from '../command-handling/decider.js';
import type { AggregateType } from '../domain/domain-event.js';
import { EventLogError } from '../event-log/event-log.js';
import { BoundedQueue, type QueueCapacity } from '../lib/bounded-queue.js';
import { isBlank, type Line, linesWithText } from '../lib/ndjson-lines.js';
import { TurnBudget } from '../lib/turn-budget.js';
import { DuplicateLineCounter } from './duplicate-lines.js';
import { UnreadableInputError } from '../http/content-encoding.js';
import { MAX_LINE_BYTES, parseLineCommand, skipLine } from './line-command.js';
import { idsIn, LineScheduler } from './line-scheduler.js';

/**
 * Lines in progress at the same time. They share the log's commits. More would outlive the collections of young objects,
 * which makes those slow, and fills the heap with garbage of a higher age.
 */
const CAPACITY: QueueCapacity = { items: 128, bytes: 4 * 1024 * 1024 };

export interface LineOptions {
  /** Lines before it are read but not recorded: the default keys of later lines depend on equal lines before them. */
  readonly fromLine?: number;
  readonly capacity?: QueueCapacity;
  /** Whether nothing of it is sent to webhooks. Default: false. */
  readonly silent?: boolean;
  /** Names what caused the events. Default: the import itself, by an id of its own. */
  readonly causedBy?: string;
}

export type CommandHandlers = Readonly<Record<AggregateType, CommandHandler>>;

/** The outcome of a line; without a result and an error, the line was blank or skipped. */
export interface LineOutcome {
  readonly result?: CommandResult;
  readonly error?: unknown;
}

export interface LineReport extends LineOutcome {
  readonly line: number;
}

interface LineInProgress {
  readonly number: number;
  readonly outcome: Promise<LineOutcome>;
}

/** Whether an import can't continue after this error: the log failed, or the rest of the input can't be read. */
export const isFatal = (error: unknown): error is Error =>
  error instanceof EventLogError || error instanceof UnreadableInputError;

/**
 * Runs the commands of a stream of NDJSON and yields their outcomes in line order, although many lines are in progress
 * at the same time; of blank lines only some, with no result. Ends after a line with a fatal error. Lines in progress at
 * that moment are not reported, whatever their outcome: they can be sent again.
 */
export async function* runLines(
  handlers: CommandHandlers,
  chunks: AsyncIterable<Uint8Array>,
  principal: Principal,
  { fromLine = 1, capacity = CAPACITY, silent = false, causedBy = randomUUID() }: LineOptions = {},
): AsyncGenerator<LineReport> {
  const queue = new BoundedQueue<LineInProgress>(capacity);
  const turn = new TurnBudget();
  const reading = startLines({ handlers, principal, id: causedBy, silent }, chunks, fromLine, queue, turn);
  // Awaited below, after all lines in progress have ended.
  reading.catch(() => undefined);
  let failed = false;
  try {
    for await (const { number, outcome } of queue) {
      const ended = await outcome;
      await turn.yieldIfSpent();
      if (failed) continue;
      yield { line: number, ...ended };
      if (!isFatal(ended.error)) continue;
      failed = true;
      queue.close();
    }
  } finally {
    queue.close();
  }
  await reading;
}

/** State shared by the lines of one run. */
interface Run {
  readonly handlers: CommandHandlers;
  readonly principal: Principal;
  readonly id: string;
  readonly silent: boolean;
  readonly duplicates: DuplicateLineCounter;
  readonly scheduler: LineScheduler<CommandResult>;
}

/** Starts each line as soon as the queue has room, until the queue is closed. */
async function startLines(
  command: Pick<Run, 'handlers' | 'principal' | 'id' | 'silent'>,
  chunks: AsyncIterable<Uint8Array>,
  fromLine: number,
  queue: BoundedQueue<LineInProgress>,
  turn: TurnBudget,
): Promise<void> {
  const duplicates = new DuplicateLineCounter();
  const run: Run = { ...command, duplicates, scheduler: new LineScheduler() };
  const keyOf = (digest: string) => duplicates.keyOf(digest);
  let next = 1;
  try {
    for await (const line of linesWithText(chunks, MAX_LINE_BYTES)) {
      // The rest is read and discarded: an unread body would break the connection before the summary is sent.
      if (!(await queue.hasRoom())) continue;
      next = line.number + 1;
      if (line.number < fromLine) skipLine(line.bytes, keyOf);
      const { outcome } = line.number < fromLine ? NO_COMMAND : await startLine(line, run);
      queue.add({ number: line.number, outcome }, line.bytes?.length ?? 0);
      await turn.yieldIfSpent();
    }
  } catch (error) {
    if (!(error instanceof UnreadableInputError)) throw error;
    queue.add({ number: next, outcome: Promise.resolve({ error }) }, 0);
  } finally {
    duplicates.close();
    queue.end();
  }
}

async function startLine(
  { bytes }: Line,
  { handlers, principal, id, silent, duplicates, scheduler }: Run,
): Promise<Pick<LineInProgress, 'outcome'>> {
  try {
    if (bytes && isBlank(bytes)) return NO_COMMAND;
    const line = parseLineCommand(bytes, (digest) => duplicates.keyOf(digest), principal);
    const context: CommandContext = {
      principal: principal.id,
      scopes: principal.scopes,
      correlationId: id,
      causationId: id,
      ...(silent && { silent }),
      idempotency: line.idempotency,
    };
    const { ended } = await scheduler.begin(line.id, idsIn(line.fields), () =>
      handlers[line.noun].prepare(line.id, line.fields, context),
    );
    return {
      outcome: ended.then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      ),
    };
  } catch (error) {
    return { outcome: Promise.resolve({ error }) };
  }
}

const NO_COMMAND: Pick<LineInProgress, 'outcome'> = { outcome: Promise.resolve({}) };
