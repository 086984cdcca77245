import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Principal } from '../access/access.service.js';
import { ActorsService } from '../actors/actors.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { DocumentsService } from '../documents/documents.service.js';
import { EventLogError } from '../event-log/event-log.js';
import { type Problem, problemOf } from '../http/problem.js';
import { NarrativesService } from '../narratives/narratives.service.js';
import { type Line, linesOf } from '../lib/ndjson-lines.js';
import type { CommandHandler } from '../command-handling/decider.js';
import type { AggregateType } from '../domain/domain-event.js';
import type { CommandResult } from '../command-handling/command-context.js';
import { DuplicateLineCounter } from './duplicate-lines.js';
import { BoundedQueue, type QueueCapacity } from '../lib/bounded-queue.js';
import { isBlank, MAX_LINE_BYTES, parseLineCommand } from './line-command.js';
import { UnreadableInputError } from './import-body.js';
import { idsIn, LineScheduler } from './line-scheduler.js';

/** Lines in progress at the same time. They share the log's commits. */
const CAPACITY: QueueCapacity = { items: 1_000, bytes: 4 * 1024 * 1024 };
/** Blank and skipped lines between two turns of the event loop: a million of them can arrive in a second. */
const IDLE_LINES_PER_TURN = 500;
const PROGRESS_LINES = 10_000;
const PROGRESS_MS = 1_000;

/** Counts of lines so far; blank lines count only as lines. */
export interface ImportProgress {
  readonly lines: number;
  readonly recorded: number;
  /** Recorded before, or without effect. */
  readonly unchanged: number;
  readonly refused: number;
}

export type ImportReport =
  | { readonly line: number; readonly problem: Problem }
  | { readonly progress: ImportProgress }
  /**
   * `complete` is false if the import stopped before the end of the file, because the log failed or the input can't be
   * read: send the same file again to resume.
   */
  | { readonly summary: ImportProgress & { readonly complete: boolean; readonly position?: string } };

/** The outcome of a line; `recorded` is undefined for a blank or skipped one. */
type LineOutcome = { readonly recorded: CommandResult | undefined } | { readonly error: unknown };

export interface ImportOptions {
  /** Lines before it are read but not recorded: the default keys of later lines depend on equal lines before them. */
  readonly fromLine?: number;
  readonly capacity?: QueueCapacity;
}

interface LineInProgress {
  readonly number: number;
  readonly outcome: Promise<LineOutcome>;
}

/** Imports commands from a stream of NDJSON. A rejected line is reported; the others are recorded. */
@Injectable()
export class ImportService {
  private readonly logger = new Logger('import');
  private readonly handlers: Readonly<Record<AggregateType, CommandHandler>>;

  constructor(
    actors: ActorsService,
    documents: DocumentsService,
    claims: ClaimsService,
    narratives: NarrativesService,
  ) {
    this.handlers = { actor: actors, document: documents, claim: claims, narrative: narratives };
  }

  /**
   * Yields reports in line order, although many lines are in progress at the same time. Lines that a report counts as
   * recorded are durable.
   */
  async *import(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    { fromLine = 1, capacity = CAPACITY }: ImportOptions = {},
  ): AsyncGenerator<ImportReport> {
    const progress = { lines: 0, recorded: 0, unchanged: 0, refused: 0 };
    let position: string | undefined;
    let complete = true;
    let reported = { lines: 0, at: Date.now() };
    const queue = new BoundedQueue<LineInProgress>(capacity);
    const reading = this.readLines(chunks, principal, fromLine, queue);
    // Awaited below, after all lines in progress have ended.
    reading.catch(() => undefined);
    try {
      for await (const { number, outcome } of queue) {
        const ended = await outcome;
        // Lines in progress when the log failed are not counted, whatever their outcome: they can be sent again.
        if (!complete) continue;
        progress.lines = number;
        if ('error' in ended) {
          const { error } = ended;
          progress.refused += 1;
          yield { line: number, problem: problemOf(error) };
          if (error instanceof EventLogError) {
            // Not part of the problem: the message may say where the log is.
            this.logger.error('The event log failed during an import.', error.stack);
          }
          if (error instanceof EventLogError || error instanceof UnreadableInputError) {
            complete = false;
            queue.close();
          }
        } else if (ended.recorded) {
          const { written, replayed } = ended.recorded;
          if (written.length === 0 || replayed) progress.unchanged += 1;
          else progress.recorded += 1;
          position = laterPosition(position, ended.recorded.position);
        }
        if (number - reported.lines >= PROGRESS_LINES || Date.now() - reported.at >= PROGRESS_MS) {
          reported = { lines: number, at: Date.now() };
          yield { progress: { ...progress } };
        }
      }
    } finally {
      queue.close();
    }
    await reading;
    yield { summary: { ...progress, complete, ...(position !== undefined && { position }) } };
  }

  /** Starts each line as soon as the queue has room, until the queue is closed. */
  private async readLines(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    fromLine: number,
    queue: BoundedQueue<LineInProgress>,
  ): Promise<void> {
    const run: ImportRun = {
      principal,
      id: randomUUID(),
      duplicates: new DuplicateLineCounter(),
      scheduler: new LineScheduler(),
    };
    let idle = 0;
    let next = 1;
    try {
      for await (const line of linesOf(chunks, MAX_LINE_BYTES)) {
        // The rest is read and discarded: an unread body would break the connection before the summary is sent.
        if (!(await queue.hasRoom())) continue;
        next = line.number + 1;
        if (line.number < fromLine) run.duplicates.skip(line.bytes);
        const { outcome } = line.number < fromLine ? NO_COMMAND : await this.startLine(line, run);
        queue.add({ number: line.number, outcome }, line.bytes?.length ?? 0);
        if (outcome === NO_COMMAND.outcome && ++idle % IDLE_LINES_PER_TURN === 0) await nextTurn();
      }
    } catch (error) {
      if (!(error instanceof UnreadableInputError)) throw error;
      queue.add({ number: next, outcome: Promise.resolve({ error }) }, 0);
    } finally {
      run.duplicates.close();
      queue.end();
    }
  }

  private async startLine(
    { bytes }: Line,
    { principal, id, duplicates, scheduler }: ImportRun,
  ): Promise<Pick<LineInProgress, 'outcome'>> {
    try {
      if (bytes && isBlank(bytes)) return NO_COMMAND;
      const line = parseLineCommand(bytes, (text) => duplicates.keyOf(text), principal);
      const context = { principal: principal.id, correlationId: id, causationId: id, idempotency: line.idempotency };
      const { ended } = await scheduler.begin(line.id, idsIn(line.fields), () =>
        this.handlers[line.noun].prepare(line.id, line.fields, context),
      );
      return {
        outcome: ended.then(
          (recorded) => ({ recorded }),
          (error: unknown) => ({ error }),
        ),
      };
    } catch (error) {
      return { outcome: Promise.resolve({ error }) };
    }
  }
}

const NO_COMMAND = { outcome: Promise.resolve({ recorded: undefined }) };

/** State shared by the lines of one import. */
interface ImportRun {
  readonly principal: Principal;
  readonly id: string;
  readonly duplicates: DuplicateLineCounter;
  readonly scheduler: LineScheduler<CommandResult>;
}

/** Lines for different streams may be appended out of line order. */
const laterPosition = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
