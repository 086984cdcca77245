import { requireScopeFor } from '../access/access.guard.js';
import type { Principal } from '../access/access.service.js';
import { parseJson } from '../http/json-body.js';
import { parseCommand } from '../http/command-body.js';
import { BadRequestError } from '../http/problem.js';
import type { Command } from '../command-handling/decider.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import { type AggregateType, streamName } from '../domain/domain-event.js';
import { type Idempotency, lineIdempotency } from '../command-handling/idempotency.js';
import { EVENT_CATALOG } from '../ledger/event-catalog.js';
import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import { isBlank } from '../lib/ndjson-lines.js';
import { parseId } from '../validation/field-decorators.js';

/** Longer lines are rejected: no event may be that large. */
export const MAX_LINE_BYTES = 256 * 1024;

/** A line's command and its target. */
export interface LineCommand {
  readonly noun: AggregateType;
  readonly id: string;
  readonly fields: Command;
  readonly idempotency: Idempotency;
}

/** A JSON object, as a line has it, without its `key`. */
interface ParsedLine {
  readonly key: unknown;
  readonly command: Command;
  /** Of the command: equal for equal commands, however their lines are spaced and ordered. */
  readonly digest: string;
}

/** @throws BadRequestError if the line isn't a JSON object */
function parseLine(bytes: Buffer): ParsedLine {
  const { key, ...command } = parseCommand(parseJson(bytes), 'A line');
  return { key, command, digest: digestOf(command as Json) };
}

/**
 * Parses the command of a line.
 *
 * @param bytes undefined if the line is too long
 * @param defaultKeyOf returns the key of a line that has none, by the digest of its command
 * @throws BadRequestError if the line isn't a JSON object, a LedgerError if it isn't a command, a ForbiddenError if the
 *   principal may not send it
 */
export function parseLineCommand(
  bytes: Buffer | undefined,
  defaultKeyOf: (digest: string) => string,
  principal: Principal,
): LineCommand {
  if (!bytes) {
    const message = `A line may have at most ${MAX_LINE_BYTES} bytes.`;
    throw new CommandRejectedError([{ pointer: '', code: 'line-too-long', message }]);
  }
  const { key: given, command, digest } = parseLine(bytes);
  const key = given === undefined ? defaultKeyOf(digest) : given;
  const noun = typeof command.type === 'string' ? EVENT_CATALOG.get(command.type)?.aggregate : undefined;
  if (!noun) {
    const message = `type must be one of: ${[...EVENT_CATALOG.keys()].join(', ')}.`;
    throw new CommandRejectedError([{ pointer: '/type', code: 'unknown-type', message }]);
  }
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    const message = 'key must be text of 1 to 255 characters.';
    throw new CommandRejectedError([{ pointer: '/key', code: 'bad-key', message }]);
  }
  requireScopeFor(principal, command.type);
  const { [noun]: target, ...fields } = command;
  if (target === undefined) {
    const message = `${noun} is missing: the id of the ${noun} that the line is about.`;
    throw new CommandRejectedError([{ pointer: `/${noun}`, code: 'missing', message }]);
  }
  const id = parseId(target, `/${noun}`);
  return { noun, id, fields, idempotency: lineIdempotency(streamName(noun, id), key, digest) };
}

/** Counts the command of a line that isn't recorded, on which the default keys of later lines depend. */
export function skipLine(bytes: Buffer | undefined, defaultKeyOf: (digest: string) => string): void {
  if (!bytes || isBlank(bytes)) return;
  try {
    const { key, digest } = parseLine(bytes);
    if (key === undefined) defaultKeyOf(digest);
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    // It would be rejected, and has no key then either.
  }
}
