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
import { isBlank, MAX_LINE_BYTES, readLine } from './line-command.js';
import { idsIn, LineScheduler } from './line-scheduler.js';

/** So many lines are under way together, and share the log's commits. */
const UNDER_WAY: QueueCapacity = { items: 1_000, bytes: 4 * 1024 * 1024 };
/** After so many lines of which nothing comes others get a turn: of these a second may hold a million. */
const PASSED_OVER_A_TURN = 500;
const PROGRESS_EVERY = 10_000;
const PROGRESS_EVERY_MS = 1_000;

/** Counts of lines so far; blank lines count only as lines. */
export interface ImportProgress {
  readonly lines: number;
  readonly recorded: number;
  /** Recorded before, or nothing left to record. */
  readonly unchanged: number;
  readonly refused: number;
}

export type ImportReport =
  | { readonly line: number; readonly problem: Problem }
  | { readonly progress: ImportProgress }
  /** `complete` is false if the log failed on the way: then the same file may be sent again. */
  | { readonly summary: ImportProgress & { readonly complete: boolean; readonly position?: string } };

/** What became of a line; `recorded` is undefined for a blank one. */
type Ended = { readonly recorded: CommandResult | undefined } | { readonly error: unknown };

export interface ImportOptions {
  /** Lines before it are only read, to know which of the others are equal to them. */
  readonly fromLine?: number;
  /** How many lines are under way together. */
  readonly room?: QueueCapacity;
}

interface Begun {
  readonly number: number;
  readonly ended: Promise<Ended>;
}

/** Takes commands, one JSON object a line, from a stream; a bad line is reported and the others are kept. */
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
   * The reports come in the order of the lines, though many lines are under way together. What is reported as recorded
   * is durable.
   */
  async *import(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    { fromLine = 1, room = UNDER_WAY }: ImportOptions = {},
  ): AsyncGenerator<ImportReport> {
    const progress = { lines: 0, recorded: 0, unchanged: 0, refused: 0 };
    let position: string | undefined;
    let complete = true;
    let told = { lines: 0, at: Date.now() };
    const begun = new BoundedQueue<Begun>(room);
    const reading = this.begin(chunks, principal, fromLine, begun);
    // It is awaited when all has ended that was begun.
    reading.catch(() => undefined);
    try {
      for await (const { number, ended } of begun) {
        const outcome = await ended;
        // After the line that the log failed on, whatever became of those under way with it: they may be sent again.
        if (!complete) continue;
        progress.lines = number;
        if ('error' in outcome) {
          const { error } = outcome;
          progress.refused += 1;
          yield { line: number, problem: problemOf(error) };
          if (error instanceof EventLogError) {
            complete = false;
            // The caller isn't told where the log is, nor what hinders it.
            this.logger.error('The log failed on the way.', error.stack);
            begun.close();
          }
        } else if (outcome.recorded) {
          const { written, replayed } = outcome.recorded;
          if (written.length === 0 || replayed) progress.unchanged += 1;
          else progress.recorded += 1;
          position = later(position, outcome.recorded.position);
        }
        if (number - told.lines >= PROGRESS_EVERY || Date.now() - told.at >= PROGRESS_EVERY_MS) {
          told = { lines: number, at: Date.now() };
          yield { progress: { ...progress } };
        }
      }
    } finally {
      begun.close();
    }
    await reading;
    yield { summary: { ...progress, complete, ...(position !== undefined && { position }) } };
  }

  /** Begins each line as soon as there is room, until the answers are no longer waited for. */
  private async begin(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    fromLine: number,
    begun: BoundedQueue<Begun>,
  ): Promise<void> {
    const run: Run = { principal, id: randomUUID(), equals: new DuplicateLineCounter(), order: new LineScheduler() };
    let passedOver = 0;
    try {
      for await (const line of linesOf(chunks, MAX_LINE_BYTES)) {
        // What is left is read and dropped: leaving it unread would break the connection, and the summary with it.
        if (!(await begun.hasRoom())) continue;
        if (line.number < fromLine) run.equals.skip(line.bytes);
        const { ended } = line.number < fromLine ? NOTHING : await this.beginLine(line, run);
        begun.add({ number: line.number, ended }, line.bytes?.length ?? 0);
        if (ended === NOTHING.ended && ++passedOver % PASSED_OVER_A_TURN === 0) await nextTurn();
      }
    } finally {
      run.equals.close();
      begun.end();
    }
  }

  private async beginLine({ bytes }: Line, { principal, id, equals, order }: Run): Promise<Pick<Begun, 'ended'>> {
    try {
      if (bytes && isBlank(bytes)) return NOTHING;
      const line = readLine(bytes, (said) => equals.keyOf(said), principal);
      const context = { principal: principal.id, correlationId: id, causationId: id, idempotency: line.idempotency };
      const { ended } = await order.begin(line.id, idsIn(line.fields), () =>
        this.handlers[line.noun].prepare(line.id, line.fields, context),
      );
      return {
        ended: ended.then(
          (recorded) => ({ recorded }),
          (error: unknown) => ({ error }),
        ),
      };
    } catch (error) {
      return { ended: Promise.resolve({ error }) };
    }
  }
}

/** What becomes of a line that says nothing. */
const NOTHING = { ended: Promise.resolve({ recorded: undefined }) };

/** What the lines of one import share. */
interface Run {
  readonly principal: Principal;
  readonly id: string;
  readonly equals: DuplicateLineCounter;
  readonly order: LineScheduler<CommandResult>;
}

/** Lines for different streams may be recorded in another order than theirs. */
const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
