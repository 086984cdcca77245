import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireScope, scopeFor } from '../access/access.guard.js';
import type { Principal } from '../access/access.service.js';
import { ACTOR_DTOS } from '../actors/actor.dto.js';
import { ActorsService } from '../actors/actors.service.js';
import { ENTRY_DTOS } from '../claims/claim.dto.js';
import { ClaimsService } from '../claims/claims.service.js';
import { DOCUMENT_DTOS } from '../documents/document.dto.js';
import { DocumentsService } from '../documents/documents.service.js';
import { EventLogError, type Json } from '../event-log/event-log.js';
import { parseJson } from '../http/json-body.js';
import { type Problem, problemOf } from '../http/problem.js';
import { commandIn } from '../http/registration.js';
import { checkedId } from '../validation/checked-id.js';
import { NARRATIVE_DTOS } from '../narratives/narrative.dto.js';
import { NarrativesService } from '../narratives/narratives.service.js';
import type { Command, CommandHandler } from '../recording/command-handler.js';
import { CommandRefusedError } from '../recording/errors.js';
import { type Noun, streamOf } from '../recording/fact.js';
import { lineIdempotency } from '../recording/idempotency.js';
import { linesOf } from './lines.js';

/** Longer lines are refused: no event may be that large. */
const MAX_LINE_BYTES = 256 * 1024;
const PROGRESS_EVERY = 200;

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

/** Takes commands, one JSON object a line, from a stream; a bad line is reported and the others are kept. */
@Injectable()
export class ImportService {
  private readonly nouns: ReadonlyMap<string, Noun>;
  private readonly handlers: Readonly<Record<Noun, CommandHandler>>;

  constructor(
    actors: ActorsService,
    documents: DocumentsService,
    claims: ClaimsService,
    narratives: NarrativesService,
  ) {
    this.handlers = { actor: actors, document: documents, claim: claims, narrative: narratives };
    const types = { actor: ACTOR_DTOS, document: DOCUMENT_DTOS, claim: ENTRY_DTOS, narrative: NARRATIVE_DTOS };
    this.nouns = new Map(
      Object.entries(types).flatMap(([noun, dtos]) => Object.keys(dtos).map((type) => [type, noun as Noun])),
    );
  }

  async *import(chunks: AsyncIterable<Uint8Array>, principal: Principal): AsyncGenerator<ImportReport> {
    const progress = { lines: 0, recorded: 0, unchanged: 0, refused: 0 };
    const importId = randomUUID();
    const equals = new Map<string, number>();
    let position: string | undefined;
    let complete = true;
    for await (const { number, bytes } of linesOf(chunks, MAX_LINE_BYTES)) {
      // What is left is read and dropped: leaving it unread would break the connection, and the summary with it.
      if (!complete) continue;
      progress.lines = number;
      try {
        const command = parseLine(bytes);
        if (command) {
          const recorded = await this.record(command, ordinalKey(bytes, equals), principal, importId);
          if (recorded.written.length === 0 || recorded.replayed) progress.unchanged += 1;
          else progress.recorded += 1;
          position = recorded.position ?? position;
        }
      } catch (error) {
        progress.refused += 1;
        yield { line: number, problem: problemOf(error) };
        complete = !(error instanceof EventLogError);
      }
      if (number % PROGRESS_EVERY === 0) yield { progress: { ...progress } };
    }
    yield { summary: { ...progress, complete, ...(position !== undefined && { position }) } };
  }

  private record(line: Command, ordinal: string, principal: Principal, importId: string) {
    const { key, ...command } = line;
    const noun = this.nouns.get(String(command.type));
    if (!noun) {
      const message = `type must be one of: ${[...this.nouns.keys()].join(', ')}.`;
      throw new CommandRefusedError([{ pointer: '/type', code: 'unknown-type', message }]);
    }
    if (key !== undefined && (typeof key !== 'string' || key.length === 0 || key.length > 255)) {
      const message = 'key must be text of 1 to 255 characters.';
      throw new CommandRefusedError([{ pointer: '/key', code: 'bad-key', message }]);
    }
    requireScope(principal, scopeFor(command.type));
    const { [noun]: given, ...fields } = command;
    const id = checkedId(given, `/${noun}`);
    return this.handlers[noun].record(id, fields, {
      principal: principal.id,
      correlationId: importId,
      causationId: importId,
      idempotency: lineIdempotency(streamOf(noun, id), key ?? ordinal, command as Json),
    });
  }
}

/** Undefined for a blank line. */
function parseLine(bytes: Buffer | undefined): Command | undefined {
  if (!bytes) {
    const message = `A line takes at most ${MAX_LINE_BYTES} bytes.`;
    throw new CommandRefusedError([{ pointer: '', code: 'line-too-long', message }]);
  }
  return bytes.toString('latin1').trim() === '' ? undefined : commandIn(parseJson(bytes));
}

/** The key of a line that brings none: what it says, and how many times the same was said before it. */
function ordinalKey(bytes: Buffer | undefined, equals: Map<string, number>): string {
  const digest = createHash('sha256')
    .update(bytes ?? '')
    .digest('base64url');
  const ordinal = equals.get(digest) ?? 0;
  equals.set(digest, ordinal + 1);
  return `${digest}/${ordinal}`;
}
