import { requireScope, scopeFor } from '../access/access.guard.js';
import type { Principal } from '../access/access.service.js';
import { ACTOR_DTOS } from '../actors/actor.dto.js';
import { ENTRY_DTOS } from '../claims/claim.dto.js';
import { DOCUMENT_DTOS } from '../documents/document.dto.js';
import type { Json } from '../event-log/event-log.js';
import { parseJson } from '../http/json-body.js';
import { parseCommand } from '../http/command-body.js';
import { NARRATIVE_DTOS } from '../narratives/narrative.dto.js';
import type { Command } from '../command-handling/decider.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import { type AggregateType, streamName } from '../domain/domain-event.js';
import { type Idempotency, lineIdempotency } from '../command-handling/idempotency.js';
import { parseId } from '../validation/parse-id.js';

/** Longer lines are refused: no event may be that large. */
export const MAX_LINE_BYTES = 256 * 1024;

const BRACE = 0x7b;

/** What a line asks for. */
export interface LineCommand {
  readonly noun: AggregateType;
  readonly id: string;
  readonly fields: Command;
  readonly idempotency: Idempotency;
}

const DTOS = { actor: ACTOR_DTOS, document: DOCUMENT_DTOS, claim: ENTRY_DTOS, narrative: NARRATIVE_DTOS };
const NOUN_OF: ReadonlyMap<string, AggregateType> = new Map(
  Object.entries(DTOS).flatMap(([noun, dtos]) => Object.keys(dtos).map((type) => [type, noun as AggregateType])),
);

/**
 * The command of a line, whose bytes are missing if it is too long.
 *
 * @param ordinalOf makes the key of a line that brings none
 * @throws BadRequestError for what is no JSON object, a LedgerError for what is no command, or none of the principal's
 */
export function readLine(
  bytes: Buffer | undefined,
  ordinalOf: (line: Buffer) => string,
  principal: Principal,
): LineCommand {
  if (!bytes) {
    const message = `A line takes at most ${MAX_LINE_BYTES} bytes.`;
    throw new CommandRejectedError([{ pointer: '', code: 'line-too-long', message }]);
  }
  const { key = ordinalOf(bytes), ...command } = parseCommand(parseJson(bytes));
  const noun = NOUN_OF.get(String(command.type));
  if (!noun) {
    const message = `type must be one of: ${[...NOUN_OF.keys()].join(', ')}.`;
    throw new CommandRejectedError([{ pointer: '/type', code: 'unknown-type', message }]);
  }
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    const message = 'key must be text of 1 to 255 characters.';
    throw new CommandRejectedError([{ pointer: '/key', code: 'bad-key', message }]);
  }
  requireScope(principal, scopeFor(command.type));
  const { [noun]: given, ...fields } = command;
  const id = parseId(given, `/${noun}`);
  return { noun, id, fields, idempotency: lineIdempotency(streamName(noun, id), key, command as Json) };
}

export const isBlank = (bytes: Buffer): boolean => bytes[0] !== BRACE && bytes.toString('latin1').trim() === '';
